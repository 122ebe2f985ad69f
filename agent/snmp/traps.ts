/** Notifications that devices send by themselves: traps of v1, v2c and v3, and informs, which are acknowledged. */
import dgram from 'node:dgram';
import { type EventEmitter, once } from 'node:events';
import * as snmp from 'net-snmp';
import type { Cell, Oid } from '../walk.ts';
import { SnmpError } from './error.ts';
import type { UserCredentials } from './target.ts';
import { toUser, toVarbind } from './usm.ts';

/** A hint to look at a device now, and never more than that: whoever knows a community can send one. */
export type Trap = {
  readonly from: { readonly address: string; readonly port: number };
  readonly version: 'v1' | 'v2c' | 'v3';
  readonly isInform: boolean;
  /** What happened, as v2c tells it (snmpTrapOID); of v1 translated by RFC 3584 §3.1. */
  readonly oid: Oid;
  /** Hundredths of a second since the device was started; `null` where it does not say. */
  readonly upTicks: number | null;
  readonly values: readonly { readonly oid: Oid; readonly cell: Cell }[];
};

export type TrapOptions = {
  /** All of the machine's where absent. */
  readonly address?: string;
  /** 162 is the standard's and needs privileges; 0 takes a free one. */
  readonly port: number;
  /** Traps of v1 and v2c with any other community are dropped. */
  readonly communities: readonly string[];
  readonly users?: readonly UserCredentials[];
  /**
   * Whose datagrams are read at all; everybody's where absent. Reading one of v3 costs milliseconds where its engine is new, and
   * whoever makes engines up could keep a processor busy.
   */
  readonly admits?: (from: { readonly address: string; readonly port: number }) => boolean;
  readonly seen: (trap: Trap) => void;
  /** Told of what was dropped, and why. */
  readonly dropped?: (from: { readonly address: string } | null, why: string) => void;
};

export type TrapListener = { readonly port: number; close(): Promise<void> };

const upTimeOid = '1.3.6.1.2.1.1.3.0';
const trapOid = '1.3.6.1.6.3.1.1.4.1.0';
const standardTraps = '1.3.6.1.6.3.1.1.5';
const enterpriseSpecific = 6;
/** An honest trap has some ten values. */
const mostValues = 200;
/** 128 arcs of ten digits (RFC 2578 §3.5). */
const longestOid = 1408;

/** Rejects with `SNMP_UNREACHABLE` where the port cannot be taken. */
export async function listenForTraps(options: TrapOptions): Promise<TrapListener> {
  const socket = await bind(options);
  // net-snmp would bind in the background, where a port that is taken is no one's error.
  const bound: snmp.ReceiverSocket = {
    on: (event, heard) => (socket as EventEmitter).on(event, event === 'message' ? guard(heard, options) : heard),
    send: (buffer, offset, length, to, address, sent) => socket.send(buffer, offset, length, to, address, sent),
    bind: () => {},
    close: () => {},
  };
  const receiver = snmp.createReceiver(
    { port: socket.address().port, includeAuthentication: true, dgramModule: { createSocket: () => bound } },
    (error, notification) => {
      if (notification) take(notification, options);
      else options.dropped?.(originOf(error), error?.message ?? 'no reason');
    },
  );
  for (const community of options.communities) receiver.getAuthorizer().addCommunity(community);
  for (const user of options.users ?? []) receiver.getAuthorizer().addUser(toUser(user));
  return {
    port: socket.address().port,
    close: () => new Promise((closed) => socket.close(() => closed())),
  };
}

/** net-snmp 3.29 throws where it cannot write the receipt of an inform: with a value of a type it does not know, or to port 0. */
function guard(heard: (...values: unknown[]) => void, { admits, dropped }: TrapOptions) {
  return (...values: unknown[]) => {
    const from = values[1] as dgram.RemoteInfo;
    if (!(admits?.(from) ?? true)) return;
    try {
      heard(...values);
    } catch (error) {
      dropped?.(from, error instanceof Error ? error.message : String(error));
    }
  };
}

async function bind({ address, port }: TrapOptions): Promise<dgram.Socket> {
  const type = address?.includes(':') ? 'udp6' : 'udp4';
  // As much as the system gives: a storm waits there while its beginning is read.
  const socket = dgram.createSocket({ type, recvBufferSize: 1024 * 1024 });
  try {
    socket.bind(port, address);
    await once(socket, 'listening');
    return socket;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'error';
    const hint = code === 'EACCES' ? ': ports below 1024 need a privilege, 1162 does not' : '';
    throw new SnmpError('SNMP_UNREACHABLE', `cannot listen for traps on UDP port ${port} (${code})${hint}`);
  }
}

function take({ pdu, rinfo }: snmp.Notification, { seen, dropped }: TrapOptions): void {
  const from = { address: rinfo.address, port: rinfo.port };
  const values = pdu.varbinds.slice(0, mostValues).flatMap((varbind) => {
    const { oid, cell } = toVarbind(varbind);
    return typeof cell === 'string' || oid.length > longestOid ? [] : [{ oid, cell }];
  });
  const isV1 = pdu.type === snmp.PduType.Trap;
  const oid = isV1 ? translate(pdu) : oidIn(values.find((value) => value.oid === trapOid)?.cell);
  if (oid === null || oid.length > longestOid) {
    dropped?.(from, 'a notification that does not say what happened');
    return;
  }
  const ticks = values.find((value) => value.oid === upTimeOid)?.cell;
  const upTicks = isV1 ? (pdu.upTime ?? null) : ticks?.type === 'ticks' ? ticks.value : null;
  const others = values.filter((value) => value.oid !== trapOid && value.oid !== upTimeOid);
  const version = isV1 ? 'v1' : pdu.user === undefined ? 'v2c' : 'v3';
  const isInform = pdu.type === snmp.PduType.InformRequest;
  seen({ from, version, isInform, oid, upTicks, values: others });
}

/** RFC 3584 §3.1 (2) and (3). */
function translate({ enterprise, generic, specific }: snmp.Notification['pdu']): Oid | null {
  if (generic === undefined || specific === undefined || !enterprise) return null;
  return generic === enterpriseSpecific ? `${enterprise}.0.${specific}` : `${standardTraps}.${generic + 1}`;
}

const oidIn = (cell: Cell | undefined): Oid | null => (cell?.type === 'oid' ? cell.value : null);

function originOf(error: Error | null): { address: string } | null {
  const rinfo = error && 'rinfo' in error ? error.rinfo : null;
  return typeof rinfo === 'object' && rinfo !== null && 'address' in rinfo ? { address: String(rinfo.address) } : null;
}
