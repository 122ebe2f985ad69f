/** A trap in words, as the dashboard gets it. Pure. Everything in it was written by a stranger: bounded, and text at most. */
import { alertCodeMeaning } from '../../catalogue/index.ts';
import type { Trap as ToldTrap, TrapBinding } from '../../contract/index.ts';
import type { Names } from '../../mibs/names.ts';
import { columns, notifications } from '../../mibs/oids.ts';
import { cleanText, decodeText } from '../read/text.ts';
import type { Trap } from '../snmp/index.ts';
import type { Cell, Oid } from '../walk.ts';

export type TrapContext = {
  /** The device, as it is asked. */
  readonly address: string;
  readonly port: number;
  readonly at: Date;
  readonly omitted: number;
  readonly names: Names;
};

const mostBindings = 50;
const mostText = 300;
const mostOctets = 32;

export function describeTrap(trap: Trap, { address, port, at, omitted, names }: TrapContext): ToldTrap {
  const bindings = trap.values.slice(0, mostBindings).map(({ oid, cell }): TrapBinding => {
    return { oid, name: nameOf(oid, names), text: cut(describeCell(oid, cell, names)) };
  });
  const name = nameOf(trap.oid, names);
  return {
    schema: 'platen.trap/1',
    at: at.toISOString(),
    address,
    port,
    version: trap.version,
    inform: trap.isInform,
    oid: trap.oid,
    name,
    title: cut(titleOf(trap, name)),
    uptimeSeconds: trap.upTicks === null ? null : Math.floor(trap.upTicks / 100),
    bindings,
    omitted,
  };
}

/** RFC 3418 §2, RFC 2863 §6. */
const standardTitles: Readonly<Record<Oid, string>> = {
  [notifications.coldStart]: 'The device was started',
  [notifications.warmStart]: 'The device was started again',
  [notifications.linkDown]: 'A network connection of the device went down',
  [notifications.linkUp]: 'A network connection of the device came up',
  [notifications.authenticationFailure]: 'Somebody asked the device with wrong credentials',
};

function titleOf(trap: Trap, name: string | null): string {
  const standard = standardTitles[trap.oid];
  if (standard !== undefined) return standard;
  const said = trap.values.map(({ cell }) => (cell.type === 'octets' ? textOf(cell.value) : null)).find(Boolean);
  if (said) return said;
  if (trap.oid === notifications.printerV2Alert) return alertTitle(trap) ?? 'A row came into its alert table';
  return name === null ? 'A message of the maker that no MIB here names' : `A message of the maker: ${name}`;
}

function alertTitle({ values }: Trap): string | null {
  const numberIn = (column: Oid) => {
    const found = values.find(({ oid }) => oid.startsWith(`${column}.`))?.cell;
    return found?.type === 'integer' ? found.value : null;
  };
  const code = numberIn(columns.prtAlertCode);
  if (code === null) return null;
  const group = numberIn(columns.prtAlertGroup) ?? 0;
  return alertCodeMeaning(code, group, numberIn(columns.prtAlertSeverityLevel) ?? 0)?.title ?? `Alert code ${code}`;
}

/** A value for people. */
export function describeCell(oid: Oid, cell: Cell, names: Names): string {
  switch (cell.type) {
    case 'octets':
      return names.bitsOf(oid, cell.value) ?? textOf(cell.value) ?? hex(cell.value);
    case 'opaque':
      return hex(cell.value);
    case 'oid':
      return names.nameOf(cell.value) ?? cell.value;
    case 'ticks':
      return `${cell.value / 100} s`;
    case 'integer': {
      const label = labelOf(oid, cell.value, names);
      return label === null ? String(cell.value) : `${label} (${cell.value})`;
    }
    default:
      return String(cell.value);
  }
}

/** The registry of alert codes is the catalogue's: no module here holds it. */
function labelOf(oid: Oid, value: number, names: Names): string | null {
  if (oid.startsWith(`${columns.prtAlertCode}.`)) return alertCodeMeaning(value, 0)?.name ?? null;
  return names.labelOf(oid, value);
}

/** `null` for what is no text: addresses, dates and counters come as octets, too. */
function textOf(octets: Uint8Array): string | null {
  const end = octets.findLastIndex((octet) => octet !== 0) + 1;
  const isText = octets.subarray(0, end).every((octet) => octet >= 0x20 || (octet >= 0x09 && octet <= 0x0d));
  return isText ? decodeText(octets.subarray(0, end)) : null;
}

function hex(octets: Uint8Array): string {
  const shown = Buffer.from(octets.subarray(0, mostOctets))
    .toString('hex')
    .replace(/..(?=.)/g, '$&:');
  return octets.length > mostOctets ? `${shown}… (${octets.length} octets)` : shown;
}

function nameOf(oid: Oid, names: Names): string | null {
  const name = names.nameOf(oid);
  return name && cut(name);
}

function cut(text: string): string {
  const clean = cleanText(text);
  return clean.length > mostText ? `${clean.slice(0, mostText - 1).toWellFormed()}…` : clean;
}
