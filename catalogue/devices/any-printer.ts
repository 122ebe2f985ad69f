/**
 * What printers of any maker say on panels and in alert rows: in English here, in other languages with panel-words.ts. Only
 * words that leave no doubt: a noun and what is the matter with it. The rest stays unknown and is shown as it is. The order
 * decides between words that fit several: "almost" before "out", waste toner before toner.
 */
import { meaningOf } from '../conditions.ts';
import type { DeviceEntry } from '../types.ts';
import { supplyWords } from './any-supplies.ts';
import { any, type Words } from './any-words.ts';
import { saying } from './panel-words.ts';

const rfc = 'Wording of panels and alert rows of many makers; kinds of trouble as in RFC 3805';

const trayName =
  '(?:(?:mp|multi-?purpose|by-?pass) ?tray|tray|cassette|drawer|bypass|magazine) ?\\d?(?: ?\\([^)]{1,20}\\))?';

const words: readonly Words[] = [
  {
    id: 'original-jam',
    condition: 'original-jam',
    text: any(
      '\\b(?:original|document|adf|dadf|scanner|feeder)s?\\b.{0,20}\\b(?:jam(?:med)?|mis-?feed)\\b',
      '\\b(?:jam|mis-?feed)\\b.{0,15}\\b(?:adf|document feeder)\\b',
      '\\b(?:original|vorlagen|dokumenten?)stau\\b',
      '\\b(?:bourrage|atasco|inceppamento|atolamento)\\b.{0,12}\\b(?:chargeur|documents?|documentos?|originale?s?|adf)\\b',
    ),
    examples: [
      'Original jam',
      'Document Jam',
      'Jam in the document feeder',
      'Original Misfeed',
      'Vorlagenstau',
      'Atasco de originales',
    ],
  },
  {
    id: 'paper-jam',
    condition: 'paper-jam',
    text: any(
      '\\bpaper multi-? ?feed|\\b(?:multi|double)[- ]?feed (?:error|detected)\\b',
      '\\b(?:jam(?:s|med)?|mis-?feed|mis-?fed)\\b(?!.{0,10}\\b(?:clear(?:ed)?|removed|count(?:er)?)\\b)',
      saying('jam'),
    ),
    examples: [
      'Paper Jam',
      'Jam in tray 1',
      'Papierstau',
      'PAPER MISFEED',
      'Misfeed detected',
      'Bourrage papier',
      'Papel encravado',
      'Papperstopp',
      'Zacięcie papieru',
      'Uvíznutý papír',
      'Kağıt sıkışması',
      'Замятие бумаги',
      '卡纸',
      '紙詰まり',
      '용지 걸림',
    ],
  },
  {
    id: 'cover-open',
    condition: 'cover-open',
    text: any(
      '\\b(?:cover|door|lid|interlock|panel|access)\\b.{0,20}\\b(?:is |not )?(?:open|opened|closed properly)\\b',
      '\\b(?:close|shut)\\b.{0,25}\\b(?:cover|door|lid)\\b',
      '^printer open\\W*$',
      saying('cover'),
    ),
    examples: [
      'Cover open',
      'Front Door Open',
      'Close the front cover',
      'Printer Open',
      'Klappe offen',
      'Vordere Abdeckung ist offen',
      'Capot ouvert',
      'Cubierta abierta',
      'Coperchio anteriore aperto',
      'Klep is open',
      'Luckan är öppen',
      'Pokrywa otwarta',
      'Открыта крышка',
      'カバーが開いています',
      '前盖打开',
    ],
  },
  ...supplyWords,
  {
    id: 'tray-missing',
    condition: 'tray-missing',
    text: any(
      `\\b${trayName}\\b ?\\w{0,3}\\b.{0,8}\\b(?:missing|open(?:ed)?|not (?:inserted|installed|closed|detected|loaded))\\b`,
      '\\binstall (?:the )?(?:paper )?(?:tray|cassette)',
      '\\bfach ?\\d? ?(?:ist )?(?:offen|fehlt)\\b|\\bbac ?\\d? (?:est )?(?:ouvert|absent)\\b|\\bbandeja ?\\d? abierta\\b|\\bvassoio ?\\d? aperto\\b',
    ),
    examples: [
      'Tray 1 missing',
      'Tray 2 open',
      'TRAY1 OPEN',
      'INSTALL PAPER TRAY1',
      'Tray 2 Not Detected',
      'Fach 2 offen',
    ],
  },
  {
    id: 'tray-low',
    condition: 'tray-low',
    text: any(
      '\\b(?:paper|media)\\b.{0,8}\\b(?:low|near(?:ly)? empty|almost empty)\\b',
      `\\b${trayName}\\b ?\\w{0,3}\\b.{0,8}\\b(?:low|near(?:ly)? empty|almost empty)\\b`,
      '\\bpapier fast leer\\b|\\bwenig papier\\b|\\bpoco papel\\b|\\bpoca carta\\b|\\bpapier faible\\b',
    ),
    examples: ['Paper low', 'Tray 1 low', 'TRAY2 NEAR EMPTY', 'Papier fast leer'],
  },
  {
    id: 'tray-empty',
    condition: 'tray-empty',
    text: any(
      '\\b(?:out of|no|add|load|refill) (?:paper|media)\\b',
      '\\b(?:paper|media)\\b ?(?:is )?(?:out|empty|end)\\b',
      `\\b${trayName} ?\\w{0,3}.{0,6}\\b(?:is )?(?:empty|out of paper)\\b`,
      '\\bempty: ?tray\\b',
      saying('noPaper'),
    ),
    examples: [
      'Out of paper',
      'Main roll path out of paper',
      'Tray 2 empty',
      'TRAY1 EMPTY',
      'MPTRAY EMPTY',
      'Paper in Tray 1 is empty',
      'Add paper',
      'Paper out',
      'Kein Papier',
      'Fach 2 füllen',
      'Plus de papier',
      'Bac 2 vide',
      'Sin papel',
      'Vassoio 2 vuoto',
      'Lade 2 leeg',
      'Brak papieru',
      'Нет бумаги',
      'Kağıt yok',
      '缺纸',
      '用紙がありません',
      '용지 없음',
    ],
  },
  {
    id: 'media-needed',
    condition: 'media-needed',
    text: any(
      '\\bload .{0,30}?(?:tray|cassette|drawer|mpt)',
      '\\bchange (?:(?:media|paper) in )?(?:tray|cassette|drawer) ?\\d?\\b',
      '^manually feed\\b|^manual feed\\b(?! (?:slot|tray|unit|guide))|\\binsert (?:next )?(?:sheet|page)\\b',
    ),
    examples: [
      'LOAD A4 TRAY1',
      'Load Tray 2: Plain, A4',
      'Load Tray 1 with A4',
      'Manually feed: Plain, Letter',
      'Manual feed output stack',
    ],
  },
  {
    id: 'output-full',
    condition: 'output-full',
    text: /\b(?:inner|cent(?:er|re)|left|right|upper|lower|catch|offset) (?:output )?tray (?:is )?full\b|\b(?:output|exit|stacker|finisher|face[- ]?(?:down|up)|standard|top)\b.{0,15}\b(?:bin|tray|stacker|is|stack)?\b ?(?:is )?full\b|\b(?:ausgabe\w*|ablage\w*) ?(?:\d )?(?:ist )?voll\b|\bbac de (?:sortie|r[ée]ception) plein\b|\bbandeja de salida llena\b|\bvassoio (?:di )?uscita pieno\b/i,
    examples: ['Output bin full', 'Stacker full', 'Ausgabefach voll'],
  },
  {
    id: 'media-wrong',
    condition: 'media-wrong',
    text: /^set (?:the )?correct paper\b|\b(?:paper|media|size|type)\b.{0,12}\bmismatch\b|\b(?:wrong|incorrect|unsupported) (?:paper|media)\b|\bunexpected (?:paper )?(?:size|type)\b|^(?:paper )?size error\b|^short paper\W*$|\bpapierformat falsch\b/i,
    examples: ['Paper size mismatch', 'Wrong paper', 'Size mismatch', 'Unexpected size in tray 2', 'Size Error'],
  },
  {
    id: 'memory-fault',
    condition: 'memory-fault',
    text: /\bmemory is (?:low|full)\b|\bpage too complex\b|\b(?:out of memory|memory (?:full|overflow|error)|insufficient memory|memory low)\b|\bspeicher (?:voll|[üu]berlauf)\b|\bm[ée]moire (?:pleine|insuffisante|satur[ée]e)\b|\bmemoria (?:llena|piena|insuficiente|insufficiente)\b/i,
    examples: ['Out of memory', 'Memory full', 'Speicher voll'],
  },
  {
    id: 'storage-fault',
    condition: 'storage-fault',
    text: /\b(?:hard ?disk|disk|hdd|ssd|storage|file system)\b.{0,24}\b(?:full|error|fail\w*)\b/i,
    examples: ['Hard disk full', 'Disk error', 'HDD failure', 'FILE SYSTEM IS FULL', 'DISK FILE OPERATION FAILED'],
  },
  {
    id: 'maintenance-due',
    condition: 'maintenance-due',
    text: any(
      '\\b(?:maintenance|pm) (?:kit )?(?:is )?(?:very |nearly )?(?:due|required|needed|near|low)\\b',
      '\\bperform (?:printer )?maintenance\\b',
      '\\b(?:replace|order|install) (?:the )?(?:maintenance kit|mk|pf kit|(?:document feeder|adf|roller) kit)\\b ?\\w?',
      '\\b(?:document feeder|adf|roller|pf) kit\\b.{0,10}\\b(?:low|end)\\b',
      '\\breplace pf kit',
      '\\bwartung (?:f[äa]llig|n[öo]tig|erforderlich)\\b|\\bwartungskit (?:ersetzen|wechseln)\\b',
    ),
    examples: [
      'Maintenance required',
      'Replace maintenance kit',
      'Perform printer maintenance',
      'Maintenance kit nearly low [80.xy]',
      'Replace MK.',
      'Replace PF Kit1',
      'Document feeder kit low',
      'Wartung fällig',
    ],
  },
  {
    id: 'service-needed',
    condition: 'service-needed',
    text: /\bcall for assistance\b|\binternal fault\b|^(?:printer|device|machine) failure\b|\bcall (?:for )?(?:customer )?service\b|\bservice (?:call|required|needed|error)\b|\b(?:machine failure|malfunction detected|functional problem)\b|\b(?:kundendienst|servicetechniker|service) (?:rufen|anrufen|verst[äa]ndigen)\b|\bappel(?:er|ez) (?:le )?(?:sav|technicien|service)\b|\bllame al (?:servicio|t[ée]cnico)\b|\bchiamare (?:il servizio|l'assistenza|assistenza)\b|\bcontact (?:your )?service\b/i,
    examples: ['Call for service', 'Service required', 'Machine failure.', 'Functional Problem', 'Kundendienst rufen'],
  },
  {
    id: 'scan-server',
    condition: 'scan-server',
    text: /\b(?:smtp|mail|e-?mail)(?: \w+)? ?(?:server|gateway)\b.{0,30}\b(?:unavailable|unreachable|not (?:respond\w*|found|reachable|available)|did not respond|no response|does not answer)\b/i,
    examples: ['E-mail gateway did not respond. Job failed.', 'Scan to email: mail server unavailable'],
  },
  {
    id: 'scanner-fault',
    condition: 'scanner-fault',
    text: /\bscanner\b.{0,15}\b(?:error|failure|fault|malfunction)\b/i,
    examples: ['Scanner error 5', 'Scanner lamp error'],
  },
  {
    id: 'network-fault',
    condition: 'network-fault',
    text: /\b(?:ethernet|network|lan) (?:cable|connection)\b.{0,12}\b(?:not connected|disconnected|lost|unplugged|error)\b|\bno network connection\b/i,
    examples: ['Ethernet cable not connected correctly', 'Network connection lost'],
  },
  {
    id: 'job-failed',
    condition: 'job-failed',
    text: /\b(?:wrong|unsupported|unknown|invalid) file (?:format|type)\b|\b(?:cannot|can't|could not|unable to) (?:process|print) (?:the )?job\b/i,
    examples: ['Wrong file format. The printer cannot process the job.', 'Unsupported file format'],
  },
  {
    id: 'job-canceled',
    condition: 'job-canceled',
    text: /\bjob (?:was |has been )?(?:cancel+ed|aborted|deleted)\b|\b(?:auftrag|druckauftrag) (?:wurde )?(?:abgebrochen|gel[öo]scht)\b/i,
    examples: ['Print job cancelled', 'Job aborted', 'Auftrag abgebrochen'],
  },
  {
    id: 'offline',
    condition: 'offline',
    text: /^(?:the )?(?:printer |device |machine )?(?:is )?off-?line\W*$/i,
    examples: ['Offline', 'Printer is off-line'],
  },
];

export const anyPrinter: DeviceEntry[] = words.map(({ id, condition, text, examples }) => {
  const meaning = meaningOf(condition);
  return {
    id: `any-${id}`,
    vendor: null,
    code: null,
    text,
    condition,
    stops: meaning.stops,
    title: meaning.title,
    cause: meaning.cause,
    remedy: meaning.remedy,
    who: meaning.who,
    severity: meaning.severity,
    confidence: 'medium',
    sources: [rfc],
    examples,
  };
});
