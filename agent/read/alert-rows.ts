/** prtAlertTable (RFC 3805 §2.2.13), every row as it is: devices send values outside the enumerations. */
import type { AlertRow } from '../../contract/index.ts';
import { columns } from '../../mibs/oids.ts';
import type { Oid } from '../walk.ts';
import { deviceOf, type General } from './general.ts';
import { countIn, isRead, numberIn, rowsOf, type Sheet, textIn } from './sheet.ts';

export const alertColumns: readonly Oid[] = [
  columns.prtAlertSeverityLevel,
  columns.prtAlertTrainingLevel,
  columns.prtAlertGroup,
  columns.prtAlertGroupIndex,
  columns.prtAlertLocation,
  columns.prtAlertCode,
  columns.prtAlertDescription,
  columns.prtAlertTime,
];

/** PrtAlertSeverityLevelTC. There is no 2. */
export const alertSeverity = { critical: 3, warning: 4, warningBinaryChange: 5 } as const;

/** `vendorCode` is filled later, where the text or the maker's own table has one. */
export function readAlertRows(sheet: Sheet, general: General): AlertRow[] {
  return rowsOf(sheet, ...alertColumns).map((index) => {
    const number = (column: Oid) => numberIn(sheet.column(column).get(index));
    return {
      index,
      severity: number(columns.prtAlertSeverityLevel) ?? 0,
      training: number(columns.prtAlertTrainingLevel) ?? 0,
      group: number(columns.prtAlertGroup) ?? 0,
      groupIndex: number(columns.prtAlertGroupIndex) ?? -1,
      location: number(columns.prtAlertLocation) ?? -2,
      code: number(columns.prtAlertCode) ?? 0,
      description: textIn(sheet.column(columns.prtAlertDescription).get(index), general.charset(deviceOf(index))) ?? '',
      timeTicks: countIn(sheet.column(columns.prtAlertTime).get(index)),
      vendorCode: null,
    };
  });
}

/** Alert tables of makers, whose rows complete those of the standard table. */
const ofMakers: readonly Oid[] = [columns.xcmHrDevAlertCodeString, columns.deviceAlertDescription];

/**
 * A row is a trouble by its code, its text and its severity: without one of them the table was not really read. The same
 * holds where the maker's table broke off, because without its codes the rows mean something else.
 */
export function areAlertsRead(sheet: Sheet): boolean {
  const isStandardRead = isRead(
    sheet,
    columns.prtAlertCode,
    columns.prtAlertDescription,
    columns.prtAlertSeverityLevel,
  );
  return isStandardRead && ofMakers.every((column) => sheet.state(column) !== 'failed');
}
