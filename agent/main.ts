/** The agent as a whole: polls on schedule, follows the mail logs, pushes what it learns. Built, then started, then stopped in reverse. */
import { randomUUID } from 'node:crypto';
import { type Catalogue, standardCatalogue } from '../catalogue/index.ts';
import type { Reading } from '../contract/index.ts';
import type { AgentConfig } from './config.ts';
import { revealCredentials } from './config.ts';
import { nameEvidence } from './evidence.ts';
import type { Member } from './fleet.ts';
import { createFleet } from './fleet.ts';
import { createKeyring } from './keyring.ts';
import type { Log } from './log.ts';
import { createMail } from './mail.ts';
import { loadMibs } from './mib-files.ts';
import { pollDevice } from './poll.ts';
import { openDatabase } from './push/database.ts';
import { createKnown } from './push/known.ts';
import { createMarks, createPlaces } from './push/marks.ts';
import { createSender } from './push/sender.ts';
import { createSpool } from './push/spool.ts';
import { createTold } from './push/told.ts';
import { createRounds } from './rounds.ts';
import { worded } from './scans/own-words.ts';
import { createScans } from './scans/sources/index.ts';
import { createSchedule } from './schedule.ts';
import type { SnmpClient } from './snmp/index.ts';
import { openSnmp } from './snmp/index.ts';
import { createTraps } from './traps/index.ts';

export type AgentPorts = {
  readonly log: Log;
  /** Ours, unless an office has entries of its own; may change while the agent runs. */
  readonly catalogue?: () => Catalogue;
  readonly clock?: () => Date;
  /** In [0, 1). */
  readonly chance?: () => number;
};

export type Agent = {
  start(): Promise<void>;
  /** Ends rounds and sources of scan results, sends what it can within a few seconds; the rest is kept on disk. */
  stop(): Promise<void>;
  /** UDP port where traps are heard; `null` where none are. */
  readonly trapPort: number | null;
  /** TCP port where scans are taken; `null` where none are. */
  readonly relayPort: number | null;
  /** One round now, without jitter. Resolves when every device has answered or was given up. */
  pollNow(): Promise<void>;
};

/** The configuration says too little to run an agent. */
export class AgentConfigError extends Error {
  override readonly name = 'AgentConfigError';
  readonly code = 'AGENT_CONFIG';
}

/** Silent addresses are tried with sockets and patience of their own: they are many, and must not hold up the devices. */
const discoveryConcurrency = 128;
const flushMs = 3000;

/** Opens the spool in `config.dataDir`; asks and sends nothing yet. Throws `AgentConfigError` or `SpoolError`. */
export function buildAgent(config: AgentConfig, ports: AgentPorts): Agent {
  const { log, clock = () => new Date(), chance = Math.random, catalogue = () => standardCatalogue } = ports;
  const { url, token, agent } = config.push;
  if (url === null) throw new AgentConfigError('push.url is missing: write the address of the dashboard');
  if (token === null)
    throw new AgentConfigError('push.token is missing: write the token that the dashboard has for this agent');
  const now = () => clock().getTime();
  const database = openDatabase(config.dataDir);
  const spool = worded(createSpool(database, { boot: randomUUID(), now }), () => catalogue().replies);
  const known = createKnown(database);
  const keyring = createKeyring(known);
  const mibs = loadMibs(config.mibFolder);
  for (const warning of mibs.warnings) log.warn({ warning }, 'a file of the MIB folder is not as it should be');
  const fleet = createFleet(config.devices, known.all());
  for (const key of known.all().keys()) if (!fleet.has(key)) known.forget(key);
  const sender = createSender({ url, token, agent, spool, log, now: clock, chance });
  const snmp = openSnmp({ concurrency: config.concurrency });
  const scout = openSnmp({ concurrency: discoveryConcurrency });
  const scans = createScans(config, {
    put: spool.putScans,
    nudge: sender.nudge,
    senders: fleet.senders,
    marks: createMarks(database),
    places: createPlaces(database),
    told: createTold(database),
    log,
    clock,
    chance,
  });

  async function poll(client: SnmpClient, member: Member, retries: number): Promise<Reading> {
    const { address, port, ask } = member;
    const reading = await keyring.ask(member, (credentials) => {
      const target = { address, port, credentials: revealCredentials(credentials), timeoutMs: ask.timeoutMs, retries };
      const judging = { limits: member.config.limits, entries: catalogue().devices };
      return pollDevice(client, target, clock(), () => known.lastReading(member.key), judging);
    });
    return nameEvidence(reading, mibs.names);
  }

  function take(member: Member, reading: Reading): void {
    const { report, forget } = fleet.note(member, reading, now());
    for (const key of forget) {
      known.forget(key);
      log.info({ device: key, nowAt: member.key }, 'a device of a range is no longer at this address');
    }
    scans.devicesChanged();
    if (!report) return;
    spool.putReading(named(reading, member));
    sender.nudge();
  }

  const rounds = createRounds({ poll: (member) => poll(snmp, member, member.ask.retries), take, chance });
  const discoveries = createRounds({ poll: (member) => poll(scout, member, 0), take, chance });

  async function pollAll(jitterMs: number): Promise<void> {
    const summary = await rounds.run(fleet.devices(), jitterMs);
    log.debug(summary, 'round done');
    if (summary.skipped > 0) log.warn(summary, 'some devices were still being asked when the next round came');
  }

  async function discover(): Promise<void> {
    for (const key of fleet.giveUp(now())) known.forget(key);
    const silent = fleet.silent();
    if (silent.length === 0) return;
    const { asked } = await discoveries.run(silent, 0);
    log.info(
      { asked, devices: fleet.devices().length, notPrinters: fleet.strangers() },
      'the silent addresses of the ranges were tried',
    );
  }

  const schedule = createSchedule(config.poll.schedule, () => pollAll(config.poll.jitterMs), log);
  const traps =
    config.traps &&
    createTraps(config.traps, {
      members: fleet.members(),
      isDevice: fleet.isDevice,
      poll: (member) => rounds.now(member),
      put(told) {
        spool.putTraps(told);
        sender.nudge();
      },
      names: mibs.names,
      log,
      clock,
    });
  const mail = createMail(config, {
    tell: scans.tell,
    report(probe) {
      spool.putProbe(probe);
      sender.nudge();
    },
    log,
    clock,
    chance,
  });
  let discovering: NodeJS.Timeout | null = null;
  const inBackground = (work: Promise<void>) => {
    work.catch((error) => log.error({ err: error }, 'a round ended by an error'));
  };

  return {
    async start() {
      sender.start();
      scans.start();
      schedule.start();
      mail.start();
      await traps?.start();
      inBackground(pollAll(0));
      inBackground(discover());
      discovering = setInterval(() => inBackground(discover()), config.poll.discoverMs);
    },
    async stop() {
      if (discovering) clearInterval(discovering);
      await schedule.stop();
      await traps?.stop();
      await mail.stop();
      const ended = [rounds.stop(), discoveries.stop()];
      await Promise.all([snmp.close(), scout.close()]);
      await Promise.all(ended);
      await scans.stop();
      await sender.stop(flushMs);
      database.close();
    },
    get relayPort() {
      return mail.relayPort;
    },
    get trapPort() {
      return traps?.port ?? null;
    },
    pollNow: () => pollAll(0),
  };
}

/** The name and place that the configuration gives a device go before what it says of itself. */
function named(reading: Reading, { config }: Member): Reading {
  const { name, location } = config;
  if (name === null && location === null) return reading;
  const { identity } = reading;
  return {
    ...reading,
    identity: { ...identity, name: name ?? identity.name, location: location ?? identity.location },
  };
}
