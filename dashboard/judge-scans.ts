/** Gathers what is known of scans, has it judged, and merges the verdict into the alerts of the device or the relay. */
import type { DeviceRow } from '../contract/index.ts';
import { mergeConditions } from './alerting/merge.ts';
import { judgeCounter } from './alerting/scans/counter.ts';
import { standing } from './alerting/scans/fate.ts';
import { judgeHabit } from './alerting/scans/habit.ts';
import { judgeMails } from './alerting/scans/mails.ts';
import { type Failing, judgeRelays, relaySubject } from './alerting/scans/relays.ts';
import { withoutCovered } from './alerting/scans/told-twice.ts';
import { withAlerts } from './device-row.ts';
import { record } from './record.ts';
import { after, contextOf, type Taking } from './taking.ts';

const day = 86_400_000;
/** Long enough to know which weekdays are usual, for a device that has been quiet for as long as that matters. */
const habitDays = 56 * day;

/** How many results a judgement looks at: of a device, and of failures of a whole agent. */
const maxJudged = 1000;

type Covers = ReadonlyMap<string, ReadonlySet<string>>;

/** Judges what lies with the relays of an agent. Gives what need not be told of single devices: id to keys. */
export async function judgeRelay(taking: Taking): Promise<Covers> {
  const { tx, agent, now, services } = taking;
  const alive = (await tx.alerts.aliveOfAgent(agent)).filter(({ kind }) => kind === 'relay-refuses');
  const subject = relaySubject(agent);
  const open = new Set(alive.map(({ key }) => key.slice(subject.length + 1)));
  const troubles = judgeRelays(await failing(taking), open);
  const conditions = troubles.map(({ condition }) => condition);
  const context = contextOf(taking, subject, null, now);
  await record(
    tx,
    mergeConditions(alive, conditions, () => true, context),
    null,
    now,
    services,
  );
  return merged(troubles.map(({ covers }) => covers));
}

/** Judges all scans of a device. `covered`: keys of what its relay's alert tells already. */
export async function judgeDevice(row: DeviceRow, covered: ReadonlySet<string>, taking: Taking): Promise<void> {
  const { tx, now, services } = taking;
  const results = await tx.scans.since(row.id, dayBefore(now), maxJudged);
  const days = (await tx.scanDays.of(row.id, new Date(now.getTime() - habitDays))).map(({ day }) => day);
  const alive = await tx.alerts.aliveOf(row.id);

  const mails = withoutCovered(judgeMails(results), covered, alive);
  // A device that is off is quiet for a reason that has an alert of its own.
  const habit = row.status === 'unreachable' ? null : judgeHabit(days, now);
  const astray = judgeCounter(await tx.scanCounters.of(row.id), days.length > 0);

  const heard = results.at(-1)?.at;
  const ofMails = contextOf(taking, row.id, row.id, heard === undefined ? now : new Date(heard));
  const ofRest = contextOf(taking, row.id, row.id, now);
  const [rest, told] = partition(
    alive.filter(({ source }) => source === 'scan'),
    ({ kind }) => kind === 'scans-quiet' || kind === 'scans-astray',
  );
  const changes = [
    ...mergeConditions(told, mails, () => true, ofMails),
    ...mergeConditions(
      rest,
      [habit, astray].filter((condition) => condition !== null),
      () => true,
      ofRest,
    ),
  ];
  const counted = withAlerts(row, after(alive, changes));
  await record(tx, changes, counted, now, services);
  await tx.devices.rewrite(counted);
  await tx.stream.append('device', counted, now.toISOString());
}

/** The devices of an agent with failures that stand. */
async function failing({ tx, agent, now }: Taking): Promise<Failing[]> {
  const failures = await tx.scans.failuresOf(agent, dayBefore(now), maxJudged);
  return [...Map.groupBy(failures, ({ device }) => device.id).values()].flatMap((ofDevice) => {
    const [first] = ofDevice;
    if (!first) return [];
    const { id, name, scans } = first.device;
    const since = ofDevice.map(({ result }) => result).filter(({ at }) => at > (scans.lastSentAt ?? ''));
    return [{ id, name, failures: standing(since) }];
  });
}

function merged(parts: readonly Covers[]): Covers {
  const all = new Map<string, Set<string>>();
  for (const [id, keys] of parts.flatMap((part) => [...part])) {
    all.set(id, new Set([...(all.get(id) ?? []), ...keys]));
  }
  return all;
}

function partition<T>(items: readonly T[], isFirst: (item: T) => boolean): [T[], T[]] {
  return [items.filter(isFirst), items.filter((item) => !isFirst(item))];
}

function dayBefore(now: Date): string {
  return new Date(now.getTime() - day).toISOString();
}
