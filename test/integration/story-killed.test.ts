/** The dashboard is killed outright in the middle of the demo's story, twice: no alert is lost, none is told under two ids. */
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DemoWorld } from '../../cli/demo-world.ts';
import { startDemo } from '../../cli/demo-world.ts';
import { alertSchema, pageOf, webhookBodySchema } from '../../contract/index.ts';

let world: DemoWorld;
let child: ChildProcess;
let keys: object;

beforeAll(async () => {
  const port = await freePort();
  world = await startDemo({
    port,
    log: pino({ level: 'silent' }),
    async openDashboard(given) {
      keys = given;
      return { url: await startChild(), stop: killChild };
    },
  });
});
afterAll(() => world?.stop());

/** The same before and after the kills: the agent knows only one address. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function startChild(): Promise<string> {
  const script = join(import.meta.dirname, 'dashboard-child.ts');
  child = spawn(process.execPath, [script, JSON.stringify(keys)], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (!child.stdout) throw new Error('the child has no stdout');
  const [line] = await once(child.stdout, 'data');
  return String(line).trim();
}

async function killChild(): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

it('ends with the same alerts, each told once', { timeout: 90_000 }, async () => {
  world.office.begin();
  await sleep(9000);
  await killChild();
  // Away for two rounds: what the agent learns meanwhile waits in its spool.
  await sleep(4000);
  await startChild();
  await sleep(6000);
  await killChild();
  await startChild();

  const alerts = async () => {
    const answer = await fetch(`${world.url}/api/v1/alerts?state=all&limit=1000`);
    return pageOf(alertSchema).parse(await answer.json()).items;
  };
  const kinds = [
    'cover-open',
    'device-unreachable',
    'drum-fault',
    'fuser-fault',
    'paper-jam',
    'scan-lock',
    'scan-refused',
    'toner-low',
    'tray-empty',
  ];
  const ended = ['cover-open', 'device-unreachable', 'paper-jam'];
  const isComplete = (known: Awaited<ReturnType<typeof alerts>>) =>
    kinds.every((kind) => known.some((alert) => alert.kind === kind && alert.firedAt)) &&
    known.every(({ kind, state }) => (ended.includes(kind) ? state === 'resolved' : true));
  const told = () =>
    world.office.catcher.received.map(({ id, body }) => ({ id, ...webhookBodySchema.parse(JSON.parse(body)) }));
  const expected = async () =>
    (await alerts()).flatMap(({ id, firedAt, resolvedAt }) => [
      ...(firedAt ? [`${id} alert.fired`] : []),
      ...(firedAt && resolvedAt ? [`${id} alert.resolved`] : []),
    ]);
  /** One line for each message, however often it came. */
  const messages = () => {
    const ids = new Map(told().map(({ id, type, data }) => [id, `${data.alert?.id} ${type}`]));
    return [...ids.values()].filter((line) => /alert\.(fired|resolved)$/.test(line)).toSorted();
  };

  for (const until = Date.now() + 50_000; Date.now() < until; await sleep(500)) {
    if (isComplete(await alerts()) && messages().length >= (await expected()).length) break;
  }
  const known = await alerts();
  for (const kind of kinds) expect(known.map((alert) => alert.kind)).toContain(kind);
  expect(known.filter(({ kind, state }) => ended.includes(kind) && state !== 'resolved')).toEqual([]);
  expect(messages()).toEqual((await expected()).toSorted());
  expect(new Set(world.office.catcher.received.map(({ verified }) => verified))).toEqual(new Set(['ok']));
});
