/** Words of any printer about what it uses up: see any-printer.ts. "Almost" comes before "out", waste toner before toner. */
import { any, type Words } from './any-words.ts';
import { beside } from './panel-words.ts';

// Word parts, English.
const low = '(?:low|near(?:ly)? (?:end|empty|low)|almost (?:empty|out)|running (?:low|out)|end soon)';
const out = '(?:empty|out|end(?:ed)?|depleted|exhausted|used up)';
const drum = '(?:image drum|drum(?: cartridge| unit)?|photoconductor(?: unit)?|imaging unit|i-unit|pcu)';
const fuser = '(?:fuser(?: kit| unit| assembly| module)?|fusing unit|fixing unit)';
const belt = '(?:(?:transfer )?belt(?: unit| cleaner)?|transfer (?:unit|kit|roll(?:er)?))';
const wasteBox =
  '(?:waste(?: toner)?(?: box| bottle| container| cartridge)?|toner collection (?:unit|kit|box|container)|collection unit|wt box|used toner(?: bottle)?|maintenance (?:box|tank)|ink (?:absorber|pad)|cleaner box)';
const replace = '(?:replace|change|exchange)';
/** `over` and `life` alone; what is left of a life is no trouble. */
const atEnd = '(?:end(?! soon)|over|out|exhausted|empty|stop|life(?!.{0,3}(?:remaining|left|warning|\\d)))';

/** Near its end, and at it, of whatever noun. */
const soon =
  '(?:needs? (?:to be )?replac\\w+ soon|replacement needed soon|replace soon|reorder|near end of (?:service )?life)';
const due = '(?:needs? (?:to be )?replac\\w+|replacement (?:required|needed))';
const of = (noun: string, state: string) => `\\b${noun}.{0,25}?\\b${state}\\b|\\b${state}:? (?:the )?${noun}\\b`;

export const supplyWords: readonly Words[] = [
  {
    id: 'drum-low',
    condition: 'drum-low',
    text: any(
      of(drum, soon),
      `\\b${drum}\\b.{0,20}\\b(?:near|low|almost|soon|warning)\\b`,
      `\\b(?:re)?order (?:\\w+ )?${drum}\\b`,
      beside('drum', 'low'),
    ),
    examples: [
      'Drum near end',
      'Drum End Soon',
      'IMAGE DRUM NEAR LIFE',
      'ORDER IMAGE DRUM',
      'Photoconductor low',
      'Trommel bald ersetzen',
    ],
  },
  {
    id: 'drum-empty',
    condition: 'drum-empty',
    text: any(
      of(drum, due),
      `\\b${drum}\\b.{0,20}\\breplace\\b`,
      `\\b${drum}.{0,20}\\b${atEnd}\\b`,
      `\\b${replace} (?:the )?(?:\\w+ )?${drum}\\b`,
      beside('drum', 'out'),
    ),
    examples: [
      'Replace Drum',
      'CHANGE IMAGE DRUM',
      'IMAGE DRUM LIFE',
      'Drum Stop',
      'Replace PCU',
      'TROMMEL ERSETZ.',
      'Remplacez tambour',
      'Замените барабан',
    ],
  },
  {
    id: 'drum-fault',
    condition: 'drum-fault',
    text: any(`\\bcheck (?:the )?(?:\\w+ )?${drum}\\b`, `\\b${drum} ?(?:error|failure|fault|!)`),
    examples: ['CHECK IMAGE DRUM', 'Drum !', 'Drum Error'],
  },
  {
    id: 'waste-almost-full',
    condition: 'waste-almost-full',
    text: any(
      `\\b${wasteBox}\\b.{0,40}\\b(?:near(?:ly|ing)?|almost|soon|near ?full)\\b`,
      beside('waste', 'almostFull'),
      beside('waste', 'low'),
    ),
    examples: [
      'Waste toner near full',
      'Waste Toner Box almost full',
      'Toner Collection Unit almost full',
      'WT Box End Soon',
      'Maintenance box is nearing the end of its service life',
      'Resttonerbehälter fast voll',
    ],
  },
  {
    id: 'waste-full',
    condition: 'waste-full',
    text: any(
      `\\b${wasteBox}\\b.{0,30}\\b(?:full|replace|end|emptied)\\b`,
      `\\b(?:${replace}|check|empty)\\b.{0,15}\\b${wasteBox}\\b`,
      beside('waste', 'full'),
    ),
    examples: [
      'Waste Toner Box Full',
      'Replace waste toner container',
      'Replace toner collection unit',
      'Check the waste toner box.',
      'Ink Absorber Full',
      'Resttonerbehälter voll',
      'Collecteur de toner plein',
      '废粉盒已满',
    ],
  },
  {
    id: 'ink-low',
    condition: 'ink-low',
    text: any(
      '\\bink\\b.{0,25}\\b(?:low|near(?:ly)? (?:end|empty)|almost empty|running out)\\b',
      '\\blow ink\\b',
      '\\btinte\\b.{0,12}\\b(?:fast leer|wenig|niedrig|gering)\\b',
      '\\bencre\\b.{0,15}\\b(?:faible|basse?)\\b|\\btinta\\b.{0,12}\\b(?:baj[oa]|baix[oa])\\b|\\binchiostro\\b.{0,12}\\b(?:scarso|basso|in esaurimento)\\b',
    ),
    examples: ['Ink is low.', 'Ink tank supply low at black.', 'Low ink', 'Tinte fast leer', 'Encre cyan faible'],
  },
  {
    id: 'ink-empty',
    condition: 'ink-empty',
    text: any(
      '\\bink\\b.{0,25}\\b(?:empty|out|depleted|expended|used up)\\b',
      '\\breplace\\b.{0,20}\\bink\\b',
      '\\btinte\\b.{0,12}\\b(?:leer|verbraucht)\\b',
    ),
    examples: ['Ink Empty: Black', 'Replace ink cartridge', 'Tinte leer'],
  },
  {
    id: 'toner-low',
    condition: 'toner-low',
    text: any(
      of('toner', soon),
      `(?<!waste )toner.{0,25}?[ :]${low}(?!\\p{L})`,
      '(?<!\\p{L})low:? toner\\b|\\balmost out of toner\\b',
      '\\b(?:(?:re)?order|prepare) (?:\\p{L}+ ){0,2}toner',
      beside('toner', 'low'),
    ),
    examples: [
      'Toner Low: BK',
      'Low toner',
      'Almost Out of Toner',
      'Order Black Toner Cartridge',
      'Prepare Toner Cartridge',
      'Toner fast leer',
      'Cartouche noire faible',
      'Cartucho negro bajo',
      'Toner scarso',
      'Toner bijna op',
      'Mało toneru (Y)',
      'Cyan patron mycket låg, 412 återstående sidor ca',
      'Cyan toner near end',
      'Toner az',
      '墨粉不足',
      'トナー残りわずか',
      '토너 부족',
    ],
  },
  {
    id: 'toner-empty',
    condition: 'toner-empty',
    text: any(
      of('toner', due),
      '\\btoner cartridge\\b.{0,10}\\bis empty\\b',
      `\\btoner life\\b(?!.{0,3}(?:remaining|left|warning|\\d))`,
      `\\b${replace} tc\\b`,
      `(?<!waste )(?<!\\p{L})toner(?: cartridge)?[ :](?:\\p{L}{1,10} )?(?:is )?${out}(?!\\p{L})`,
      `(?<!\\p{L})(?:no|add|out of|${replace}) (?:the )?(?:\\p{L}{1,10} )?toner(?! collection)`,
      '\\binstall (?:a )?new (?:\\p{L}+ )?toner',
      beside('toner', 'out'),
    ),
    examples: [
      'Toner empty',
      'Toner Ended',
      'Replace Toner',
      'CHANGE BLACK TONER',
      'Replace Black Toner',
      'Add toner to continue printing.',
      'Install new toner cartridge',
      'Toner leer',
      'TONER ERSETZEN',
      'Sustituir tóner',
      'Sost. toner',
      'Toner vervangen',
      'Byt toner',
      'Brak toneru',
      'Vyměňte toner',
      'Замените тонер',
      '更换墨粉盒',
      'トナーを交換してください',
    ],
  },
  {
    id: 'toner-fault',
    condition: 'toner-fault',
    text: any(
      '\\bcheck (?:the )?(?:\\p{L}+ )?toner\\b',
      '\\btoner (?:cartridge |supply |sensor )?(?:error|failure|fault)\\b',
    ),
    examples: ['CHECK TONER CARTRIDGE. Improper lock lever position.', 'Toner Error'],
  },
  {
    id: 'fuser-low',
    condition: 'fuser-low',
    text: any(
      of(fuser, soon),
      `\\breplace (?:the )?${fuser} soon\\b`,
      `\\b${fuser}\\b.{0,20}\\b(?:near|low|almost|soon)\\b`,
      `\\b(?:re)?order (?:the )?${fuser}\\b`,
    ),
    examples: ['FUSER NEAR LIFE', 'Fuser kit low', 'Fuser Assembly is near end of life'],
  },
  {
    id: 'fuser-empty',
    condition: 'fuser-empty',
    text: any(
      of(fuser, due),
      `\\b${replace} (?:the )?${fuser}\\b`,
      `\\b${fuser} (?:is at )?${atEnd}\\b`,
      '\\b(?:fixiereinheit|fuser(?:einheit)?|unit[ée] de fusion|fusor|fusore)\\b.{0,12}\\b(?:ersetz\\p{L}*|wechseln|remplac\\p{L}*|sustitu\\p{L}*|sostitu\\p{L}*)',
    ),
    examples: ['Replace Fuser', 'CHANGE FUSER', 'FUSER LIFE', 'Replace fuser kit', 'Fixiereinheit ersetzen'],
  },
  {
    id: 'fuser-fault',
    condition: 'fuser-fault',
    text: any(
      `\\b${fuser}\\b.{0,20}\\b(?:error|fail\\w*|fault|malfunction)\\b`,
      `\\bcheck (?:the )?${fuser}\\b`,
      '\\b(?:fixiereinheit|fuser)\\w*\\b.{0,10}\\bfehler\\b',
    ),
    examples: ['Fuser error', 'Fusing unit failure', 'CHECK FUSER', 'Fixiereinheit Fehler'],
  },
  {
    id: 'belt-low',
    condition: 'belt-low',
    text: any(of(belt, soon), `\\b${belt}\\b.{0,20}\\b(?:near|low|almost|soon)\\b`),
    examples: ['BELT NEAR LIFE', 'Belt End Soon', 'Transfer kit low'],
  },
  {
    id: 'belt-empty',
    condition: 'belt-empty',
    text: any(of(belt, due), `\\b${replace} (?:the )?${belt}\\b`, `\\b${belt} (?:is at )?${atEnd}\\b`),
    examples: ['CHANGE TRANSFER BELT', 'BELT LIFE', 'Replace Belt', 'Replace transfer kit'],
  },
  {
    id: 'belt-fault',
    condition: 'belt-fault',
    text: any(`\\bcheck (?:the )?${belt}\\b`, `\\b${belt} (?:error|failure|fault)\\b`),
    examples: ['CHECK BELT', 'Transfer belt error'],
  },
  {
    id: 'waste-missing',
    condition: 'waste-missing',
    text: any(
      `\\b${wasteBox}\\b.{0,25}\\b(?:missing|not (?:installed|inserted|detected|in place))\\b`,
      `\\b(?:install|insert) (?:the )?${wasteBox}\\b`,
    ),
    examples: ['Waste Toner Box Not Installed', 'Install waste toner box'],
  },
  {
    id: 'staples-low',
    condition: 'staples-low',
    text: any(
      '\\bstaples?r?\\b.{0,25}\\b(?:low|near(?:ly)? (?:end|empty)|almost empty)\\b|\\b(?:re)?order staples?\\b',
    ),
    examples: ['Staple Cartridge R1 is low', 'Staples low'],
  },
  {
    id: 'staples-empty',
    condition: 'staples-empty',
    text: any(
      '\\bstaples?r?\\b.{0,20}\\b(?:empty|out|used up)\\b',
      '\\b(?:no|add|out of|replace) staples?\\b',
      "\\b(?:keine heftklammern|heftklammern leer)\\b|\\bplus d'agrafes\\b|\\bsin grapas\\b|\\bpunti metallici esauriti\\b",
    ),
    examples: ['Staples empty', 'Staple Cartridge is empty', 'Out of staples', 'Keine Heftklammern'],
  },
  {
    id: 'supply-missing',
    condition: 'supply-missing',
    text: any(
      '\\b(?:cartridge|toner|drum|belt|ink tank|fuser|imaging unit|print ?head)s?\\b.{0,20}\\b(?:missing|not (?:installed|inserted|detected|in place))\\b',
      '\\b(?:install|insert) (?:the )?(?:\\w+ )?(?:cartridges?|toner|drum|belt|imaging unit|suppl(?:y|ies))\\b',
      '\\bkartusche fehlt\\b|\\bno (?:cartridge|drum)\\b',
    ),
    examples: ['Toner cartridge missing', 'Drum not installed', 'Install black cartridge', 'No Drum Unit'],
  },
  {
    id: 'supply-wrong',
    condition: 'supply-wrong',
    text: /\b(?:non-?genuine|incompatible|wrong|unsupported|incorrect|invalid|unknown) (?:\w+ )?(?:cartridge|toner|ink|drum|supply|print ?head)\b|\b(?:cartridge|toner|ink)\b.{0,15}\b(?:incompatible|not (?:recognized|compatible|supported))\b/i,
    examples: ['Incompatible cartridge', 'Wrong toner', 'Toner not recognized'],
  },
  {
    id: 'supply-low',
    condition: 'supply-low',
    text: any(
      '^(?:supplies|cartridges|black|cyan|magenta|yellow) (?:very )?low\\b|\\b(?:re)?order supplies\\b',
      '\\bcartridge\\b.{0,12}\\b(?:very )?(?:low|near(?:ly)? (?:low|empty|end)|almost empty)\\b',
      '\\b(?:(?:re)?order|prepare)(?: (?:a|new|\\p{L}+)){0,3} cartridge\\b',
    ),
    examples: [
      'Black Cartridge Low',
      'Supplies low',
      'Black very low',
      'BLACK CARTRIDGE VERY LOW',
      'Cartridge nearly low [88.xy]',
      'Order black cartridge',
    ],
  },
  {
    id: 'supply-empty',
    condition: 'supply-empty',
    text: any(
      '^replace (?:supplies|black|cyan|magenta|yellow)\\W*$',
      '\\breplace\\b.{0,20}\\bcartridge\\b',
      '\\bcartridge\\b.{0,12}\\b(?:empty|exhausted|end of life|used up)\\b',
    ),
    examples: ['Replace Black Cartridge', 'Replace cartridge, 0 estimated pages remain [88.xy]', 'Cartridge empty'],
  },
  {
    id: 'supply-fault',
    condition: 'supply-fault',
    text: /\b(?:cartridge|supply)\b (?:memory |communication )?error\b/i,
    examples: ['Cartridge Error', 'Supply memory error'],
  },
];
