/** From a walk to a reading. Pure: the same walk always gives the same reading. */
import { type DeviceEntry, deviceEntries } from '../../catalogue/index.ts';
import type { Reading } from '../../contract/index.ts';
import type { Walk } from '../walk.ts';
import { areAlertsRead, readAlertRows } from './alert-rows.ts';
import { readCounters } from './counters.ts';
import { areCoversRead } from './covers.ts';
import { type General, readGeneral } from './general.ts';
import { type Host, readHost } from './host.ts';
import { readDeviceId, readIdentity, vendorOf } from './identity.ts';
import { readLights } from './lights.ts';
import { makersOf } from './makers.ts';
import { settlePolarity } from './polarity.ts';
import { layOut } from './sheet.ts';
import { decideStatus } from './status.ts';
import { areSuppliesRead } from './supplies.ts';
import { readMac, readSystem } from './system.ts';
import { areInputsRead, areOutputsRead } from './trays.ts';
import { findConditions } from './troubles/find.ts';
import { mostConditions } from './troubles/merge.ts';
import { defaultLimits, type Limits, withLimits } from './troubles/sub-units.ts';
import { countersOf, hasOwnSupplies, panelOf, readUnits } from './units.ts';
import { vendorByOid } from './vendors.ts';
import { missingParts, nameWarnings } from './warnings.ts';

export type ReadOptions = {
  readonly address: string;
  readonly port: number;
  /** ISO 8601 time of the walk. */
  readonly takenAt: string;
  readonly walk: Walk;
} & Judging;

/** What an office has to say about its own devices. */
export type Judging = {
  /** When supplies are low; 20 and 5 percent where nothing is said. */
  readonly limits?: Limits;
  /** Ours, unless an office has entries of its own: see `catalogueWith`. */
  readonly entries?: readonly DeviceEntry[];
};

/** Never throws for anything that a device may answer: what cannot be read is `null` and told in `warnings`. */
export function readDevice(options: ReadOptions): Reading {
  const { address, port, takenAt, walk, limits = defaultLimits, entries = deviceEntries } = options;
  const sheet = layOut(walk);
  const system = readSystem(sheet);
  const host = readHost(sheet);
  const general = readGeneral(sheet, host.printer);
  const deviceId = readDeviceId(sheet, host);
  const vendor = vendorOf(system, host, deviceId);
  const makers = makersOf(vendor, vendorByOid(system.objectId), vendorByOid(host.product));
  const facts = makers.map((maker) => maker.read(sheet, contextOf(host, general)));
  const identity = readIdentity({ vendor, system, host, general, deviceId, facts, mac: readMac(sheet) });
  const panel = panelOf(sheet, general, facts);
  const rows = readAlertRows(sheet, general);
  const found = readUnits(sheet, general, makers, facts);
  const speaker = { vendor, model: identity.model, entries };
  const polarity = settlePolarity(found.supplies, rows, speaker);
  const units = { ...found, supplies: polarity.supplies };
  const { alertRows, conditions } = findConditions({
    speaker,
    host,
    units,
    panel: panel.lines,
    rows,
    facts,
    limits,
  });
  const lines = panel.lines.map(({ text }) => text);
  const { counters, warnings: counterWarnings } = readCounters(sheet, host.printer, countersOf(facts));
  const status = decideStatus({
    host,
    conditions,
    alertRows,
    panel: lines,
    isTold: hasState(host) || alertRows.length > 0 || lines.length > 0 || units.supplies.length > 0,
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
    supplies:
      areSuppliesRead(sheet) || hasOwnSupplies(units.supplies, sheet) ? withLimits(units.supplies, limits) : null,
    inputs: areInputsRead(sheet) ? units.inputs.map(({ isBypass: _, ...tray }) => tray) : null,
    outputs: areOutputsRead(sheet) ? units.outputs : null,
    covers: areCoversRead(sheet) ? units.covers : null,
    counters,
    console: panel.isRead ? lines : null,
    consoleLights: readLights(sheet, general),
    alertRows: areAlertsRead(sheet) ? alertRows : null,
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

function hasState(host: Host): boolean {
  return host.deviceStatus !== null || host.printerStatus !== null || host.errorBits !== null;
}
