/** Numbers of RFC 3805, RFC 2790 and the IANA printer registry that the simulated devices speak, by their names. */

/** PrtMarkerSuppliesTypeTC. */
export const supplyTypes = {
  other: 1,
  toner: 3,
  wasteToner: 4,
  ink: 5,
  inkCartridge: 6,
  inkRibbon: 7,
  wasteInk: 8,
  opc: 9,
  developer: 10,
  fuser: 15,
  cleanerUnit: 18,
  transferUnit: 20,
  tonerCartridge: 21,
} as const;
export type SupplyType = keyof typeof supplyTypes;

/** PrtMarkerSuppliesSupplyUnitTC. */
export const supplyUnits = { other: 1, impressions: 7, sheets: 8, tenthsOfGrams: 13, items: 18, percent: 19 } as const;
export type SupplyUnit = keyof typeof supplyUnits;

/** PrtMarkerMarkTechTC. */
export const markTechs = { led: 3, laser: 4, dotMatrix9pin: 6, dotMatrix24pin: 7, inkjet: 12 } as const;
export type MarkTech = keyof typeof markTechs;

/** PrtAlertGroupTC. */
export const groups = {
  other: 1,
  device: 4,
  general: 5,
  cover: 6,
  input: 8,
  output: 9,
  marker: 10,
  supplies: 11,
  mediaPath: 13,
  channel: 14,
} as const;

/** PrtAlertSeverityLevelTC; a row of `event` (warningUnaryChangeEvent) tells of something that has no end. */
export const severities = { other: 1, critical: 3, event: 4, warning: 5 } as const;

/** PrtAlertTrainingLevelTC: who can mend it. */
export const trainings = { untrained: 3, trained: 4, service: 5, management: 6, nobody: 7 } as const;

/** PrtAlertCodeTC. */
export const alertCodes = {
  other: 1,
  coverOpen: 3,
  jam: 8,
  lifeAlmostOver: 10,
  lifeOver: 11,
  powerSaver: 23,
  unrecoverableFailure: 30,
  powerUp: 503,
  inputLow: 807,
  inputEmpty: 808,
  outputFull: 903,
  fuserUnderTemperature: 1001,
  tonerEmpty: 1101,
  inkEmpty: 1102,
  ribbonEmpty: 1103,
  tonerAlmostEmpty: 1104,
  inkAlmostEmpty: 1105,
  ribbonAlmostEmpty: 1106,
  wasteTonerAlmostFull: 1107,
  wasteInkAlmostFull: 1108,
  wasteTonerFull: 1109,
  wasteInkFull: 1110,
  opcLifeAlmostOver: 1111,
  opcLifeOver: 1112,
} as const;

/** hrPrinterDetectedErrorState (RFC 2790), bit 0 first. */
export const errorBits = [
  'lowPaper',
  'noPaper',
  'lowToner',
  'noToner',
  'doorOpen',
  'jammed',
  'offline',
  'serviceRequested',
  'inputTrayMissing',
  'outputTrayMissing',
  'markerSupplyMissing',
  'outputNearFull',
  'outputFull',
  'inputTrayEmpty',
  'overduePreventMaint',
] as const;
export type ErrorBit = (typeof errorBits)[number];

/** Bit 0 is the most significant one of the first octet. Bits beyond `octets` are lost, as on the devices that send one. */
export function writeErrorBits(bits: ReadonlySet<ErrorBit>, octets: 1 | 2): Uint8Array {
  const bytes = new Uint8Array(octets);
  for (const [i, bit] of errorBits.entries()) {
    const at = i >> 3;
    if (bits.has(bit) && at < octets) bytes[at] = (bytes[at] ?? 0) | (0x80 >> (i & 7));
  }
  return bytes;
}
