/** The one way to SNMP devices: what `agent/` and `cli/` may know of it. */
import { lookup } from 'node:dns/promises';
import { isIP, SocketAddress } from 'node:net';
import { scalars } from '../../mibs/oids.ts';
import type { Plan, Walk } from '../walk.ts';
import { readColumns } from './columns.ts';
import { openCommunitySession } from './community.ts';
import { SnmpError } from './error.ts';
import { readExact } from './exact.ts';
import type { Findings } from './findings.ts';
import { Lanes } from './lanes.ts';
import { countRestlessRows, type Layout, learnLayout } from './layout.ts';
import { type DeviceMemory, Memories } from './memory.ts';
import { createPace } from './pace.ts';
import { readScalars } from './scalars.ts';
import type { Session } from './session.ts';
import { type Peer, SharedSockets } from './sockets.ts';
import { type Limits, pollLimits, Talk, type Version } from './talk.ts';
import { TalkOver } from './talk-over.ts';
import type { Credentials, Target } from './target.ts';
import { openUserSession } from './usm.ts';

export type SnmpOptions = {
  /** Devices asked at the same time. Those that have fallen silent wait in a lane of their own and do not count. */
  readonly concurrency?: number;
  /** What one visit may cost; `pollLimits` unless told. */
  readonly limits?: Limits;
};

/**
 * Asks one more plan of the device of this visit, and gives the walk so far: all that this and earlier plans have brought.
 * Rejects with `SnmpError` only when nothing at all was answered.
 */
export type Ask = (plan: Plan) => Promise<Walk>;

export type SnmpClient = {
  /** One plan, one walk. */
  walk(target: Target, plan: Plan): Promise<Walk>;
  /** One walk in several steps and one turn: a device once begun is finished before others begin. */
  visit<T>(target: Target, work: (ask: Ask) => Promise<T>): Promise<T>;
  /** Resolves when a visit that is begun now does not have to wait for others: for whoever has thousands to make. */
  room(): Promise<void>;
  /** Ends what is under way with `SNMP_CLOSED` and closes the sockets. */
  close(): Promise<void>;
};

/** Milliseconds until a device that has answered nothing yet makes room for another, and waits on beside it. */
const longestStay = 300;
const devicesPerSocket = 32;
const mostSockets = 8;

/** Opens nothing until the first visit. Close it, or its sockets keep the process alive. */
export function openSnmp(options: SnmpOptions = {}): SnmpClient {
  const { concurrency = 64, limits = pollLimits } = options;
  const sockets = new SharedSockets(Math.min(mostSockets, Math.ceil(concurrency / devicesPerSocket)));
  const lanes = new Lanes(concurrency, createPace(concurrency));
  const memories = new Memories();

  async function visit<T>(target: Target, work: (ask: Ask) => Promise<T>): Promise<T> {
    const memory = memories.of(target);
    memory.forgetOldQuirks(performance.now());
    const place = await lanes.enter(memory.wasSilent);
    const silence = setTimeout(place.leave, longestStay);
    try {
      const peer = await resolve(target);
      const session = (version: Version) =>
        memory.session(peer.address, version, () => openSession(sockets, peer, version, target.credentials));
      const talk = new Talk({ target, memory, limits, session, onAnswer: () => clearTimeout(silence) });
      return await work((plan) => walkPlan(talk, plan));
    } finally {
      clearTimeout(silence);
      place.leave();
    }
  }

  return {
    visit,
    walk: (target, plan) => visit(target, (ask) => ask(plan)),
    room: () => lanes.room(),
    close: async () => {
      memories.close();
      await sockets.close();
    },
  };
}

function openSession(sockets: SharedSockets, peer: Peer, version: Version, credentials: Credentials): Session {
  if (credentials.version === 'v3') return openUserSession(sockets, peer, credentials);
  return openCommunitySession(sockets, peer, version === 'v1' ? 'v1' : 'v2c', credentials.community);
}

async function walkPlan(talk: Talk, plan: Plan): Promise<Walk> {
  const { found, memory } = talk;
  try {
    const known = memory.layoutFor(plan, performance.now());
    if (known) await readExact(talk, known);
    const layout = known ?? (await learnPlan(talk, plan));
    // The next visit asks the first two steps of this one together.
    if (talk.firstLayout) memory.noteSteps(talk.firstLayout, layout);
    talk.firstLayout ??= layout;
    noteChanges(found, layout, memory);
  } catch (error) {
    if (error instanceof SnmpError) throw failVisit(talk, error);
    if (!(error instanceof TalkOver)) throw error;
    const open = [...plan.scalars, ...plan.columns.flat()].filter((part) => !found.parts.has(part));
    if (open.length > 0) found.fail(open, error.message);
  }
  memory.wasSilent = false;
  return { cells: found.cells, parts: found.parts, warnings: found.warnings, timing: talk.timing };
}

/** What says that the rows of before may no longer be those of now. */
function noteChanges({ cells }: Findings, { configChanges }: Layout, memory: DeviceMemory): void {
  const upTime = cells.get(scalars.sysUpTime);
  if (upTime?.type === 'ticks') memory.noteUpTime(upTime.value);
  const changes = configChanges === null ? undefined : cells.get(configChanges);
  if (typeof changes?.value === 'number') memory.noteConfigChanges(changes.value);
}

async function learnPlan(talk: Talk, plan: Plan): Promise<Layout> {
  const { found, memory } = talk;
  await readScalars(talk, plan.scalars, found);
  await readColumns(talk, plan.columns, found);
  const layout = learnLayout(plan, found, memory.unsettled, performance.now());
  memory.learn(layout);
  if (layout.walked.length > 0) memory.restlessRows = countRestlessRows(layout, found);
  return layout;
}

/** Nothing was answered: says what was tried, and what silence can mean. */
function failVisit(talk: Talk, { code, message }: SnmpError): SnmpError {
  const cost = talk.timing;
  if (code !== 'SNMP_TIMEOUT') return new SnmpError(code, message, cost);
  talk.memory.wasSilent = true;
  const tried = `${cost.requests} request${cost.requests === 1 ? '' : 's'} in ${(cost.ms / 1000).toFixed(1)} s`;
  const meaning =
    talk.version === 'v3'
      ? 'it is off, not reachable, or SNMPv3 is turned off or closed to this machine'
      : 'it is off, not reachable, or SNMP is turned off, closed to this machine, or has another community';
  return new SnmpError(code, `no answer to ${tried}: ${meaning}`, cost);
}

/** Numeric, in the spelling that replies will carry. */
async function resolve({ address, port }: Target): Promise<Peer> {
  const [bare = '', scope] = address.split('%');
  const family = isIP(bare);
  if (family === 4) return { address: bare, port };
  if (family === 6) {
    const canonical = new SocketAddress({ address: bare, family: 'ipv6' }).address;
    return { address: scope === undefined ? canonical : `${canonical}%${scope}`, port };
  }
  try {
    const found = await lookup(address, { all: true, order: 'ipv4first' });
    const [first] = found;
    if (first) return { address: first.address, port };
  } catch {
    // Told below: the resolver's own words ("getaddrinfo ENOTFOUND") help nobody.
  }
  throw new SnmpError('SNMP_NO_SUCH_HOST', `the name "${address}" does not resolve to an address`);
}
