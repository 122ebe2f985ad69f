/** Which part of the device a row of the alert table speaks of (PrtAlertGroupTC; 50 and above: PWG 5107.3). */

export type Place =
  | 'printer'
  | 'cover'
  | 'input'
  | 'output'
  | 'marker'
  | 'supply'
  | 'path'
  | 'storage'
  | 'channel'
  | 'interpreter'
  | 'console'
  | 'finisher'
  | 'scanner'
  | 'feeder'
  | 'fax'
  | 'other';

const places: Readonly<Record<number, Place>> = {
  3: 'storage',
  4: 'printer',
  5: 'printer',
  6: 'cover',
  8: 'input',
  9: 'output',
  10: 'marker',
  11: 'supply',
  12: 'supply',
  13: 'path',
  14: 'channel',
  15: 'interpreter',
  16: 'console',
  17: 'console',
  30: 'finisher',
  31: 'finisher',
  32: 'finisher',
  33: 'finisher',
  50: 'scanner',
  51: 'scanner',
  52: 'feeder',
  60: 'fax',
  61: 'fax',
  70: 'channel',
};

/** Never fails: a number outside the registry is `other`. */
export function placeOf(group: number): Place {
  return places[group] ?? 'other';
}
