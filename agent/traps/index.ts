/** What devices tell by themselves: a reason to look at the device now, and a line for whoever looks at it later. */
import type { Trap as ToldTrap } from '../../contract/index.ts';
import type { Names } from '../../mibs/names.ts';
import { notifications } from '../../mibs/oids.ts';
import { revealCredentials, type TrapConfig } from '../config.ts';
import type { Member } from '../fleet.ts';
import type { Log } from '../log.ts';
import { listenForTraps, type Trap, type TrapListener } from '../snmp/index.ts';
import { describeTrap } from './describe.ts';
import { createInbox, type Letter } from './inbox.ts';
import { createTally } from './tally.ts';
import { createUrges } from './urges.ts';
import { createWhereabouts } from './whereabouts.ts';

export type TrapPorts = {
  readonly members: readonly Member[];
  /** Whether a member is a device, and not just an address of a range. */
  readonly isDevice: (member: Member) => boolean;
  readonly poll: (member: Member) => Promise<void>;
  readonly put: (traps: readonly ToldTrap[]) => void;
  readonly names: Names;
  readonly log: Log;
  readonly clock: () => Date;
};

export type Traps = {
  /** The UDP port where it listens; `null` before that, or where it cannot. */
  readonly port: number | null;
  /** Where the port cannot be taken that is an error of the log: polling goes on without. */
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** Those that tell of no change of the device. A wrong question of ours would else be followed by the next. */
const idle: ReadonlySet<string> = new Set([notifications.authenticationFailure]);

export function createTraps(config: TrapConfig, ports: TrapPorts): Traps {
  const { members, isDevice, poll, put, names, log, clock } = ports;
  const whereabouts = createWhereabouts({ members, now: () => clock().getTime() });
  const strangers = createTally(log, 'traps from addresses that are no device here were left out');
  const refused = createTally(log, 'traps of devices could not be read, or carry other credentials');
  const urges = createUrges({
    poll,
    failed: (error) => log.error({ err: error }, 'a poll that a trap asked for ended by an error'),
  });
  const inbox = createInbox({ deliver });
  let listener: TrapListener | null = null;

  const devicesAt = (from: Trap['from']) => whereabouts.find(from).filter(isDevice);

  function deliver(letters: readonly Letter[]): void {
    try {
      put(letters.map(describe));
    } catch (error) {
      // A full disk: the polls that were asked for are worth more than the record of why.
      log.error({ err: error, traps: letters.length }, 'traps could not be stored');
    }
  }

  function describe({ member: { address, port }, trap, at, omitted }: Letter): ToldTrap {
    return describeTrap(trap, { address, port, at, omitted, names });
  }

  function admits(from: Trap['from']): boolean {
    if (devicesAt(from).length > 0) return true;
    strangers.count(from.address);
    // A device that is configured by its name may have moved.
    void whereabouts.resolveNames();
    return false;
  }

  function seen(trap: Trap): void {
    const devices = devicesAt(trap.from);
    const [only] = devices;
    // Of several at one address nobody knows which it was: all are asked, and none is said to have told it.
    if (only && devices.length === 1) inbox.take(only, trap, clock());
    if (!idle.has(trap.oid)) for (const device of devices) urges.urge(device);
  }

  return {
    get port() {
      return listener?.port ?? null;
    },
    async start() {
      // Not waited for: a name server that is away must not keep the agent from its start.
      void whereabouts.resolveNames();
      try {
        listener = await listenForTraps({
          address: config.host,
          port: config.port,
          communities: config.communities.map((community) => community.reveal()),
          users: config.users.map(revealCredentials).filter((each) => each.version === 'v3'),
          admits,
          seen,
          dropped: (from) => refused.count(from?.address ?? 'unknown'),
        });
        log.info({ address: config.host, port: listener.port }, 'listening for traps');
      } catch (error) {
        log.error({ err: error, port: config.port }, 'cannot listen for traps; devices are polled all the same');
      }
    },
    async stop() {
      urges.stop();
      await listener?.close();
      inbox.stop();
      strangers.stop();
      refused.stop();
    },
  };
}
