/** A trap in words, as the dashboard gets it. Pure. Everything in it was written by a stranger: bounded, and text at most. */
import { alertCodeMeaning } from '../../catalogue/index.ts';
import type { Trap as ToldTrap, TrapBinding } from '../../contract/index.ts';
import type { Names } from '../../mibs/names.ts';
import { columns, notifications } from '../../mibs/oids.ts';
import { cutText, describeCell, textOf } from '../cell-text.ts';
import type { Trap } from '../snmp/index.ts';
import type { Oid } from '../walk.ts';

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

function nameOf(oid: Oid, names: Names): string | null {
  const name = names.nameOf(oid);
  return name && cut(name);
}

const cut = (text: string) => cutText(text, mostText);
