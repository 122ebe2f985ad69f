/** Rows of SNMP tables, written short. */
import type { Row, Value } from '../snmp/value.ts';

/** The cells of one row: `<entry>.<column>.<index>`; columns by number. */
export function cells(entry: string, index: string | number, columns: Readonly<Record<number, Value>>): Row[] {
  return Object.entries(columns).map(([column, value]) => ({ oid: `${entry}.${column}.${index}`, value }));
}
