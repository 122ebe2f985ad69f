/** Print servers by Extended Systems (ESI-MIB), inside Zebra, OKI and others: what they say of the printer behind them. */
import type { Oid } from '../walk.ts';
import type { MakerTrouble } from './maker.ts';
import { countIn, rowsOf, type Sheet } from './sheet.ts';

/** outputExtendedStatus: 1 none, 2 no printer, 3 toner low, 4 paper out, 5 jam, 6 door open, 15 printer error. */
const states = {
  2: 'offline',
  3: 'toner-low',
  4: 'tray-empty',
  5: 'paper-jam',
  6: 'cover-open',
  15: 'service-needed',
} as const;

/** `column` is outputExtendedStatus in the tree of the maker. */
export function serverTroubles(sheet: Sheet, column: Oid): MakerTrouble[] {
  return rowsOf(sheet, column).flatMap((id): MakerTrouble[] => {
    const state = countIn(sheet.column(column).get(id));
    const kind = states[state as keyof typeof states];
    return kind ? [{ kind, key: '', source: 'error-bits', where: null, evidence: `${column}.${id} = ${state}` }] : [];
  });
}
