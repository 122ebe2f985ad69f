/** The options that `poll`, `discover` and `record` share: whom to ask, as whom, how patiently. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { ParseArgsOptionsConfig } from 'node:util';
import {
  type AuthProtocol,
  authProtocols,
  type Credentials,
  type PrivProtocol,
  privProtocols,
  type Target,
} from '../agent/snmp/index.ts';
import { expandHosts, HostError } from '../agent/targets.ts';
import { type Io, UsageError } from './command.ts';

export const snmpOptions = {
  port: { type: 'string' },
  community: { type: 'string', multiple: true },
  v1: { type: 'boolean' },
  v3: { type: 'string' },
  auth: { type: 'string' },
  priv: { type: 'string' },
  context: { type: 'string' },
  timeout: { type: 'string' },
  retries: { type: 'string' },
  concurrency: { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

export const snmpUsage = `  --port N             UDP port of hosts that name none (161)
  --community TEXT     of SNMPv1 and v2c (public); @FILE takes it from a file. Given several times, or beside --v3,
                       one after the other is tried
  --v1                 SNMPv1 only; otherwise v2c, and v1 where a device answers nothing else
  --v3 USER            SNMPv3, with
    --auth PROTOCOL:PASSWORD    ${authProtocols.join(' ')}
    --priv PROTOCOL:PASSWORD    ${privProtocols.join(' ')}
    --context NAME
                       a PASSWORD of @FILE is taken from a file, and stays out of the list of processes
  --timeout MS         patience for the first try (2000); every retry waits half as long again
  --retries N          further tries (1)
  --concurrency N      devices asked at the same time (64)

HOST is a name, an address, a block (10.0.4.0/24), a range (10.0.4.10-40) or @FILE with one of these a line;
each may end in :PORT.`;

type Values = { readonly [name in keyof typeof snmpOptions]?: string | boolean | string[] | undefined };

/** Whom to ask; `otherCredentials` are tried where the first ones are not answered. */
export type AskedTarget = Target & { readonly otherCredentials: readonly Credentials[] };

/** The targets of a call, in its order. Throws `UsageError` with one sentence. */
export function readTargets(hosts: readonly string[], values: Values, io: Io): AskedTarget[] {
  const [credentials, ...otherCredentials] = readCredentials(values, io);
  const asking = {
    credentials,
    otherCredentials,
    timeoutMs: readWhole(values, 'timeout', 2000, 1, 600_000),
    retries: readWhole(values, 'retries', 1, 0, 20),
  };
  try {
    const port = readWhole(values, 'port', 161, 1, 65_535);
    const readFile = (file: string) => readText(path.resolve(io.cwd, file));
    return expandHosts(hosts, { port, readFile }).map((host) => ({ ...host, ...asking }));
  } catch (error) {
    if (error instanceof HostError) throw new UsageError(`${error.message}.`);
    throw error;
  }
}

export const readConcurrency = (values: Values, usual = 64) => readWhole(values, 'concurrency', usual, 1, 5000);

function readCredentials(values: Values, io: Io): [Credentials, ...Credentials[]] {
  const { v1, v3, context } = values;
  const communities = Array.isArray(values.community) ? values.community : [];
  const byCommunity = communities.map((text): Credentials => {
    return { version: v1 ? 'v1' : 'v2c', community: readSecret(text, io) };
  });
  if (typeof v3 !== 'string') {
    const stray = (['auth', 'priv', 'context'] as const).find((name) => values[name] !== undefined);
    if (stray) throw new UsageError(`"--${stray}" belongs to SNMPv3; name its user with --v3 USER.`);
    const [first = { version: v1 ? 'v1' : 'v2c', community: 'public' }, ...others] = byCommunity;
    return [first, ...others];
  }
  if (v1) throw new UsageError('--v1 and --v3 exclude each other.');
  if (v3 === '') throw new UsageError('"--v3" needs the name of a user.');
  const auth = readKey<AuthProtocol>(values, 'auth', authProtocols, io);
  const priv = readKey<PrivProtocol>(values, 'priv', privProtocols, io);
  if (priv && !auth) throw new UsageError('--priv needs --auth: SNMPv3 does not encrypt without authentication.');
  const user: Credentials = {
    version: 'v3',
    user: v3,
    ...(auth && { auth }),
    ...(priv && { priv }),
    ...(typeof context === 'string' && { context }),
  };
  return [user, ...byCommunity];
}

function readKey<P extends string>(values: Values, name: 'auth' | 'priv', protocols: readonly P[], io: Io) {
  const text = values[name];
  if (typeof text !== 'string') return null;
  const colon = text.indexOf(':');
  const protocol = protocols.find((each) => each === text.slice(0, colon).toLowerCase());
  if (colon < 0 || !protocol) {
    throw new UsageError(`"--${name}" is PROTOCOL:PASSWORD, with one of ${protocols.join(', ')} as PROTOCOL.`);
  }
  const password = readSecret(text.slice(colon + 1), io);
  // RFC 3414 §11.2; devices refuse shorter ones, and so does net-snmp.
  if (password.length < 8)
    throw new UsageError(`the password of "--${name}" is shorter than the 8 characters SNMPv3 asks for.`);
  return { protocol, password };
}

/** `@FILE` gives the first line of a file. */
function readSecret(text: string, io: Io): string {
  if (!text.startsWith('@')) return text;
  return readText(path.resolve(io.cwd, text.slice(1))).split(/\r?\n/)[0] ?? '';
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new UsageError(`cannot read ${file} (${code}).`);
  }
}

function readWhole(values: Values, name: keyof Values, usual: number, least: number, most: number): number {
  const text = values[name];
  if (typeof text !== 'string') return usual;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) {
    throw new UsageError(`"--${name}" is a whole number from ${least} to ${most}, not "${text.slice(0, 40)}".`);
  }
  return value;
}
