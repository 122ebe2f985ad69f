/**
 * Which addresses are devices. One that is named singly always is, answering or not. In a range only those are that have
 * once answered as a printer or scanner; the others are silent addresses, tried now and then, and nobody misses them.
 */
import type { Reading } from '../contract/index.ts';
import type { AskConfig, DeviceConfig } from './config.ts';
import { deviceKey } from './push/spool.ts';
import type { Sender } from './scans/attribute.ts';
import { expandHosts } from './targets.ts';

export type Member = {
  /** `address:port`. */
  readonly key: string;
  readonly address: string;
  readonly port: number;
  readonly ask: AskConfig;
  /** Named singly in the configuration. */
  readonly isFixed: boolean;
  readonly config: DeviceConfig;
};

/** What is remembered of a device that answered. */
export type Acquaintance = {
  /** Milliseconds. */
  readonly answeredAt: number;
  readonly serial: string | null;
  readonly name: string | null;
};

export type Fleet = {
  /** What a round polls. */
  devices(): Member[];
  /** What a discovery tries. */
  silent(): Member[];
  /** How many addresses answered, but are neither printer nor scanner. */
  strangers(): number;
  has(key: string): boolean;
  /** Devices and silent addresses. */
  members(): Member[];
  isDevice(member: Member): boolean;
  /**
   * Takes note of an answer (or none) and says what to do with it: `report` it, `ignore` it, and which devices to `forget`
   * because this one has moved here from there.
   */
  note(member: Member, reading: Reading, now: number): { readonly report: boolean; readonly forget: readonly string[] };
  /** Range addresses that have not answered for so long that nobody waits for them any more; they are silent again. */
  giveUp(now: number): string[];
  /** What is known of the devices' mails. */
  senders(): Sender[];
};

const patienceMs = 7 * 86_400_000;

export function createFleet(devices: readonly DeviceConfig[], known: ReadonlyMap<string, Acquaintance>): Fleet {
  const members = expand(devices);
  const acquaintances = new Map([...known].filter(([key]) => members.has(key)));
  const strangers = new Set<string>();
  const answering = new Set<string>();

  const isDevice = (member: Member) => member.isFixed || acquaintances.has(member.key);

  function forget(key: string): void {
    acquaintances.delete(key);
    answering.delete(key);
  }

  /** Where the same device was before: a range gives it another address now and then. */
  function formerPlaces(member: Member, serial: string | null): string[] {
    if (serial === null || serial.length < 4) return [];
    return [...acquaintances.entries()]
      .filter(([key, other]) => key !== member.key && other.serial === serial && !answering.has(key))
      .filter(([key]) => members.get(key)?.isFixed === false)
      .map(([key]) => key);
  }

  return {
    devices: () => [...members.values()].filter(isDevice),
    silent: () => [...members.values()].filter((member) => !isDevice(member)),
    strangers: () => strangers.size,
    has: (key) => members.has(key),
    members: () => [...members.values()],
    isDevice,
    note(member, reading, now) {
      const { key } = member;
      if (!reading.reachable) {
        answering.delete(key);
        strangers.delete(key);
        return { report: isDevice(member), forget: [] };
      }
      if (!member.isFixed && !isPrinter(reading)) {
        strangers.add(key);
        const wasDevice = acquaintances.has(key);
        forget(key);
        return { report: false, forget: wasDevice ? [key] : [] };
      }
      strangers.delete(key);
      answering.add(key);
      const { serial, name } = reading.identity;
      acquaintances.set(key, { answeredAt: now, serial, name });
      const moved = formerPlaces(member, serial);
      for (const place of moved) forget(place);
      return { report: true, forget: moved };
    },
    giveUp(now) {
      const lost = [...acquaintances]
        .filter(([key, { answeredAt }]) => members.get(key)?.isFixed === false && now - answeredAt > patienceMs)
        .map(([key]) => key);
      for (const key of lost) forget(key);
      return lost;
    },
    senders: () =>
      [...members.values()].filter(isDevice).map(({ key, address, config }) => ({
        device: key,
        address,
        login: config.scanLogin,
        from: config.scanFrom,
        names: [config.name, acquaintances.get(key)?.name, isName(address) ? address : null].filter(
          (name): name is string => typeof name === 'string' && name !== '',
        ),
      })),
  };
}

/** True of a reading that something of the Printer MIB, or of a printer's row in the Host Resources MIB, went into. */
export function isPrinter(reading: Reading): boolean {
  const { supplies, inputs, outputs, covers, alertRows, console, errorBits, counters } = reading;
  const lists = [supplies, inputs, outputs, covers, alertRows, console];
  return errorBits !== null || counters.total !== null || lists.some((list) => list !== null && list.length > 0);
}

/** Every address once. What is named singly comes before a range that holds it too. */
function expand(devices: readonly DeviceConfig[]): Map<string, Member> {
  const all = devices.map((config) => ({ config, hosts: expandHosts([config.address], { port: config.ask.port }) }));
  const members = new Map<string, Member>();
  for (const { config, hosts } of all.toSorted((a, b) => Number(a.hosts.length > 1) - Number(b.hosts.length > 1))) {
    for (const host of hosts) {
      const key = deviceKey(host);
      if (members.has(key)) continue;
      members.set(key, { key, ...host, ask: config.ask, isFixed: hosts.length === 1, config });
    }
  }
  return members;
}

function isName(address: string): boolean {
  return /[a-z]/i.test(address) && !address.includes(':');
}
