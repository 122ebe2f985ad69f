/** From a walk to a reading. Pure: the same walk always gives the same reading. */
import type { Counters, Level, Reading, Supply } from '../../contract/index.ts';
import { columns } from '../../mibs/oids.ts';
import type { Walk } from '../walk.ts';
import { areAlertsRead, readAlertRows } from './alert-rows.ts';
import { isConsoleRead, type PanelLine, readConsole } from './console.ts';
import { readCounters } from './counters.ts';
import { areCoversRead, readCovers } from './covers.ts';
import { type General, readGeneral } from './general.ts';
import { type Host, readHost } from './host.ts';
import { readDeviceId, readIdentity, vendorOf } from './identity.ts';
import type { Maker, MakerFacts } from './maker.ts';
import { makersOf } from './makers.ts';
import { settlePolarity } from './polarity.ts';
import { layOut, type Sheet, textIn } from './sheet.ts';
import { decideStatus, isDown, whySleeping } from './status.ts';
import { areSuppliesRead, readSupplies } from './supplies.ts';
import { readMac, readSystem } from './system.ts';
import { areInputsRead, areOutputsRead, readInputs, readOutputs } from './trays.ts';
import { readAlerts } from './troubles/alerts.ts';
import { readPanel } from './troubles/console.ts';
import { mergeTroubles, mostConditions } from './troubles/merge.ts';
import {
  defaultLimits,
  type Limits,
  readBitTroubles,
  readCoverTroubles,
  readInputTroubles,
  readOutputTroubles,
  readSupplyTroubles,
} from './troubles/sub-units.ts';
import { makeTrouble, ranks, type Trouble } from './troubles/trouble.ts';
import { vendorByOid } from './vendors.ts';
import { missingParts, nameWarnings } from './warnings.ts';

export type ReadOptions = {
  readonly address: string;
  readonly port: number;
  /** ISO 8601 time of the walk. */
  readonly takenAt: string;
  readonly walk: Walk;
  /** When supplies are low; 20 and 5 percent where nothing is said. */
  readonly limits?: Limits;
};

/** Never throws for anything that a device may answer: what cannot be read is `null` and told in `warnings`. */
export function readDevice({ address, port, takenAt, walk, limits = defaultLimits }: ReadOptions): Reading {
  const sheet = layOut(walk);
  const system = readSystem(sheet);
  const host = readHost(sheet);
  const general = readGeneral(sheet, host.printer);
  const deviceId = readDeviceId(sheet, host);
  const vendor = vendorOf(system, host, deviceId);
  const makers = makersOf(vendor, vendorByOid(system.objectId), vendorByOid(host.product));
  const facts = makers.map((maker) => maker.read(sheet, contextOf(host, general)));
  const identity = readIdentity({ vendor, system, host, general, deviceId, facts, mac: readMac(sheet) });
  const units = readUnits(sheet, general, makers, facts);
  const panel = panelOf(sheet, general, facts);
  const rawRows = readAlertRows(sheet, general);
  const polarity = settlePolarity(units.supplies, rawRows);
  const whole = { ...units, supplies: polarity.supplies };
  const speaker = { vendor, model: identity.model };
  const alerts = readAlerts(
    rawRows,
    facts.flatMap((each) => each.alerts ?? []),
    { speaker, units: whole, isDown: isDown(host) },
  );
  const lines = panel.lines.map(({ text }) => text);
  const isAsleep = whySleeping({ host, alertRows: alerts.rows, panel: lines }) !== null;
  const troubles: Trouble[] = [
    ...alerts.troubles,
    ...facts.flatMap((each) => each.troubles ?? []).map(asTrouble),
    ...readPanel(panel.lines, speaker, whole),
    ...readSupplyTroubles(whole.supplies, limits),
    ...readInputTroubles(whole.inputs),
    ...readOutputTroubles(whole.outputs),
    ...readCoverTroubles(whole.covers),
    ...readBitTroubles(host.errorBits ?? [], { units: whole, limits, isDown: isDown(host), isAsleep }),
  ];
  const conditions = mergeTroubles(troubles);
  const { counters, warnings: counterWarnings } = readCounters(sheet, countersOf(facts));
  const status = decideStatus({
    host,
    conditions,
    alertRows: alerts.rows,
    panel: lines,
    isTold: hasState(host) || alerts.rows.length > 0 || lines.length > 0 || whole.supplies.length > 0,
  });
  return {
    schema: 'platen.reading/1',
    address,
    port,
    takenAt,
    reachable: true,
    error: null,
    identity,
    status: status.status,
    statusReasons: [...status.reasons],
    uptimeSeconds: system.uptimeSeconds,
    errorBits: host.errorBits === null ? null : [...host.errorBits],
    supplies: areSuppliesRead(sheet) || hasOwnSupplies(units.supplies, sheet) ? whole.supplies : null,
    inputs: areInputsRead(sheet) ? whole.inputs.map(({ isBypass: _, ...tray }) => tray) : null,
    outputs: areOutputsRead(sheet) ? whole.outputs : null,
    covers: areCoversRead(sheet) ? whole.covers : null,
    counters,
    console: panel.isRead ? lines : null,
    alertRows: areAlertsRead(sheet) ? alerts.rows : null,
    conditions,
    warnings: [
      ...nameWarnings(walk.warnings),
      ...missingParts(sheet),
      ...polarity.warnings,
      ...counterWarnings,
      ...(conditions.length === mostConditions ? [`only the first ${mostConditions} conditions are kept`] : []),
    ],
    timing: { ...walk.timing },
  };
}

function contextOf(host: Host, general: General) {
  const device = host.printer ?? '1';
  return {
    printer: host.printer,
    charset: general.charset(device),
    panelCharset: general.panelCharset(device),
    types: host.types,
  };
}

function readUnits(sheet: Sheet, general: General, makers: readonly Maker[], facts: readonly MakerFacts[]) {
  const quirks = Object.assign({}, ...makers.map((maker) => maker.quirks));
  const standard = readSupplies(sheet, general, quirks).map((supply) => withBetterLevel(supply, facts));
  const paths = new Map<string, string>();
  for (const [id, cell] of sheet.column(columns.prtMediaPathDescription)) {
    const text = textIn(cell, general.charset(id.split('.')[0] ?? ''));
    if (text !== null) paths.set(id, text);
  }
  return {
    supplies: standard.length > 0 ? standard : facts.flatMap((each) => each.supplies ?? []),
    inputs: readInputs(sheet, general),
    outputs: readOutputs(sheet, general),
    covers: readCovers(sheet, general),
    paths,
  };
}

/** The maker's own number where the standard table says only "some" or "unknown". */
function withBetterLevel(supply: Supply, facts: readonly MakerFacts[]): Supply {
  if (supply.level.kind === 'measured' || supply.level.kind === 'unlimited') return supply;
  const better = facts.map((each) => each.levelOf?.(supply) ?? null).find((level): level is Level => level !== null);
  return better ? { ...supply, level: better } : supply;
}

/** The standard panel, dark or lit; the maker's place only where there is no standard one. */
function panelOf(
  sheet: Sheet,
  general: General,
  facts: readonly MakerFacts[],
): { lines: readonly PanelLine[]; isRead: boolean } {
  const standard = readConsole(sheet, general);
  if (standard.rows > 0) return { lines: standard.lines, isRead: isConsoleRead(sheet) };
  const ofMaker = facts.flatMap((each) => each.console ?? []);
  return { lines: ofMaker, isRead: ofMaker.length > 0 || isConsoleRead(sheet) };
}

function countersOf(facts: readonly MakerFacts[]): Partial<Counters> {
  const merged: Partial<Counters> = {};
  for (const { counters = {} } of facts) {
    for (const [name, count] of Object.entries(counters) as [keyof Counters, number | null][]) merged[name] ??= count;
  }
  return merged;
}

function asTrouble({ kind, key, source, where, evidence }: NonNullable<MakerFacts['troubles']>[number]): Trouble {
  return makeTrouble({ kind, rank: ranks.makerTable, mark: key || null, source, where, evidence });
}

function hasState(host: Host): boolean {
  return host.deviceStatus !== null || host.printerStatus !== null || host.errorBits !== null;
}

/** Supplies from the maker's own tables stand even where the standard table was not answered. */
function hasOwnSupplies(supplies: readonly Supply[], sheet: Sheet): boolean {
  return (
    supplies.length > 0 &&
    sheet.column(columns.prtMarkerSuppliesLevel).size === 0 &&
    sheet.state(columns.prtMarkerSuppliesLevel) !== 'failed'
  );
}
