/** Scan results of a push: each is kept and counted, then what they mean for their devices and relays is judged. */
import type { DeviceRow, ScanResult } from '../contract/index.ts';
import { explainCounter } from './alerting/scans/counter.ts';
import { withScan } from './device-row.ts';
import { judgeDevice, judgeRelay } from './judge-scans.ts';
import { scanRow } from './store/scans.ts';
import { noteUnknownReply } from './take-unknowns.ts';
import type { Taking } from './taking.ts';

export async function takeScans(results: readonly ScanResult[], taking: Taking): Promise<void> {
  const { tx, agent, now } = taking;
  const rows = new Map<string, DeviceRow>();
  for (const told of results) {
    // A clock that is ahead must not put a scan before those that come after it.
    const at = new Date(Math.min(Date.parse(told.at), now.getTime())).toISOString();
    const result: ScanResult = { ...told, at };
    const id = await deviceOf(result, taking);
    const row = id === null ? null : (rows.get(id) ?? (await tx.devices.row(id)));
    const added = await tx.scans.add(agent, row?.id ?? null, result);
    if (added === null) continue;
    await tx.stream.append('scan', scanRow(added, row, result), now.toISOString());
    await noteUnknownReply(result, row?.id ?? null, added, taking);
    if (!row) continue;
    rows.set(row.id, withScan(row, result));
    await tx.scanDays.count(row.id, at, result.outcome);
    const counter = await tx.scanCounters.of(row.id);
    const explained = counter && explainCounter(counter, at);
    if (explained && explained !== counter) await tx.scanCounters.write(row.id, explained);
  }
  if (rows.size === 0) return;
  for (const row of rows.values()) await tx.devices.rewrite(row);
  const covers = await judgeRelay(taking);
  for (const row of rows.values()) await judgeDevice(row, covers.get(row.id) ?? new Set(), taking);
}

/** The device that an agent means by `address:port`; an IPv6 address may stand in brackets. */
async function deviceOf({ device }: ScanResult, { tx, agent }: Taking): Promise<string | null> {
  const place = /^\[?(.+?)\]?:(\d+)$/.exec(device ?? '');
  if (!place?.[1]) return null;
  return (await tx.devices.atPlace(agent, place[1], Number(place[2])))?.id ?? null;
}
