/**
 * stPjlStatus of OKI: the status code that the printer also gives over PJL. The thousands say what sort of trouble it is (HP PJL
 * Technical Reference, status categories: 11, 12 and 35 print on, 15 and 40 and above do not), a few codes say which.
 */
import { scalars } from '../../mibs/oids.ts';
import type { MakerTrouble } from './maker.ts';
import { countIn, type Sheet, textIn } from './sheet.ts';

const codes = { 40021: 'cover-open', 40022: 'paper-jam' } as const;
const categories = {
  11: 'tray-empty',
  12: 'tray-missing',
  15: 'output-full',
  35: 'attention-needed',
  40: 'attention-needed',
  41: 'media-needed',
  42: 'paper-jam',
  44: 'paper-jam',
  50: 'service-needed',
} as const;

export function pjlTroubles(sheet: Sheet): MakerTrouble[] {
  const cell = sheet.cell(scalars.stPjlStatus);
  // A DisplayString: `40021`, or `CODE=40021`.
  const code = countIn(cell) ?? Number(/\b\d{5}\b/.exec(textIn(cell) ?? '')?.[0] ?? 0);
  const kind = codes[code as keyof typeof codes] ?? categories[Math.floor(code / 1000) as keyof typeof categories];
  const evidence = `${scalars.stPjlStatus} = ${code}`;
  return kind ? [{ kind, key: '', source: 'error-bits', where: null, evidence }] : [];
}
