/** A reading of a push: merged into what is known of its device and into the life of its alerts. */
import type { DeviceRow, Reading } from '../contract/index.ts';
import { identify } from './alerting/identify.ts';
import { freeze, mergeReading } from './alerting/merge.ts';
import { explainCounter, readCounter } from './alerting/scans/counter.ts';
import { withoutToldByMail } from './alerting/scans/told-twice.ts';
import { isNews, rowOf, withAlerts } from './device-row.ts';
import { makeId } from './ids.ts';
import { judgeDevice } from './judge-scans.ts';
import { record } from './record.ts';
import type { Queries } from './store/store.ts';
import { noteUnknownConditions } from './take-unknowns.ts';
import { after, contextOf, type Taking } from './taking.ts';

/** A device in more trouble than this at once is not believed the rest. */
const maxConditions = 500;

export async function takeReading(told: Reading, taking: Taking): Promise<void> {
  const { tx, agent, now, services } = taking;
  // A clock that is ahead must not keep alerts waiting for it.
  const at = new Date(Math.min(Date.parse(told.takenAt), now.getTime()));
  const reading: Reading = { ...told, takenAt: at.toISOString(), conditions: told.conditions.slice(0, maxConditions) };
  const { vendor, serial, mac } = reading.identity;

  const atPlace = await tx.devices.atPlace(agent, reading.address, reading.port);
  const isStranger = serial !== null && atPlace?.serial !== serial;
  const withSerial = isStranger ? await tx.devices.withSerial(agent, vendor, serial) : [];
  const found = identify(reading, atPlace, withSerial);
  const known = found.is === 'new' ? null : [atPlace, ...withSerial].find((device) => device?.id === found.id);
  // Pushes may come late or twice: what is older than what is known tells nothing about now.
  if (known && known.takenAt >= reading.takenAt) return;
  if (found.is === 'moved' && atPlace) await displace(atPlace.id, taking);

  const id = known?.id ?? makeId('dev', now, services.random);
  const [previous, last, alive] = known
    ? await Promise.all([tx.devices.row(id), tx.devices.reading(id), tx.alerts.aliveOf(id)])
    : [null, null, []];
  const shown = !reading.reachable && last?.reachable ? last : reading;
  const news = { ...reading, conditions: withoutToldByMail(reading.conditions, alive) };
  const changes = mergeReading(alive, news, contextOf(taking, id, id, at));
  const heardAt = now.toISOString();
  const row = withAlerts(rowOf({ id, agent, reading, shown, previous, heardAt }), after(alive, changes));

  await tx.devices.write({ row, mac: mac ?? null, takenAt: reading.takenAt });
  if (shown === reading) await writeDetail(tx, id, reading, last);
  await record(tx, changes, row, now, services);
  await noteUnknownConditions(changes, alive, row, taking);
  if (isNews(previous, row)) await tx.stream.append('device', row, heardAt);
  if (previous?.status !== row.status || isMoved(previous, row)) await writeHistory(tx, row, shown, reading.takenAt);
  if (reading.reachable) await noteScanCounter(row, reading, taking);
}

/** Another device sits at its place now: where it is itself is not known. */
async function displace(id: string, { tx, now, services }: Taking): Promise<void> {
  const [row, alive] = await Promise.all([tx.devices.row(id), tx.alerts.aliveOf(id)]);
  if (!row) return;
  const lost: DeviceRow = { ...row, status: 'unreachable', statusReasons: ['another device answers at its address'] };
  await tx.devices.rewrite(lost);
  await tx.stream.append('device', lost, now.toISOString());
  await record(tx, freeze(alive), lost, now, services);
}

async function writeDetail(tx: Queries, id: string, reading: Reading, last: Reading | null): Promise<void> {
  await tx.devices.writeReading(id, reading);
  const isSame = JSON.stringify(reading.supplies) === JSON.stringify(last?.supplies ?? null);
  if (reading.supplies !== null && !isSame) await tx.devices.writeSupplies(id, reading.supplies);
}

async function writeHistory(tx: Queries, row: DeviceRow, shown: Reading, at: string): Promise<void> {
  const levels = Object.fromEntries(
    row.supplies.flatMap(({ id, level }) => (level.kind === 'measured' ? [[id, level.percent]] : [])),
  );
  await tx.devices.addChange(row.id, { at, status: row.status, levels, total: shown.counters.total });
}

/** A device that counts its scans to e-mail is asked whether mails came of them. */
async function noteScanCounter(row: DeviceRow, { takenAt, counters }: Reading, taking: Taking): Promise<void> {
  if (counters.scansToEmail === null) return;
  const { scanCounters } = taking.tx;
  const known = await scanCounters.of(row.id);
  const { lastSentAt, lastFailedAt } = row.scans;
  const lastMailAt = [lastSentAt, lastFailedAt]
    .filter((at) => at !== null)
    .sort()
    .at(-1);
  const read = readCounter(known, counters.scansToEmail, takenAt);
  const counter = lastMailAt === undefined ? read : explainCounter(read, lastMailAt);
  await scanCounters.write(row.id, counter);
  if (counter.movedAfter !== null && known?.movedAfter === null) await judgeDevice(row, new Set(), taking);
}

function isMoved(before: DeviceRow | null, now: DeviceRow): boolean {
  return JSON.stringify(before?.supplies.map((s) => s.level)) !== JSON.stringify(now.supplies.map((s) => s.level));
}
