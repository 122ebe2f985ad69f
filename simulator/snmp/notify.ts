/** What a device tells by itself: traps of v1, v2c and v3, and informs, sent from the socket that it is asked at. */
import type { RemoteInfo, Socket } from 'node:dgram';
import * as snmp from 'net-snmp';
import type { Row, Value } from './value.ts';

export type Notice = {
  /** snmpTrapOID. */
  readonly oid: string;
  /** Hundredths of a second since the device was started. */
  readonly upTicks: number;
  readonly values: readonly Row[];
};

export type NotifyAs =
  | { readonly version: 'v1' | 'v2c'; readonly community: string }
  | {
      readonly version: 'v3';
      readonly user: string;
      readonly auth: { readonly protocol: 'sha' | 'sha256'; readonly password: string };
      readonly priv: { readonly protocol: 'aes' | 'aes256b'; readonly password: string };
    };

export type NotifierOptions = {
  readonly socket: Socket;
  readonly to: { readonly address: string; readonly port: number };
  readonly as: NotifyAs;
};

export type Notifier = {
  /** Resolves when it is sent. */
  trap(notice: Notice): Promise<void>;
  /** Resolves when it is acknowledged, rejects when it never is. */
  inform(notice: Notice): Promise<void>;
  close(): void;
};

export function openNotifier({ socket, to, as }: NotifierOptions): Notifier {
  const lent = lend(socket, to);
  const options: snmp.SessionOptions = {
    port: to.port,
    trapPort: to.port,
    timeout: 1000,
    retries: 2,
    dgramModule: { createSocket: () => lent.socket },
  };
  const session = as.version === 'v3' ? openV3(to.address, as, options) : openByCommunity(to.address, as, options);

  const send = (how: 'trap' | 'inform', { oid, upTicks, values }: Notice) =>
    new Promise<void>((sent, failed) => {
      const varbinds = values.map((row) => ({ oid: row.oid, ...toVarbind(row.value) }));
      const name = as.version === 'v1' ? oid.replace(/\.0\.(\d+)$/, '.$1') : oid;
      session[how](name, varbinds, { upTime: Math.max(1, upTicks) }, (error) => (error ? failed(error) : sent()));
    });

  return {
    trap: (notice) => send('trap', notice),
    inform: (notice) => send('inform', notice),
    close() {
      session.close();
      lent.giveBack();
    },
  };
}

function openByCommunity(
  address: string,
  { version, community }: Extract<NotifyAs, { community: string }>,
  options: snmp.SessionOptions,
): snmp.Session {
  const wanted = version === 'v1' ? snmp.Version1 : snmp.Version2c;
  return snmp.createSession(address, community, { ...options, version: wanted });
}

function openV3(
  address: string,
  { user, auth, priv }: Extract<NotifyAs, { version: 'v3' }>,
  options: snmp.SessionOptions,
): snmp.Session {
  const credentials = {
    name: user,
    level: snmp.SecurityLevel.authPriv,
    authProtocol: snmp.AuthProtocols[auth.protocol],
    authKey: auth.password,
    privProtocol: snmp.PrivProtocols[priv.protocol],
    privKey: priv.password,
  };
  return snmp.createV3Session(address, credentials, options);
}

/** The device's socket, of which the session hears only what comes from whom it tells. */
function lend(socket: Socket, to: NotifierOptions['to']): { socket: snmp.SessionSocket; giveBack(): void } {
  const listeners: ((bytes: Buffer, from: RemoteInfo) => void)[] = [];
  const lent = {
    on(event: string, heard: (bytes: Buffer, from: RemoteInfo) => void) {
      if (event !== 'message') return;
      const filtered = (bytes: Buffer, from: RemoteInfo) => {
        if (from.address === to.address && from.port === to.port) heard(bytes, from);
      };
      listeners.push(filtered);
      socket.on('message', filtered);
    },
    send: socket.send.bind(socket),
    bind: () => {},
    close: () => {},
    ref: () => {},
    unref: () => {},
  };
  return {
    socket: lent as unknown as snmp.SessionSocket,
    giveBack: () => {
      for (const listener of listeners) socket.off('message', listener);
    },
  };
}

function toVarbind(told: Row['value']): Pick<snmp.Varbind, 'type' | 'value'> {
  const cell = typeof told === 'function' ? told() : told;
  const { ObjectType } = snmp;
  const types: Record<Value['type'], number> = {
    integer: ObjectType.Integer,
    counter: ObjectType.Counter,
    gauge: ObjectType.Gauge,
    ticks: ObjectType.TimeTicks,
    counter64: ObjectType.Counter64,
    octets: ObjectType.OctetString,
    opaque: ObjectType.Opaque,
    oid: ObjectType.OID,
    ip: ObjectType.IpAddress,
  };
  const { value } = cell;
  if (typeof value === 'bigint') return { type: types[cell.type], value: Number(value) };
  return { type: types[cell.type], value: value instanceof Uint8Array ? Buffer.from(value) : value };
}
