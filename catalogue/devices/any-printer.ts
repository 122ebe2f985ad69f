/**
 * What printers of any maker say on panels and in alert rows, in the languages seen in recordings and some more. Only words
 * that leave no doubt: a noun and what is the matter with it. The rest stays unknown and is shown as it is.
 */
import type { ConditionKind } from '../conditions.ts';
import { meaningOf } from '../conditions.ts';
import type { DeviceEntry } from '../types.ts';

const rfc = 'Wording of panels and alert rows of many makers; kinds of trouble as in RFC 3805';

type Words = {
  readonly id: string;
  readonly condition: ConditionKind;
  readonly text: RegExp;
  readonly examples: readonly string[];
  readonly title?: string;
  readonly remedy?: string;
};

// Word parts. `\b` does not see letters outside ASCII, so words that begin or end with one are left open there.
const toner = '(?:toner|encre|tinte|inchiostro)';
const low =
  '(?:low|near(?:ly)? (?:end|empty)|almost (?:empty|out)|running (?:low|out)|wenig|fast leer|gering|niedrig|faible|presque vide|bajo|poco|casi vac[ií]o|in esaurimento|quasi esaurito|baixo|bijna leeg|l[åa]g|lav|snart slut|vähissä|ma[łl]o|niski|мало)';
const out =
  '(?:empty|out|end|depleted|exhausted|used up|leer|verbraucht|[ée]puis[ée]|vide|agotado|vac[ií]o|esaurito|vazio|esgotado|leeg|op|tomt?|slut|loppu|brak|pusty|закончился|нет)';

const words: readonly Words[] = [
  {
    id: 'original-jam',
    condition: 'original-jam',
    text: /\b(?:original|document|adf|dadf|scanner|feeder)s?\b.{0,20}\bjam(?:med)?\b|\bjam\b.{0,15}\b(?:adf|document feeder)\b|\b(?:originalstau|vorlagenstau|bourrage (?:du )?(?:chargeur|document)|atasco de originales)\b/i,
    examples: ['Original jam', 'Document Jam', 'Jam in the document feeder', 'Vorlagenstau'],
  },
  {
    id: 'paper-jam',
    condition: 'paper-jam',
    text: /\b(?:paper|media|sheet|envelope|label|duplex|tray ?\d?|inside|rear|front|exit|fuser) ?(?:mis-?feed|jam)|\bjam(?:med)?\b(?!.{0,10}\bclear(?:ed)?\b)|\bpapierstau\b|\bbourrage\b|\batasco\b|\binceppamento\b|\bpapier(?:storing|opstopping)\b|\bpap(?:p?er)?sstopp\b|\bpapirstopp?\b|\batolamento\b|zaci[ęe]cie papieru|замятие|卡纸|夹纸|紙づまり|紙詰まり/i,
    examples: ['Paper Jam', 'Jam in tray 1', 'Papierstau', 'PAPER MISFEED', 'Bourrage papier', '卡纸'],
  },
  {
    id: 'cover-open',
    condition: 'cover-open',
    text: /\b(?:cover|door|lid|interlock|panel|access)\b.{0,20}\b(?:is |not )?(?:open|opened|closed properly)\b|\b(?:close|shut)\b.{0,25}\b(?:cover|door|lid)\b|\b(?:abdeckung|klappe|deckel|t[üu]r)\b.{0,12}\b(?:offen|ge[öo]ffnet|schlie)|\bcapot ouvert|\bporte ouverte|\b(?:cubierta|puerta|tapa) abierta|\b(?:coperchio|sportello) aperto|\btampa aberta|\bklep open|\blucka? [öo]ppen|pokrywa otwarta|крышка открыта/i,
    examples: ['Cover open', 'Front Door Open', 'Close the front cover', 'Klappe offen', 'Capot ouvert'],
  },
  {
    id: 'drum-low',
    condition: 'drum-low',
    text: /\b(?:drum|photoconductor|imaging unit)\b.{0,20}\b(?:near|low|almost|soon|warning)\b|\btrommel\b.{0,12}\b(?:bald|fast)\b/i,
    examples: ['Drum near end', 'Drum End Soon', 'Photoconductor low', 'Trommel bald ersetzen'],
  },
  {
    id: 'drum-empty',
    condition: 'drum-empty',
    text: /\b(?:drum|photoconductor|imaging unit|image drum)\b.{0,20}\b(?:replace|end|over|out|exhausted|empty)\b|\breplace (?:the )?(?:image )?(?:drum|photoconductor|imaging unit)\b|\b(?:trommel|bildtrommel)\b.{0,12}\b(?:ersetz\w*|verbraucht|ende|wechseln)\b|\bremplac\w+ (?:le )?tambour\b/i,
    examples: ['Replace Drum', 'TROMMEL ERSETZ.', 'Remplacez tambour'],
  },
  {
    id: 'waste-almost-full',
    condition: 'waste-almost-full',
    text: /\bwaste\b.{0,30}\b(?:near(?:ly)?|almost)\b|\bresttoner\w*\b.{0,10}\bfast voll\b/i,
    examples: ['Waste toner near full', 'Waste Toner Box almost full', 'Resttonerbehälter fast voll'],
  },
  {
    id: 'waste-full',
    condition: 'waste-full',
    text: /\bwaste\b.{0,30}\b(?:is )?(?:full|replace)\b|\breplace\b.{0,15}\bwaste\b|\bresttoner\w*\b.{0,15}\b(?:voll|wechseln|ersetzen)|\bcollecteur\b.{0,20}\bplein\b/i,
    examples: ['Waste Toner Box Full', 'Replace waste toner container', 'Resttonerbehälter voll'],
  },
  {
    id: 'ink-low',
    condition: 'ink-low',
    text: /\bink\b.{0,25}\b(?:low|near(?:ly)? (?:end|empty)|almost empty|running out)\b|\blow ink\b|\btinte\b.{0,12}\b(?:fast leer|wenig|niedrig)\b/i,
    examples: ['Ink is low.', 'Ink tank supply low at black.', 'Low ink', 'Tinte fast leer'],
  },
  {
    id: 'ink-empty',
    condition: 'ink-empty',
    text: /\bink\b.{0,25}\b(?:empty|out|depleted|expended|used up)\b|\breplace\b.{0,20}\bink\b|\btinte\b.{0,12}\bleer\b/i,
    examples: ['Ink Empty: Black', 'Replace ink cartridge', 'Tinte leer'],
  },
  {
    id: 'toner-low',
    condition: 'toner-low',
    text: new RegExp(
      `(?<!waste )${toner}.{0,25}?[ :]${low}(?!\\p{L})|(?<!\\p{L})(?:low|wenig|poco|ma[łl]o|мало) (?:de )?tone[rp]|(?<!\\p{L})patron(?: mycket)? l[åa]g|мало тонера`,
      'iu',
    ),
    examples: [
      'Toner Low: BK',
      'Low toner',
      'Toner fast leer',
      'Mało toneru (Y)',
      'Cyan patron mycket låg, 412 återstående sidor ca',
      'Cyan toner near end',
    ],
  },
  {
    id: 'toner-empty',
    condition: 'toner-empty',
    text: new RegExp(
      `(?<!waste )(?<!\\p{L})${toner}(?: cartridge)?[ :](?:\\p{L}{1,10} )?(?:is )?${out}(?!\\p{L})|(?<!\\p{L})(?:no|replace|change) (?:the )?(?:\\p{L}{1,10} )?toner|(?<!\\p{L})toner (?:ersetzen|wechseln|ersetz)|brak toneru`,
      'iu',
    ),
    examples: ['Toner empty', 'Replace Toner', 'Replace Black Toner', 'Toner leer', 'Brak toneru'],
  },
  {
    id: 'supply-missing',
    condition: 'supply-missing',
    text: /\b(?:cartridge|toner|drum|ink tank|fuser|imaging unit|print ?head)s?\b.{0,20}\b(?:missing|not (?:installed|inserted|detected|in place))\b|\b(?:install|insert) (?:the )?(?:\w+ )?(?:cartridge|toner|drum|imaging unit)\b|\bkartusche fehlt\b|\bno (?:cartridge|drum)\b/i,
    examples: ['Toner cartridge missing', 'Drum not installed', 'Install black cartridge'],
  },
  {
    id: 'supply-wrong',
    condition: 'supply-wrong',
    text: /\b(?:non-?genuine|incompatible|wrong|unsupported|incorrect|invalid) (?:\w+ )?(?:cartridge|toner|ink|drum|supply)\b|\b(?:cartridge|toner|ink)\b.{0,15}\b(?:incompatible|not (?:recognized|compatible|supported))\b/i,
    examples: ['Incompatible cartridge', 'Wrong toner', 'Toner not recognized'],
  },
  {
    id: 'tray-empty',
    condition: 'tray-empty',
    text: /\b(?:out of|no|add|load|refill) (?:paper|media)\b|\b(?:paper|media)\b ?(?:is )?(?:out|empty|end)\b|\b(?:tray|cassette|drawer|bypass|mp tray)\b ?\w{0,3}\b.{0,6}\b(?:is )?(?:empty|out of paper)\b|\b(?:kein papier|papier (?:leer|fehlt|nachlegen|einlegen)|papiermangel|fach \d? ?leer)\b|\b(?:plus|manque) de papier\b|\bbac \d? ?vide\b|\b(?:sin|falta) papel\b|\bbandeja \d? ?vac[ií]a|\b(?:carta esaurita|manca carta)\b|\bsem papel\b|\bgeen papier\b|\bbrak papieru\b|\bpapper(?:et)? slut\b|нет бумаги|缺纸|無紙|用紙がありません|用紙切れ/i,
    examples: ['Out of paper', 'Main roll path out of paper', 'Tray 2 empty', 'Kein Papier', 'Add paper', 'Paper out'],
  },
  {
    id: 'tray-low',
    condition: 'tray-low',
    text: /\b(?:paper|media|tray|cassette)\b ?\w{0,3}\b.{0,8}\b(?:low|near(?:ly)? empty|almost empty)\b|\bpapier fast leer\b|\bwenig papier\b/i,
    examples: ['Paper low', 'Tray 1 low', 'Papier fast leer'],
  },
  {
    id: 'tray-missing',
    condition: 'tray-missing',
    text: /\b(?:tray|cassette|drawer)\b ?\w{0,3}\b.{0,8}\b(?:missing|open(?:ed)?|not (?:inserted|installed|closed))\b|\bfach \d? ?(?:offen|fehlt)\b/i,
    examples: ['Tray 1 missing', 'Tray 2 open', 'Fach 2 offen'],
  },
  {
    id: 'output-full',
    condition: 'output-full',
    text: /\b(?:output|exit|stacker|finisher|face[- ]?(?:down|up)|standard|top)\b.{0,15}\b(?:bin|tray|stacker|is|stack)?\b ?(?:is )?full\b|\b(?:ausgabe\w*|ablage\w*) ?(?:\d )?(?:ist )?voll\b|\bbac de sortie plein\b/i,
    examples: ['Output bin full', 'Stacker full', 'Ausgabefach voll'],
  },
  {
    id: 'media-wrong',
    condition: 'media-wrong',
    text: /\b(?:paper|media|size|type)\b.{0,12}\bmismatch\b|\b(?:wrong|incorrect|unsupported) (?:paper|media)\b|\bpapierformat falsch\b/i,
    examples: ['Paper size mismatch', 'Wrong paper', 'Size mismatch'],
  },
  {
    id: 'staples-empty',
    condition: 'staples-empty',
    text: /\b(?:staples?|stapler)\b.{0,15}\b(?:empty|out|used up)\b|\b(?:no|add|out of|replace) staples?\b|\b(?:keine heftklammern|heftklammern leer)\b/i,
    examples: ['Staples empty', 'Out of staples', 'Keine Heftklammern'],
  },
  {
    id: 'fuser-fault',
    condition: 'fuser-fault',
    text: /\b(?:fuser|fusing unit|fixing unit)\b.{0,20}\b(?:error|fail\w*|fault|malfunction)\b|\b(?:fixiereinheit|fuser)\w*\b.{0,10}\bfehler\b/i,
    examples: ['Fuser error', 'Fusing unit failure', 'Fixiereinheit Fehler'],
  },
  {
    id: 'memory-fault',
    condition: 'memory-fault',
    text: /\b(?:out of memory|memory (?:full|overflow|error)|insufficient memory|memory low)\b|\bspeicher (?:voll|[üu]berlauf)\b|\bm[ée]moire (?:pleine|insuffisante)\b/i,
    examples: ['Out of memory', 'Memory full', 'Speicher voll'],
  },
  {
    id: 'storage-fault',
    condition: 'storage-fault',
    text: /\b(?:hard ?disk|disk|hdd|ssd|storage)\b.{0,12}\b(?:full|error|fail\w*)\b/i,
    examples: ['Hard disk full', 'Disk error', 'HDD failure'],
  },
  {
    id: 'maintenance-due',
    condition: 'maintenance-due',
    text: /\b(?:maintenance|pm) (?:kit )?(?:is )?(?:due|required|needed|near)\b|\b(?:replace|order) (?:the )?maintenance kit\b|\bwartung (?:f[äa]llig|n[öo]tig|erforderlich)\b/i,
    examples: ['Maintenance required', 'Replace maintenance kit', 'Wartung fällig'],
  },
  {
    id: 'service-needed',
    condition: 'service-needed',
    text: /\bcall (?:for )?(?:customer )?service\b|\bservice (?:call|required|needed)\b|\b(?:kundendienst|servicetechniker|service) (?:rufen|anrufen)\b|\bappel(?:er|ez) (?:le )?(?:sav|technicien|service)\b|\bcontact service\b/i,
    examples: ['Call for service', 'Service required', 'Kundendienst rufen'],
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

export const anyPrinter: DeviceEntry[] = words.map(({ id, condition, text, examples, title, remedy }) => {
  const meaning = meaningOf(condition);
  return {
    id: `any-${id}`,
    vendor: null,
    code: null,
    text,
    condition,
    stops: meaning.stops,
    title: title ?? meaning.title,
    cause: meaning.cause,
    remedy: remedy ?? meaning.remedy,
    who: meaning.who,
    severity: meaning.severity,
    confidence: 'medium',
    sources: [rfc],
    examples,
  };
});
