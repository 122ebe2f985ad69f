/** The part of net-snmp 3.29 that is used here: the package brings no types. Names and values as its README has them. */
declare module 'net-snmp' {
  import type { EventEmitter } from 'node:events';

  export type Varbind = { oid: string; type: number; value: number | string | Buffer | boolean | null };

  /** What a session needs of a socket: `dgramModule` may be anything that makes one. */
  export type SessionSocket = EventEmitter & {
    send(
      buffer: Uint8Array,
      offset: number,
      length: number,
      port: number,
      address: string,
      sent: (error: Error | null, bytes: number) => void,
    ): void;
    bind(port?: number, address?: string): void;
    close(): void;
    ref(): void;
    unref(): void;
  };

  export type SessionOptions = {
    port?: number;
    version?: number;
    transport?: 'udp4' | 'udp6';
    timeout?: number;
    retries?: number;
    backoff?: number;
    /** Where traps go; informs go to `port`. */
    trapPort?: number;
    /** Octets in hexadecimal. */
    engineID?: string;
    context?: string;
    dgramModule?: { createSocket(transport: string): SessionSocket };
  };

  export type User = {
    name: string;
    level: number;
    authProtocol?: string;
    authKey?: string;
    privProtocol?: string;
    privKey?: string;
  };

  export type Session = EventEmitter & {
    /** Read anew for every request. */
    timeout: number;
    get(oids: string[], done: (error: Error | null, varbinds: Varbind[]) => void): void;
    getNext(oids: string[], done: (error: Error | null, varbinds: Varbind[]) => void): void;
    getBulk(
      oids: string[],
      nonRepeaters: number,
      maxRepetitions: number,
      done: (error: Error | null, varbinds: (Varbind | Varbind[])[]) => void,
    ): void;
    /** `oid` of v1 is the enterprise with the specific number at its end. */
    trap(oid: string, varbinds: Varbind[], options: NoticeOptions, done: (error: Error | null) => void): void;
    inform(oid: string, varbinds: Varbind[], options: NoticeOptions, done: (error: Error | null) => void): void;
    close(): void;
  };

  /** `upTime` in hundredths of a second. */
  export type NoticeOptions = { upTime: number; agentAddr?: string };

  export type Notification = {
    pdu: {
      type: number;
      varbinds: Varbind[];
      community?: string;
      user?: string;
      /** v1 traps only (RFC 1157 §4.1.6). */
      enterprise?: string;
      agentAddr?: string;
      generic?: number;
      specific?: number;
      upTime?: number;
    };
    rinfo: { address: string; port: number; family: string };
  };

  export type ReceiverSocket = {
    on(event: string, heard: (...values: unknown[]) => void): unknown;
    send: SessionSocket['send'];
    bind(port?: number, address?: string): void;
    close(): void;
  };

  export type ReceiverOptions = {
    port?: number;
    address?: string;
    transport?: 'udp4' | 'udp6';
    disableAuthorization?: boolean;
    includeAuthentication?: boolean;
    engineID?: string;
    dgramModule?: { createSocket(transport: string): ReceiverSocket };
  };

  export type Receiver = {
    getAuthorizer(): { addCommunity(community: string): void; addUser(user: User): void };
    close(done?: () => void): void;
  };

  export function createSession(address: string, community: string, options: SessionOptions): Session;
  export function createV3Session(address: string, user: User, options: SessionOptions): Session;
  export function createReceiver(
    options: ReceiverOptions,
    seen: (error: Error | null, notification?: Notification) => void,
  ): Receiver;

  export const Version1: number;
  export const Version2c: number;
  export const Version3: number;
  export const SecurityLevel: { noAuthNoPriv: number; authNoPriv: number; authPriv: number };
  export const AuthProtocols: Record<'none' | 'md5' | 'sha' | 'sha224' | 'sha256' | 'sha384' | 'sha512', string>;
  export const PrivProtocols: Record<'none' | 'des' | 'aes' | 'aes256b' | 'aes256r', string>;
  export const ObjectType: Record<
    | 'Integer'
    | 'OctetString'
    | 'Null'
    | 'OID'
    | 'IpAddress'
    | 'Counter'
    | 'Gauge'
    | 'TimeTicks'
    | 'Opaque'
    | 'Counter64'
    | 'NoSuchObject'
    | 'NoSuchInstance'
    | 'EndOfMibView',
    number
  >;
  export const PduType: { Trap: number; TrapV2: number; InformRequest: number };
  export const ErrorStatus: Record<number, string>;
  export class RequestTimedOutError extends Error {}
  export class RequestFailedError extends Error {
    status: number;
  }
  export class ResponseInvalidError extends Error {
    code: number;
  }
  export const ResponseInvalidCode: { ECouldNotDecrypt: number; EAuthFailure: number; ENotInTimeWindow: number };

  export type MibObject = Record<string, unknown>;
  export type ModuleStore = {
    loadFromFile(file: string): void;
    getModule(name: string): Record<string, MibObject>;
    getModules(includeBase: boolean): Record<string, Record<string, MibObject>>;
    getModuleNames(includeBase: boolean): string[];
    translate(name: string, format: string): string;
  };
  export function createModuleStore(): ModuleStore;
}
