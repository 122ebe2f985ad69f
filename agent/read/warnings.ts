/** What a reader must know of a reading that is not whole, with names in place of numbers. */
import { columns, scalars, tables } from '../../mibs/oids.ts';
import type { Oid } from '../walk.ts';
import type { Sheet } from './sheet.ts';

const named: readonly (readonly [Oid, string])[] = [...Object.entries(tables), ...Object.entries(scalars)].map(
  ([name, oid]) => [oid.replace(/\.0$/, ''), name],
);

/** The table or object that an OID belongs to; the OID itself where none is known. */
export function nameOf(oid: Oid): string {
  const found = named.filter(([prefix]) => oid === prefix || oid.startsWith(`${prefix}.`));
  return found.sort(([a], [b]) => b.length - a.length)[0]?.[1] ?? oid;
}

const leadingOid = /^1(?:\.\d+){5,}/;

/** `1.3.6.1.2.1.43.18.1.1.2: GETBULK timed out` → `prtAlertTable: GETBULK timed out`, each once. */
export function nameWarnings(warnings: readonly string[]): string[] {
  return [...new Set(warnings.map((warning) => warning.replace(leadingOid, nameOf)))];
}

/** Parts whose conditions can be neither found nor ended while they are not read. */
const telling: readonly (readonly [string, readonly Oid[]])[] = [
  ['alert rows', [columns.prtAlertSeverityLevel, columns.prtAlertCode, columns.prtAlertDescription]],
  ['supplies', [columns.prtMarkerSuppliesLevel, columns.prtMarkerSuppliesMaxCapacity]],
  ['inputs', [columns.prtInputCurrentLevel]],
  ['outputs', [columns.prtOutputRemainingCapacity]],
  ['covers', [columns.prtCoverStatus]],
  ['error bits', [columns.hrPrinterDetectedErrorState]],
  ['panel text', [columns.prtConsoleDisplayBufferText]],
  ['alerts of the maker', [columns.xcmHrDevAlertCodeString, columns.deviceAlertDescription]],
];

export function missingParts(sheet: Sheet): string[] {
  return telling
    .filter(([, parts]) => parts.some((part) => sheet.state(part) === 'failed'))
    .map(([name]) => `${name} could not be read whole: what they told before is not known to be over`);
}
