/** All that a device tells of its troubles, merged into conditions. */
import type { AlertRow, Condition } from '../../../contract/index.ts';
import type { PanelLine } from '../console.ts';
import type { Host } from '../host.ts';
import type { MakerFacts, MakerTrouble } from '../maker.ts';
import { isDown, whySleeping } from '../status.ts';
import type { ReadUnits } from '../units.ts';
import { readAlerts } from './alerts.ts';
import { readPanel } from './console.ts';
import type { Speaker } from './lookup.ts';
import { mergeTroubles } from './merge.ts';
import {
  type Limits,
  readBitTroubles,
  readCoverTroubles,
  readInputTroubles,
  readOutputTroubles,
  readSupplyTroubles,
} from './sub-units.ts';
import { makeTrouble, ranks, type Trouble } from './trouble.ts';

export type Told = {
  readonly speaker: Speaker;
  readonly host: Host;
  readonly units: ReadUnits;
  readonly panel: readonly PanelLine[];
  readonly rows: readonly AlertRow[];
  readonly facts: readonly MakerFacts[];
  readonly limits: Limits;
};

/** The conditions, and the alert rows with the maker's codes filled in. */
export function findConditions(told: Told): { alertRows: AlertRow[]; conditions: Condition[] } {
  const { speaker, host, units, panel, rows, facts, limits } = told;
  const ofMaker = facts.flatMap((each) => each.alerts ?? []);
  const alerts = readAlerts(rows, ofMaker, { speaker, units, isDown: isDown(host) });
  const lines = panel.map(({ text }) => text);
  const isAsleep = whySleeping({ host, alertRows: alerts.rows, panel: lines }) !== null;
  const conditions = mergeTroubles([
    ...alerts.troubles,
    ...facts.flatMap((each) => each.troubles ?? []).map(asTrouble),
    ...readPanel(panel, speaker, units),
    ...readSupplyTroubles(units.supplies, limits),
    ...readInputTroubles(units.inputs, limits),
    ...readOutputTroubles(units.outputs),
    ...readCoverTroubles(units.covers),
    ...readBitTroubles(host.errorBits ?? [], { units, limits, isDown: isDown(host), isAsleep }),
    ...(isAsleep ? [] : readUnitTroubles(host)),
  ]);
  return { alertRows: alerts.rows, conditions };
}

function asTrouble({ kind, key, source, where, evidence }: MakerTrouble): Trouble {
  return makeTrouble({ kind, rank: ranks.makerTable, mark: key || null, source, where, evidence });
}

/** hrDeviceStatus of the other devices of the machine: a scanner, a fax or another printer that is down. */
function readUnitTroubles(host: Host): Trouble[] {
  return host.others
    .filter(({ isDown: down }) => down)
    .flatMap(({ row, name, evidence, isPrinter }): Trouble[] => {
      const kind = isPrinter ? 'attention-needed' : kindByName(name);
      if (kind === null) return [];
      const mark = `device-${row}`;
      return [
        makeTrouble({ kind, rank: ranks.bit, severity: 'warning', mark, where: name, source: 'error-bits', evidence }),
      ];
    });
}

/** RFC 2790 has no type for scanner and fax; their names have. */
function kindByName(name: string): 'scanner-fault' | 'fax-fault' | null {
  if (/scan|numeris|digitali|escan|スキャ|扫描/i.test(name)) return 'scanner-fault';
  return /fax|ファクス|传真/i.test(name) ? 'fax-fault' : null;
}
