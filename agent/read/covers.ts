/** prtCoverTable (RFC 3805 §2.2.4). */
import type { Cover } from '../../contract/index.ts';
import { columns } from '../../mibs/oids.ts';
import type { Oid } from '../walk.ts';
import { deviceOf, type General } from './general.ts';
import { countIn, isRead, rowsOf, type Sheet, textIn } from './sheet.ts';

export const coverColumns: readonly Oid[] = [columns.prtCoverDescription, columns.prtCoverStatus];

/** PrtCoverStatusTC: cover and interlock, open and closed. */
const open: Readonly<Record<number, boolean>> = { 3: true, 4: false, 5: true, 6: false };

/** All covers, also those of a table that broke off; whether the list is whole says `isRead`. */
export function readCovers(sheet: Sheet, general: General): Cover[] {
  return rowsOf(sheet, ...coverColumns).map((id) => {
    const status = countIn(sheet.column(columns.prtCoverStatus).get(id));
    const name = textIn(sheet.column(columns.prtCoverDescription).get(id), general.charset(deviceOf(id)));
    return {
      id,
      name: name ?? `Cover ${id.split('.')[1] ?? id}`,
      open: status === null ? null : (open[status] ?? null),
    };
  });
}

export function areCoversRead(sheet: Sheet): boolean {
  return isRead(sheet, columns.prtCoverStatus);
}
