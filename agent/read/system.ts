/** Who answers: the system group (RFC 3418). */
import { columns, scalars } from '../../mibs/oids.ts';
import type { Cell, Oid } from '../walk.ts';
import { countIn, oidIn, rowsOf, type Sheet, textIn } from './sheet.ts';

export const systemScalars: readonly Oid[] = [
  scalars.sysDescr,
  scalars.sysObjectID,
  scalars.sysUpTime,
  scalars.sysContact,
  scalars.sysName,
  scalars.sysLocation,
];

export type SystemGroup = {
  readonly description: string | null;
  readonly objectId: Oid | null;
  readonly uptimeSeconds: number | null;
  readonly contact: string | null;
  readonly name: string | null;
  readonly location: string | null;
};

export function readSystem(sheet: Sheet): SystemGroup {
  return {
    description: textIn(sheet.cell(scalars.sysDescr)),
    objectId: oidIn(sheet.cell(scalars.sysObjectID)),
    uptimeSeconds: uptimeOf(sheet.cell(scalars.sysUpTime)),
    contact: textIn(sheet.cell(scalars.sysContact)),
    name: textIn(sheet.cell(scalars.sysName)),
    location: textIn(sheet.cell(scalars.sysLocation)),
  };
}

export const interfaceColumns: readonly Oid[] = [columns.ifType, columns.ifPhysAddress, columns.ifOperStatus];

/** Whole seconds of sysUpTime, whose unit is a hundredth of one. */
export function uptimeOf(cell: Cell | undefined): number | null {
  const ticks = countIn(cell);
  return ticks === null ? null : Math.floor(ticks / 100);
}

const ethernet = 6;
const wireless = 71;
const up = 1;

/**
 * The MAC address of the interface that most likely carries the device: wired before wireless before others, working
 * before idle. `null` where none has an address of six octets.
 */
export function readMac(sheet: Sheet): string | null {
  let best: { rank: number; mac: string } | null = null;
  for (const row of rowsOf(sheet, columns.ifPhysAddress)) {
    const cell = sheet.column(columns.ifPhysAddress).get(row);
    if (cell?.type !== 'octets' || cell.value.length !== 6 || isNoAddress(cell.value)) continue;
    const type = countIn(sheet.column(columns.ifType).get(row));
    const isUp = countIn(sheet.column(columns.ifOperStatus).get(row)) === up;
    const rank = (type === ethernet ? 0 : type === wireless ? 1 : 2) + (isUp ? 0 : 3);
    if (best === null || rank < best.rank) best = { rank, mac: inHex(cell.value) };
  }
  return best?.mac ?? null;
}

/** All zeros or ones, or of a group: no interface of a device has these. */
function isNoAddress(octets: Uint8Array): boolean {
  return octets.every((octet) => octet === 0) || ((octets[0] ?? 0) & 1) === 1;
}

function inHex(octets: Uint8Array): string {
  return Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join(':');
}
