/** The names that the MIBs give to what was asked, for people who read warnings. */
import { columns, scalars, tables } from '../../mibs/oids.ts';
import type { Oid } from '../walk.ts';

const objectNames = new Map<Oid, string>(
  [...Object.entries(scalars), ...Object.entries(columns)].map(([n, o]) => [o, n]),
);
const tableNames = new Map<Oid, string>(Object.entries(tables).map(([name, oid]) => [oid, name]));

/** One object by its own name, several by their tables': `prtAlertTable`, `sysName, prtInputTable and 2 more`. */
export function namePart(oids: readonly Oid[]): string {
  const [only] = oids;
  if (only !== undefined && oids.length === 1) return objectNames.get(only) ?? tableName(only) ?? only;
  const names = [...new Set(oids.map((oid) => tableName(oid) ?? objectNames.get(oid) ?? oid))];
  const shown = names.slice(0, 3).join(', ');
  return names.length > 3 ? `${shown} and ${names.length - 3} more` : shown;
}

/** A column is `table.1.column` (RFC 2578 §7.1.12). */
function tableName(column: Oid): string | undefined {
  return tableNames.get(column.replace(/\.1\.\d+$/, ''));
}
