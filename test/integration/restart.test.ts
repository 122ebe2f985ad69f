/**
 * The dashboard is killed, without a chance to tidy up, in the middle of pushes and deliveries, again and again. Afterwards
 * every alert was told, in order, and nothing was told under two ids.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Condition, Delivery, Push } from '../../contract/index.ts';
import { openReceiver, type Received, type Receiver, status, take, until } from '../dashboard/receiver.ts';
import { sampleCondition, samplePush, sampleReading } from '../dashboard/samples.ts';

const token = 'token-of-the-agent-hq-1';
const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const kills = 6;
const addresses = ['127.1.0.1', '127.1.0.2', '127.1.0.3'];

let folder: string;
let receiver: Receiver;
let child: ChildProcess;
let url = '';

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'platen-restart-'));
  receiver = await openReceiver(secret);
});
afterAll(async () => {
  child.kill('SIGKILL');
  await receiver.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<void> {
  const sections = {
    data_dir: folder,
    dashboard: { listen: '127.0.0.1:0', agents: [{ name: 'hq-1', token }] },
    webhooks: [{ url: receiver.url, secret, allow_loopback: true }],
    alerts: { wait: '0s', recover: '0s' },
  };
  const script = path.join(import.meta.dirname, 'dashboard-child.ts');
  child = spawn(process.execPath, [script, JSON.stringify(sections)], { stdio: ['ignore', 'pipe', 'inherit'] });
  if (!child.stdout) throw new Error('the child has no stdout');
  const [line] = await once(child.stdout, 'data');
  url = String(line).trim();
}

async function kill(): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}

/** As an agent does: the same push again until it is answered. `false` where the dashboard died before it answered. */
async function post(push: Push): Promise<boolean> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const answer = await fetch(`${url}/api/v1/push`, { method: 'POST', headers, body: JSON.stringify(push) }).catch(
    () => null,
  );
  if (answer && answer.status !== 200) throw new Error(await answer.text());
  return answer !== null;
}

/** Every step turns the trouble of each device on or off; each time it comes is an episode. */
function stepOf(seq: number): { push: Push; begins: string[] } {
  const isOn = (at: number, device: number) => at > 0 && (at + device) % 2 === 0;
  const conditionsOf = (device: number): Condition[] =>
    isOn(seq, device) ? [sampleCondition({ evidence: `step ${seq}` })] : [];
  const takenAt = new Date().toISOString();
  const readings = addresses.map((address, device) =>
    sampleReading({
      address,
      takenAt,
      identity: { ...sampleReading().identity, serial: address },
      conditions: conditionsOf(device),
    }),
  );
  const begins = addresses.filter((_, device) => isOn(seq, device) && !isOn(seq - 1, device));
  return {
    push: samplePush({ seq, sentAt: takenAt, readings }),
    begins: begins.map((address) => `${address} step ${seq}`),
  };
}

const allWell = (seq: number) => {
  const { push } = stepOf(0);
  return { ...push, seq };
};

const episodeOf = ({ body }: Received) => `${body.data.device?.address} ${body.data.alert?.evidence}`;

test('killed in the middle of everything, it loses nothing and tells nothing twice under another id', async () => {
  const expected: string[] = [];
  let seq = 0;
  await start();

  for (let killed = 0; killed < kills; killed++) {
    for (let i = 0; i < 3; i++) {
      const { push, begins } = stepOf(++seq);
      expected.push(...begins);
      expect(await post(push)).toBe(true);
    }
    const { push, begins } = stepOf(++seq);
    expected.push(...begins);
    if (killed % 2 === 0) {
      // In the middle of a delivery: the receiver has the message, the dashboard never hears that it was taken.
      const dead = new Promise<void>((resolve) => receiver.answerWith(() => void kill().then(resolve)));
      await post(push);
      await dead;
    } else {
      // In the middle of a push: whether it was taken is not known.
      const sending = post(push);
      await new Promise((resolve) => setTimeout(resolve, killed * 2));
      await kill();
      await sending;
    }
    // Some are refused the first time, so that retries are due over a restart.
    receiver.answerWith((got, response) => {
      const isFirst =
        receiver.received.filter(({ headers }) => headers['webhook-id'] === got.headers['webhook-id']).length === 1;
      const isUnlucky = isFirst && (got.headers['webhook-id']?.at(-1) ?? '') < '5';
      (isUnlucky ? status(503) : take)(got, response);
    });
    await start();
    while (!(await post(push)));
  }
  receiver.answerWith(take);
  await post(allWell(++seq));
  const open = async (): Promise<number> => {
    const answer = await fetch(`${url}/api/v1/deliveries?state=due`);
    return ((await answer.json()) as { items: Delivery[] }).items.length;
  };
  await until('everything to be delivered', async () => (await open()) === 0, 60);

  expect(receiver.forged).toEqual([]);
  const alerts = Map.groupBy(receiver.received, ({ body }) => body.data.alert?.id ?? 'none');
  for (const story of alerts.values()) {
    const bodies = Map.groupBy(story, ({ headers }) => String(headers['webhook-id']));
    // The same id is the same bytes, and each alert has one id for its beginning and one for its end.
    for (const same of bodies.values()) expect(new Set(same.map(({ text }) => text)).size).toBe(1);
    const told = [...bodies.values()].map(([first]) => first?.body.type);
    expect(told).toEqual(['alert.fired', 'alert.resolved']);
    const firstResolved = story.findIndex(({ body }) => body.type === 'alert.resolved');
    expect(story.slice(firstResolved).every(({ body }) => body.type === 'alert.resolved')).toBe(true);
  }
  const begun = [...alerts.values()].map(([first]) => (first ? episodeOf(first) : ''));
  expect(begun.toSorted()).toEqual(expected.toSorted());
}, 180_000);
