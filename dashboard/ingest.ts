/** Takes a push: every reading is merged into what is known of its device, every scan result is kept and judged. */
import type { DeviceRow, Push, PushAnswer, Reading, ScanResult } from '../contract/index.ts';
import { agentSubject } from './alerting/agent-silence.ts';
import { identify } from './alerting/identify.ts';
import { judgeScans } from './alerting/judge-scans.ts';
import { freeze, type MergeContext, mergeConditions, mergeReading } from './alerting/merge.ts';
import type { AlertChange, StoredAlert } from './alerting/stored-alert.ts';
import { isNews, rowOf, withAlerts, withScan } from './device-row.ts';
import { makeId } from './ids.ts';
import { record } from './record.ts';
import type { Services } from './services.ts';
import { scanRow } from './store/scans.ts';
import type { Queries } from './store/store.ts';
import { takeTraps } from './take-traps.ts';

const day = 86_400_000;

/** A device in more trouble than this at once is not believed the rest. */
const maxConditions = 500;

/** Scan results of a device that its judgement looks at. */
const maxJudged = 1000;

/** All of a push in one transaction, or, where this (agent, boot, seq) was taken before, nothing. */
export async function takePush(push: Push, services: Services): Promise<PushAnswer> {
  const now = services.now();
  const accepted = await services.store.transaction(async (tx) => {
    if (!(await tx.agents.takePush(push, now.toISOString()))) return false;
    const ingest: Ingest = { tx, agent: push.agent, now, services };
    await welcomeBack(ingest);
    for (const reading of push.readings) await takeReading(reading, ingest);
    await takeScans(push.scanResults, ingest);
    await takeTraps(push.traps, ingest);
    return true;
  });
  if (accepted) {
    services.news.ring();
    services.mail.ring();
  }
  return { accepted, agent: push.agent, seq: push.seq };
}

type Ingest = { readonly tx: Queries; readonly agent: string; readonly now: Date; readonly services: Services };

/** An agent that pushes is not silent. */
async function welcomeBack({ tx, agent, now, services }: Ingest): Promise<void> {
  const subject = agentSubject(agent);
  const silent = await tx.alerts.aliveWithKey(`${subject}/agent-silent`);
  if (!silent) return;
  const context = contextOf({ tx, agent, now, services }, subject, null, now);
  await record(
    tx,
    mergeConditions([silent], [], () => true, context),
    null,
    now,
    services,
  );
  await tx.agents.setSilent(agent, false);
}

async function takeReading(told: Reading, ingest: Ingest): Promise<void> {
  const { tx, agent, now, services } = ingest;
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
  if (found.is === 'moved' && atPlace) await displace(atPlace.id, ingest);

  const id = known?.id ?? makeId('dev', now, services.random);
  const [previous, last, alive] = known
    ? await Promise.all([tx.devices.row(id), tx.devices.reading(id), tx.alerts.aliveOf(id)])
    : [null, null, []];
  const shown = !reading.reachable && last?.reachable ? last : reading;
  const changes = mergeReading(alive, reading, contextOf(ingest, id, id, at));
  const heardAt = now.toISOString();
  const row = withAlerts(rowOf({ id, agent, reading, shown, previous, heardAt }), after(alive, changes));

  await tx.devices.write({ row, mac: mac ?? null, takenAt: reading.takenAt });
  if (shown === reading) await writeDetail(tx, id, reading, last);
  await record(tx, changes, row, now, services);
  if (isNews(previous, row)) await tx.stream.append('device', row, heardAt);
  if (previous?.status !== row.status || isMoved(previous, row)) {
    const levels = Object.fromEntries(
      row.supplies.flatMap(({ id: supply, level }) => (level.kind === 'measured' ? [[supply, level.percent]] : [])),
    );
    await tx.devices.addChange(id, { at: reading.takenAt, status: row.status, levels, total: shown.counters.total });
  }
}

/** Another device sits at its place now: where it is itself is not known. */
async function displace(id: string, { tx, now, services }: Ingest): Promise<void> {
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

async function takeScans(results: readonly ScanResult[], ingest: Ingest): Promise<void> {
  const { tx, agent, now } = ingest;
  const rows = new Map<string, DeviceRow>();
  for (const told of results) {
    const result: ScanResult = { ...told, at: new Date(told.at).toISOString() };
    const id = await deviceOf(result, ingest);
    const row = id === null ? null : (rows.get(id) ?? (await tx.devices.row(id)));
    const added = await tx.scans.add(agent, row?.id ?? null, result);
    if (added === null) continue;
    await tx.stream.append('scan', scanRow(added, row, result), now.toISOString());
    if (row) rows.set(row.id, withScan(row, result));
  }
  for (const row of rows.values()) await judgeDevice(row, ingest);
}

/** The device that an agent means by `address:port`; an IPv6 address may stand in brackets. */
async function deviceOf({ device }: ScanResult, { tx, agent }: Ingest): Promise<string | null> {
  const place = /^\[?(.+?)\]?:(\d+)$/.exec(device ?? '');
  if (!place?.[1]) return null;
  return (await tx.devices.atPlace(agent, place[1], Number(place[2])))?.id ?? null;
}

async function judgeDevice(row: DeviceRow, ingest: Ingest): Promise<void> {
  const { tx, now, services } = ingest;
  const since = new Date(now.getTime() - day).toISOString();
  const { conditions, at } = judgeScans(await tx.scans.since(row.id, since, maxJudged));
  const alive = await tx.alerts.aliveOf(row.id);
  const about = alive.filter((alert) => alert.source === 'scan');
  const seenAt = new Date(Math.min(at === null ? now.getTime() : Date.parse(at), now.getTime()));
  const changes = mergeConditions(about, conditions, () => true, contextOf(ingest, row.id, row.id, seenAt));
  const counted = withAlerts(row, after(alive, changes));
  await record(tx, changes, counted, now, services);
  await tx.devices.rewrite(counted);
  await tx.stream.append('device', counted, now.toISOString());
}

function contextOf({ agent, now, services }: Ingest, subject: string, deviceId: string | null, at: Date): MergeContext {
  const newId = () => makeId('al', now, services.random);
  return { subject, deviceId, agent, at, now, settings: services.config.alerts, newId };
}

/** The alerts as they are once the changes are made. */
function after(alerts: readonly StoredAlert[], changes: readonly AlertChange[]): StoredAlert[] {
  const byId = new Map(alerts.map((alert) => [alert.id, alert]));
  for (const { step, alert } of changes) {
    if (step === 'dropped') byId.delete(alert.id);
    else byId.set(alert.id, alert);
  }
  return [...byId.values()];
}

function isMoved(before: DeviceRow | null, now: DeviceRow): boolean {
  return JSON.stringify(before?.supplies.map((s) => s.level)) !== JSON.stringify(now.supplies.map((s) => s.level));
}
