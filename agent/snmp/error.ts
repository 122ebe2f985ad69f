/** Why a device could not be asked. Everything less than "nothing at all was answered" is told inside the walk. */

import type { Walk } from '../walk.ts';

export const snmpErrorCodes = [
  /** Silence: off, away, a wrong community, or an access list in the way. SNMP cannot tell these apart. */
  'SNMP_TIMEOUT',
  /** SNMPv3 only: unknown user, wrong password, level or key (RFC 3414 §3.2). */
  'SNMP_AUTH',
  /** The network refused to carry the question. */
  'SNMP_UNREACHABLE',
  /** The name of the device does not resolve. */
  'SNMP_NO_SUCH_HOST',
  /** Something answered, but it is not SNMP that can be read. */
  'SNMP_GARBLED',
  /** The client was closed while the question was under way. */
  'SNMP_CLOSED',
] as const;
export type SnmpErrorCode = (typeof snmpErrorCodes)[number];

export class SnmpError extends Error {
  override readonly name = 'SnmpError';
  readonly code: SnmpErrorCode;
  /** What was spent in vain, where the whole visit failed. */
  readonly cost: Walk['timing'] | null;

  constructor(code: SnmpErrorCode, message: string, cost: Walk['timing'] | null = null) {
    super(message);
    this.code = code;
    this.cost = cost;
  }
}
