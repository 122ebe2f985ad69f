/** SNMP as the rest of Platen sees it. */
export type { Ask, SnmpClient, SnmpOptions } from './client.ts';
export { openSnmp } from './client.ts';
export { SnmpError, type SnmpErrorCode, snmpErrorCodes } from './error.ts';
export type {
  AuthProtocol,
  CommunityCredentials,
  Credentials,
  PrivProtocol,
  Target,
  UserCredentials,
} from './target.ts';
export { authProtocols, privProtocols } from './target.ts';
export type { Trap, TrapListener, TrapOptions } from './traps.ts';
export { listenForTraps } from './traps.ts';
