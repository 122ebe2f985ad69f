/**
 * What the numbers in prtAlertCode mean: the IANA registry (PrtAlertCodeTC, RFC 3805 §2.2.13) and the scanner and fax
 * codes of PWG 5107.3. The provisional 1116–1131 of that document are left out: they were never registered.
 *
 * A row of the alert table is not yet a fault: sleep, power-up, added trays and closed covers stand there too, some for
 * months. Such codes have the kind `none`.
 */
import { type Severity, severities } from '../contract/index.ts';
import { type AlertCodeRow, finisherUnits, genericCodes, specificCodes } from './alert-code-table.ts';
import { type ConditionKind, meaningOf } from './conditions.ts';
import { type Place, placeOf } from './places.ts';

export type AlertCodeMeaning = {
  /** `none`: the row tells of a resting state or of something that is over. */
  readonly kind: ConditionKind | 'none';
  /** The registry's own label, e.g. `markerTonerEmpty`. */
  readonly name: string;
  /** Default; what the row says in prtAlertSeverityLevel may be worse. */
  readonly severity: Severity;
  readonly title: string;
  /** Id to quote as the entry that matched, e.g. `alert-1101`. */
  readonly entry: string;
};

/** prtAlertSeverityLevel `critical`. */
const critical = 3;

/**
 * `code` and `group` as the row has them; `null` for numbers outside the registry. `severity` is prtAlertSeverityLevel:
 * a cold fuser counts only where the device calls it critical, because a sleeping one is cold as well.
 */
export function alertCodeMeaning(code: number, group: number, severity = 0): AlertCodeMeaning | null {
  const place = placeOf(group);
  const unit = finisherUnits[Math.floor(code / 100)];
  if (unit !== undefined) {
    const row = genericCodes[code % 100];
    if (!row || code % 100 < 3) return null;
    return meaning(code, row, 'finisher', severity, unit);
  }
  const row = specificCodes[code] ?? genericCodes[code];
  return row ? meaning(code, row, place, severity) : null;
}

function meaning(code: number, row: AlertCodeRow, place: Place, severity: number, unit?: string): AlertCodeMeaning {
  const isQuiet = row.onlyCritical === true && severity !== critical;
  const kind = isQuiet ? 'none' : kindOf(row, place, unit);
  const name =
    unit === undefined ? row.name : unit + row.name.replace(/^subunit/, '').replace(/^./, (c) => c.toUpperCase());
  return {
    kind,
    name,
    severity: kind === 'none' ? 'info' : severityOf(row, kind),
    title: row.title ?? (kind === 'none' ? inWords(name) : meaningOf(kind).title),
    entry: `alert-${code}`,
  };
}

function kindOf(row: AlertCodeRow, place: Place, unit: string | undefined): ConditionKind | 'none' {
  if (typeof row.kind === 'string') return row.kind;
  const ofUnit = unit === undefined ? undefined : row.units?.[unit];
  if (ofUnit) return ofUnit;
  return row.kind[place] ?? row.kind.other;
}

/** A general code is as bad as the kind that it stands for here, at most: an empty tray is no empty cartridge. */
function severityOf(row: AlertCodeRow, kind: ConditionKind): Severity {
  if (typeof row.kind === 'string') return row.severity;
  const byKind = meaningOf(kind).severity;
  return severities.indexOf(byKind) > severities.indexOf(row.severity) ? byKind : row.severity;
}

/** `inputMediaSizeChange` → `Input media size change`. */
function inWords(name: string): string {
  const words = name.replace(/([a-z])([A-Z])/g, (_, a: string, b: string) => `${a} ${b.toLowerCase()}`);
  return words.replace(/^./, (letter) => letter.toUpperCase());
}
