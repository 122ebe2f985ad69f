/** Troubles that levels and covers show by themselves, and those of the error bits. */
import { type ConditionKind, errorBitOf, meaningOf } from '../../../catalogue/index.ts';
import type { Cover, Severity, Supply, Tray } from '../../../contract/index.ts';
import { columns } from '../../../mibs/oids.ts';
import { isEmpty } from '../levels.ts';
import type { Input } from '../trays.ts';
import { supplyFamily, supplyKind, type Units } from './places.ts';
import { makeTrouble, type Place, ranks, type Trouble } from './trouble.ts';

/** Percent that is left. */
export type SupplyLimits = { readonly low: number; readonly veryLow: number };

/**
 * By family (`toner`, `ink`, `drum`, `fuser`, `belt`, `staples`, `supply`); `default` for the rest. `waste` (space left) and
 * `tray` (paper left) are judged only where they are given.
 */
export type Limits = { readonly default: SupplyLimits } & Readonly<Partial<Record<string, SupplyLimits>>>;

export const defaultLimits: Limits = { default: { low: 20, veryLow: 5 } };

/**
 * Supplies that are nearly used up. A receptacle is judged by its level only where the office asks for it: makers do not
 * agree which way it counts. "Some left" (−3) is what many healthy cartridges say, so it is no trouble.
 */
export function readSupplyTroubles(supplies: readonly Supply[], limits: Limits): Trouble[] {
  return supplies.flatMap((supply): Trouble[] => {
    const { level } = supply;
    const limit = limitFor(supply, limits);
    if (limit === null || level.kind !== 'measured') return [];
    const { low, veryLow } = limit;
    if (level.percent > low && !isEmpty(level)) return [];
    const kind = supplyKind(supply.type, isEmpty(level) ? 'empty' : 'low');
    const isUrgent = level.percent <= veryLow;
    return [
      makeTrouble({
        kind,
        rank: ranks.subUnit,
        severity: isUrgent ? raise(meaningOf(kind).severity) : meaningOf(kind).severity,
        // A level is an estimate: whether the device stops is told by its alert rows and error bits.
        stops: [],
        place: { table: 'supply', id: supply.id, name: supply.name },
        source: 'supply',
        evidence: `${columns.prtMarkerSuppliesLevel}.${supply.id} = ${level.raw} of ${level.max}`,
      }),
    ];
  });
}

/** Tells with each supply where the office draws the line, unless it is where everybody does. */
export function withLimits(supplies: readonly Supply[], limits: Limits): Supply[] {
  const { low, veryLow } = defaultLimits.default;
  return supplies.map((supply) => {
    const limit = limitFor(supply, limits);
    return limit === null || (limit.low === low && limit.veryLow === veryLow) ? supply : { ...supply, limit };
  });
}

/** `null` for what is not judged by its level. */
export function limitFor({ type, class: kind }: Pick<Supply, 'type' | 'class'>, limits: Limits): SupplyLimits | null {
  const family = supplyFamily(type);
  if (kind === 'filled' || family === 'waste') return family === 'waste' ? (limits.waste ?? null) : null;
  return kind === 'consumed' ? (limits[family] ?? limits.default) : null;
}

function raise(severity: Severity): Severity {
  return severity === 'info' ? 'warning' : 'critical';
}

/** Trays that are empty, and low ones where the office asks for it. A bypass is empty most of the time. */
export function readInputTroubles(inputs: readonly Input[], { tray }: Limits): Trouble[] {
  const isLow = ({ level }: Input) => tray !== undefined && level.kind === 'measured' && level.percent <= tray.low;
  return inputs
    .filter((input) => !input.isBypass && (isEmpty(input.level) || isLow(input)))
    .map((input) =>
      trayTrouble(isEmpty(input.level) ? 'tray-empty' : 'tray-low', 'input', columns.prtInputCurrentLevel, input),
    );
}

/** Outputs without space. */
export function readOutputTroubles(outputs: readonly Tray[]): Trouble[] {
  return outputs
    .filter((output) => isEmpty(output.level))
    .map((output) => trayTrouble('output-full', 'output', columns.prtOutputRemainingCapacity, output));
}

function trayTrouble(kind: ConditionKind, table: 'input' | 'output', column: string, tray: Tray): Trouble {
  const { id, name, level } = tray;
  return makeTrouble({
    kind,
    rank: ranks.subUnit,
    stops: [],
    place: { table, id, name },
    source: table,
    evidence: `${column}.${id} = ${level.kind === 'measured' ? level.raw : level.kind}`,
  });
}

export function readCoverTroubles(covers: readonly Cover[]): Trouble[] {
  return covers
    .filter((cover) => cover.open === true)
    .map(({ id, name }) =>
      makeTrouble({
        kind: 'cover-open',
        rank: ranks.subUnit,
        place: { table: 'cover', id, name },
        source: 'cover',
        evidence: `${columns.prtCoverStatus}.${id} = open`,
      }),
    );
}

export type BitContext = {
  readonly units: Units;
  readonly limits: Limits;
  readonly isDown: boolean;
  readonly isAsleep: boolean;
};

/** What each set bit says. Where only one sub-unit can be meant, the bit is about that one. */
export function readBitTroubles(bits: readonly string[], { units, limits, isDown, isAsleep }: BitContext): Trouble[] {
  return bits.flatMap((name): Trouble[] => {
    const bit = errorBitOf(name);
    // A sleeping printer may call itself off-line; it prints all the same when a job comes.
    if (!bit || (name === 'offline' && isAsleep)) return [];
    const kind = kindFor(bit.kind, units);
    const place = onlyPlace(name, units, limits);
    const stops = name === 'noPaper' ? (isDown ? (['print'] as const) : []) : meaningOf(kind).stops;
    return [
      makeTrouble({
        kind,
        rank: place ? ranks.placedBit : ranks.bit,
        severity: bit.severity,
        stops: bit.severity === 'critical' || isDown ? stops : [],
        place,
        source: 'error-bits',
        evidence: `${columns.hrPrinterDetectedErrorState} = ${name}`,
      }),
    ];
  });
}

/** On a device that prints with ink, "toner" means ink. */
function kindFor(kind: ConditionKind, { supplies }: Units): ConditionKind {
  const has = (family: string) => supplies.some((supply) => supplyFamily(supply.type) === family);
  if (kind === 'toner-low' && has('ink') && !has('toner')) return 'ink-low';
  return kind === 'toner-empty' && has('ink') && !has('toner') ? 'ink-empty' : kind;
}

function onlyPlace(bit: string, units: Units, limits: Limits): Place | null {
  const colored = (most: (family: string) => number) =>
    units.supplies.filter(({ type, level }) => {
      const family = supplyFamily(type);
      return (family === 'toner' || family === 'ink') && level.kind === 'measured' && level.percent <= most(family);
    });
  switch (bit) {
    case 'lowToner':
      return only(
        'supply',
        colored((family) => (limits[family] ?? limits.default).low),
      );
    case 'noToner':
      return only(
        'supply',
        colored((family) => (limits[family] ?? limits.default).veryLow),
      );
    case 'noPaper':
    case 'inputTrayEmpty':
      return only(
        'input',
        units.inputs.filter((input) => isEmpty(input.level)),
      );
    case 'outputFull':
      return only(
        'output',
        units.outputs.filter((output) => isEmpty(output.level)),
      );
    case 'doorOpen':
      return only(
        'cover',
        units.covers.filter((cover) => cover.open === true),
      );
    default:
      return null;
  }
}

function only(table: Place['table'], rows: readonly { id: string; name: string }[]): Place | null {
  const [first] = rows;
  return rows.length === 1 && first ? { table, id: first.id, name: first.name } : null;
}
