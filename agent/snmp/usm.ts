/** Sessions of SNMPv3 (User-based Security Model, RFC 3414): net-snmp on the shared sockets. */
import * as snmp from 'net-snmp';
import type { Cell } from '../walk.ts';
import { readUnsigned64 } from './ber.ts';
import { SnmpError } from './error.ts';
import type { Answer, Patience, Question, Session, Varbind } from './session.ts';
import type { Peer, SharedSockets } from './sockets.ts';
import type { UserCredentials } from './target.ts';
import { openVirtualSocket } from './virtual-socket.ts';

const privNames = { des: 'des', aes: 'aes', aes256: 'aes256b', 'aes256-reeder': 'aes256r' } as const;

export function toUser({ user, auth, priv }: UserCredentials): snmp.User {
  const { noAuthNoPriv, authNoPriv, authPriv } = snmp.SecurityLevel;
  return {
    name: user,
    level: auth ? (priv ? authPriv : authNoPriv) : noAuthNoPriv,
    ...(auth && { authProtocol: snmp.AuthProtocols[auth.protocol], authKey: auth.password }),
    ...(auth && priv && { privProtocol: snmp.PrivProtocols[privNames[priv.protocol]], privKey: priv.password }),
  };
}

/** Keep it as long as the device is known: the engine and its clock are learned with the first question. */
export function openUserSession(sockets: SharedSockets, peer: Peer, credentials: UserCredentials): Session {
  let sawGarbage = false;
  let bytes = 0;
  let sent = () => {};
  let isFresh = true;
  let session = open();

  function open(): snmp.Session {
    isFresh = true;
    const wanted = { isAuthenticated: Boolean(credentials.auth), isEncrypted: Boolean(credentials.priv) };
    const socket = openVirtualSocket(sockets, peer, wanted, () => sent());
    socket.on('message', (datagram: Buffer) => {
      bytes += datagram.length;
    });
    const opened = snmp.createV3Session(peer.address, toUser(credentials), {
      port: peer.port,
      retries: 0,
      context: credentials.context ?? '',
      dgramModule: { createSocket: () => socket },
    });
    opened.on('error', () => {
      sawGarbage = true;
    });
    return opened;
  }

  async function ask(question: Question, patience: Patience): Promise<Answer> {
    sawGarbage = false;
    bytes = 0;
    sent = patience.sent ?? sent;
    for (const wait of patience.waits) {
      session.timeout = wait;
      try {
        const varbinds = await askOnce(session, question);
        isFresh = false;
        return { status: 0, index: 0, varbinds, bytes };
      } catch (error) {
        if (error instanceof snmp.RequestTimedOutError) continue;
        if (error instanceof snmp.RequestFailedError) {
          return { status: error.status, index: 0, varbinds: [], bytes };
        }
        if (isFresh || error instanceof SnmpError) throw toSnmpError(error);
        // Another device behind the same address, or one that forgot its clock: learn its engine anew, once.
        session.close();
        session = open();
        return ask(question, patience);
      }
    }
    throw sawGarbage
      ? new SnmpError('SNMP_GARBLED', 'what came back is no SNMPv3 message')
      : new SnmpError('SNMP_TIMEOUT', 'no answer');
  }

  return { ask, close: () => session.close() };
}

function askOnce(
  session: snmp.Session,
  { kind, oids, repetitions = 10, nonRepeaters = 0 }: Question,
): Promise<Varbind[]> {
  return new Promise((resolve, reject) => {
    const asked = [...oids];
    const done = (error: Error | null, varbinds: snmp.Varbind[]) =>
      error ? reject(error) : resolve(varbinds.map(toVarbind));
    if (kind === 'get') session.get(asked, done);
    else if (kind === 'next') session.getNext(asked, done);
    else {
      session.getBulk(asked, nonRepeaters, repetitions, (error, answered) => {
        if (error) return reject(error);
        // What was asked for one value stands bare, the rest in lists.
        const single = answered.flatMap((each) => (Array.isArray(each) ? [] : [each]));
        const columns = answered.filter((each) => Array.isArray(each));
        return done(null, [...single, ...rowByRow(columns)]);
      });
    }
  });
}

/** net-snmp sorts the varbinds of a GETBULK by column; on the wire they came row by row. */
function rowByRow(columns: readonly snmp.Varbind[][]): snmp.Varbind[] {
  const rowCount = Math.max(0, ...columns.map((column) => column.length));
  return Array.from({ length: rowCount }, (_, row) => columns.flatMap((column) => column[row] ?? [])).flat();
}

export function toVarbind({ oid, type, value }: snmp.Varbind): Varbind {
  return { oid: mendOid(oid), cell: toCell(type, value) };
}

function toCell(type: number, value: snmp.Varbind['value']): Cell | 'absent' | 'end' | 'garbled' {
  const { ObjectType } = snmp;
  if (type === ObjectType.EndOfMibView) return 'end';
  if (type === ObjectType.NoSuchObject || type === ObjectType.NoSuchInstance || type === ObjectType.Null)
    return 'absent';
  if (typeof value === 'number') {
    if (type === ObjectType.Integer) return { type: 'integer', value };
    if (type === ObjectType.Counter) return { type: 'counter', value };
    if (type === ObjectType.Gauge) return { type: 'gauge', value };
    if (type === ObjectType.TimeTicks) return { type: 'ticks', value };
  }
  if (Buffer.isBuffer(value)) {
    if (type === ObjectType.OctetString) return { type: 'octets', value };
    if (type === ObjectType.Opaque) return { type: 'opaque', value };
    const count = type === ObjectType.Counter64 ? readUnsigned64(value, 0, value.length) : null;
    if (count !== null) return { type: 'counter64', value: count };
  }
  if (typeof value === 'string') {
    if (type === ObjectType.OID) return { type: 'oid', value: mendOid(value) };
    if (type === ObjectType.IpAddress) return { type: 'ip', value };
  }
  return 'garbled';
}

/** net-snmp 3.29 takes the arcs 2.999 for 26.39: only a first arc of 2 may have a second above 39 (X.690 §8.19.4). */
function mendOid(oid: string): string {
  const [, first = 0, second = 0, rest = ''] = /^(\d+)\.(\d+)(.*)$/.exec(oid) ?? [];
  return Number(first) > 2 ? `2.${Number(first) * 40 + Number(second) - 80}${rest}` : oid;
}

function toSnmpError(error: unknown): SnmpError {
  if (error instanceof SnmpError) return error;
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof snmp.ResponseInvalidError)) return new SnmpError('SNMP_CLOSED', message);
  const { EAuthFailure, ECouldNotDecrypt, ENotInTimeWindow } = snmp.ResponseInvalidCode;
  const isRefusal = [EAuthFailure, ECouldNotDecrypt, ENotInTimeWindow].includes(error.code);
  return isRefusal ? new SnmpError('SNMP_AUTH', refusalWords(message)) : new SnmpError('SNMP_GARBLED', message);
}

/** Without net-snmp's digests and hex: RFC 3414 §3.2 has six ways of saying no. */
function refusalWords(message: string): string {
  if (/unknown user/i.test(message)) return 'the device does not know this user';
  if (/security level/i.test(message)) return 'the device does not allow this security level to this user';
  if (/digest/i.test(message)) return 'wrong authentication password or protocol';
  if (/decrypt/i.test(message)) return 'wrong privacy password or protocol';
  if (/time window/i.test(message)) return 'the clocks of the device and of its messages do not agree';
  return 'the device refuses these SNMPv3 credentials';
}
