/** What is at an address: every one gets a reason, also where nothing is found. */
import { connect } from 'node:net';
import type { Identity } from '../contract/index.ts';
import { columns } from '../mibs/oids.ts';
import { firstPlan, readDevice } from './read/index.ts';
import { type Credentials, type SnmpClient, SnmpError, type SnmpErrorCode, type Target } from './snmp/index.ts';
import type { Walk } from './walk.ts';

export const discoveryReasons = {
  printer: 'a printer or multifunction device',
  'not-a-printer': 'answers SNMP, but has no printer in it',
  'v3-required': 'speaks SNMPv3, and does not answer this community: give a user with --v3, or another --community',
  'auth-failed': 'refuses these SNMPv3 credentials',
  'snmp-silent':
    'takes print jobs, but does not answer SNMP: it is turned off, closed to this machine, or has another community',
  garbled: 'answers something that is no SNMP',
  unreachable: 'the network does not carry it there',
  'no-such-host': 'the name does not resolve',
  'no-answer': 'nothing answers',
} as const;
export type DiscoveryReason = keyof typeof discoveryReasons;

export type Discovery = {
  readonly address: string;
  readonly port: number;
  readonly reason: DiscoveryReason;
  /** One sentence without a full stop. */
  readonly detail: string;
  /** `null` where nothing was answered. */
  readonly identity: Identity | null;
};

const reasonOf: Record<SnmpErrorCode, DiscoveryReason> = {
  SNMP_TIMEOUT: 'no-answer',
  SNMP_AUTH: 'auth-failed',
  SNMP_UNREACHABLE: 'unreachable',
  SNMP_NO_SUCH_HOST: 'no-such-host',
  SNMP_GARBLED: 'garbled',
  SNMP_CLOSED: 'no-answer',
};

/** RFC 2790 §4.2, hrDeviceTypes: what hrDeviceType says of a printer. */
const printerType = '1.3.6.1.2.1.25.3.1.5';
const printerPlan = { scalars: [], columns: [[columns.prtMarkerLifeCount], [columns.prtGeneralPrinterName]] };
/** RAW, IPP, LPR: what takes jobs is a printer, whatever it says over SNMP. */
const usualJobPorts = [9100, 631, 515];

export type DiscoveryTarget = Target & {
  /** Tried where the first ones are not answered. */
  readonly otherCredentials?: readonly Credentials[];
};

/** Silence and refusals are findings, not errors. `jobPorts`: where a device that is silent is tried by TCP, without sending anything. */
export async function discoverDevice(
  client: SnmpClient,
  target: DiscoveryTarget,
  now: Date,
  jobPorts: readonly number[] = usualJobPorts,
): Promise<Discovery> {
  const { address, port, otherCredentials = [] } = target;
  const all = [target.credentials, ...otherCredentials];
  const found = (
    reason: DiscoveryReason,
    detail: string = discoveryReasons[reason],
    identity: Identity | null = null,
  ) => ({
    address,
    port,
    reason,
    detail,
    identity,
  });
  let refusal: string | null = null;
  for (const credentials of all) {
    try {
      const walk = await client.visit({ ...target, credentials }, async (ask) => {
        await ask(firstPlan);
        return ask(printerPlan);
      });
      const { identity } = readDevice({ address, port, takenAt: now.toISOString(), walk });
      const reason = isPrinter(walk) ? 'printer' : 'not-a-printer';
      return found(reason, discoveryReasons[reason], identity);
    } catch (error) {
      if (!(error instanceof SnmpError)) throw error;
      const reason = reasonOf[error.code];
      if (reason === 'auth-failed') refusal ??= error.message;
      else if (reason !== 'no-answer') return found(reason);
    }
  }
  if (refusal !== null) return found('auth-failed', refusal);
  const { reason, detail } = await explainSilence(client, target, all, jobPorts);
  return found(reason, detail);
}

function isPrinter({ cells }: Walk): boolean {
  for (const [oid, cell] of cells) {
    if (oid.startsWith(`${columns.hrDeviceType}.`) && cell.type === 'oid' && cell.value === printerType) return true;
    if (printerPlan.columns.some(([column]) => oid.startsWith(`${column}.`))) return true;
  }
  return false;
}

async function explainSilence(
  client: SnmpClient,
  target: Target,
  tried: readonly Credentials[],
  jobPorts: readonly number[],
): Promise<{ readonly reason: DiscoveryReason; readonly detail?: string }> {
  const [speaksV3, takesJobs] = await Promise.all([doesSpeakV3(client, target), doesTakeJobs(target, jobPorts)]);
  // RFC 3414 §3.2 has devices say that they cannot decrypt; many just say nothing.
  if (speaksV3 && tried.some(({ version }) => version === 'v3'))
    return {
      reason: 'auth-failed',
      detail: 'speaks SNMPv3, but says nothing to this user: mostly a wrong privacy password',
    };
  if (speaksV3) return { reason: 'v3-required' };
  return { reason: takesJobs ? 'snmp-silent' : 'no-answer' };
}

/** A user that no device has: one that speaks v3 says so (usmStatsUnknownUserNames, RFC 3414 §3.2). */
async function doesSpeakV3(client: SnmpClient, target: Target): Promise<boolean> {
  const credentials = { version: 'v3', user: 'platen-discovery' } as const;
  try {
    await client.walk({ ...target, credentials, retries: 0 }, { scalars: firstPlan.scalars.slice(0, 1), columns: [] });
    return true;
  } catch (error) {
    return error instanceof SnmpError && error.code === 'SNMP_AUTH';
  }
}

async function doesTakeJobs({ address, timeoutMs }: Target, jobPorts: readonly number[]): Promise<boolean> {
  const open = await Promise.all(jobPorts.map((port) => isOpen(address, port, Math.min(timeoutMs, 2000))));
  return open.includes(true);
}

/** Connects and sends nothing. */
function isOpen(host: string, port: number, timeout: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout });
    const end = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', () => end(true));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}
