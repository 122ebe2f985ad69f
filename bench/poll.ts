/**
 * What polling costs: whole polls (walk, reading, conditions, JSON) over real UDP on loopback against devices of our own
 * simulator. The ratio is to the same datagrams exchanged without a look into them, the least that asking can cost.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { pollDevice } from '../agent/poll.ts';
import { openSnmp, type SnmpClient } from '../agent/snmp/index.ts';
import { inTurn } from '../cli/turns.ts';
import type { Reading } from '../contract/index.ts';
import type { Started, Visits } from './poll/devices.ts';
import { exchange, type Visit } from './poll/exchange.ts';

const width = 100;
/** Of the run with dead devices: milliseconds before each answer, and one device in so many that is dead. */
const delayMs = 20;
const deadEvery = 50;

export async function run([devices = '300', rounds = '10']: readonly string[]): Promise<void> {
  await measureWork(Math.min(Number(devices), 2000), Math.min(Number(rounds), 100));
  await measureDead(Math.min(Number(devices), 2000));
}

async function measureWork(count: number, rounds: number): Promise<void> {
  const { child, ports } = await startDevices(count, 0, 0);
  const client = openSnmp({ concurrency: width });
  const [cold, first] = await costOf(count, () => pollAll(client, ports));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const hot: number[] = [];
  const limit: number[] = [];
  let known: readonly Reading[] = [];
  await takeVisits(child);
  known = await pollAll(client, ports);
  const visits = await takeVisits(child);
  for (let round = 0; round < rounds; round++) {
    delay.enable();
    const [cost, readings] = await costOf(count, () => pollAll(client, ports));
    delay.disable();
    hot.push(cost);
    known = readings;
    limit.push((await costOf(count, () => exchange(visits, width)))[0]);
  }
  const descriptors = countDescriptors();
  await client.close();
  child.disconnect();
  const ratio = median(hot) / median(limit);
  print(`${count} devices, ${width} at a time, medians of ${rounds} rounds in turn`, [
    ['CPU per poll', `${ms(cold)} cold (first visit, code not yet compiled), ${ms(median(hot))} hot`],
    ['limit', `${ms(median(limit))} for the same datagrams, not looked into: a poll is ${ratio.toFixed(1)} times that`],
    ['PDUs per poll', `${mean(first, requests)} at the first visit, ${mean(known, requests)} to a known device`],
    ['event loop', `p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms, longest ${(delay.max / 1e6).toFixed(1)} ms`],
    ['descriptors', descriptors],
    ['peak memory', `${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`],
  ]);
}

/** A new client for each: that a device is dead has to be found out. */
async function measureDead(count: number): Promise<void> {
  const rates: number[] = [];
  for (const dead of [0, Math.ceil(count / deadEvery)]) {
    const { child, ports } = await startDevices(count, dead, delayMs);
    const client = openSnmp({ concurrency: width });
    const living = ports.slice(dead);
    await pollAll(client, living);
    // The dead first, where they are most in the way; five rounds of the living behind them.
    const queue = [...ports.slice(0, dead), ...living, ...living, ...living, ...living, ...living];
    const started = performance.now();
    let lastAnswer = started;
    await pollAll(client, queue, (reading) => {
      if (reading.reachable) lastAnswer = performance.now();
    });
    rates.push((living.length * 5000) / (lastAnswer - started));
    await client.close();
    child.disconnect();
  }
  const [all = 0, some = 0] = rates;
  print(`${count} devices that take ${delayMs} ms to answer`, [
    ['polls per second', `${Math.round(all)}; ${Math.round(some)} where ${100 / deadEvery} % are dead`],
    ['cost of the dead', `${((1 - some / all) * 100).toFixed(0)} % of the throughput`],
  ]);
}

async function pollAll(
  client: SnmpClient,
  ports: readonly number[],
  seen: (reading: Reading) => void = () => {},
): Promise<Reading[]> {
  const readings: Reading[] = [];
  await inTurn(ports, { width: width * 8, room: client.room }, async (port) => {
    const credentials = { version: 'v2c', community: 'public' } as const;
    const target = { address: '127.0.0.1', port, credentials, timeoutMs: 500, retries: 1 };
    const reading = await pollDevice(client, target, new Date());
    JSON.stringify(reading);
    readings.push(reading);
    seen(reading);
  });
  return readings;
}

async function startDevices(count: number, dead: number, delay: number) {
  const child = fork(path.join(import.meta.dirname, 'poll', 'devices.ts'), [count, dead, delay].map(String));
  const [{ ports }] = (await once(child, 'message')) as [Started];
  return { child, ports };
}

async function takeVisits(child: ChildProcess): Promise<Visit[]> {
  child.send('visits');
  const [{ visits }] = (await once(child, 'message')) as [Visits];
  return Object.entries(visits).map(([port, requests]) => ({
    port: Number(port),
    requests: requests.map((request) => Buffer.from(request, 'base64')),
  }));
}

/** CPU milliseconds for each of `count`. */
async function costOf<T>(count: number, work: () => Promise<T>): Promise<[number, T]> {
  const before = process.cpuUsage();
  const result = await work();
  const { user, system } = process.cpuUsage(before);
  return [(user + system) / 1000 / count, result];
}

function countDescriptors(): string {
  try {
    return String(readdirSync('/proc/self/fd').length);
  } catch {
    return 'not told by this system';
  }
}

const requests = ({ timing }: Reading) => timing.requests;
const ms = (value: number) => `${value.toFixed(3)} ms`;

function mean<T>(items: readonly T[], of: (item: T) => number): string {
  return (items.reduce((sum, item) => sum + of(item), 0) / items.length).toFixed(1);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function print(title: string, lines: readonly (readonly [string, string])[]): void {
  process.stdout.write(`${title}\n${lines.map(([name, text]) => `  ${name.padEnd(18)}${text}\n`).join('')}`);
}
