import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { main } from '../../cli/main.ts';
import { officeDevices } from '../../simulator/devices/index.ts';
import type { Office } from '../../simulator/office.ts';
import { startOffice } from '../../simulator/office.ts';
import { until } from '../agent/samples.ts';
import { type Running, runPlaten } from './process.ts';
import { testIo } from './world.ts';

let folder: string;
let office: Office;
const running: Running[] = [];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'platen-start-'));
  const webhookSecret = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
  office = await startOffice({ devices: officeDevices.slice(0, 2), script: null, webhookSecret });
});
afterEach(async () => {
  for (const each of running.splice(0)) {
    each.child.kill('SIGKILL');
    await each.ended;
  }
  await office.stop();
  rmSync(folder, { recursive: true, force: true });
});

function run(command: string, config: string): Running {
  writeFileSync(path.join(folder, 'platen.yaml'), config);
  const started = runPlaten([command], { cwd: folder });
  running.push(started);
  return started;
}

const devices = () => JSON.stringify(office.devices.map(({ address, port }) => ({ address, port })));
const urlOf = ({ printed }: Running) => /http:\S+/.exec(printed())?.[0] ?? '';

async function fleetOf(url: string): Promise<{ address: string; agent: string }[]> {
  const answer = await fetch(`${url}/api/v1/devices`).catch(() => null);
  const page = answer?.ok ? ((await answer.json()) as { items: { address: string; agent: string }[] }) : { items: [] };
  return page.items;
}

async function untilFleet(url: string): Promise<{ address: string; agent: string }[]> {
  for (;;) {
    const fleet = await fleetOf(url);
    if (fleet.length === office.devices.length) return fleet;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

describe('platen start', () => {
  test('agent and dashboard find each other, by a token that is made once and kept to ourselves', async () => {
    const config = `devices: ${devices()}\npush: { agent: hq-1 }\ndashboard: { listen: "127.0.0.1:0" }\n`;
    const first = run('start', config);
    await until('the address', () => urlOf(first) !== '', 60_000);
    expect(first.printed()).toMatch(/^Platen is at http:\/\/127\.0\.0\.1:\d+\n$/);
    const fleet = await untilFleet(urlOf(first));
    expect(fleet.map(({ address }) => address).toSorted()).toEqual(
      office.devices.map(({ address }) => address).toSorted(),
    );
    expect(new Set(fleet.map(({ agent }) => agent))).toEqual(new Set(['hq-1']));
    const tokenFile = path.join(folder, 'data/agent-token');
    const token = readFileSync(tokenFile, 'utf8');
    expect(token.trim().length).toBeGreaterThanOrEqual(32);
    expect(statSync(tokenFile).mode & 0o777).toBe(0o600);
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(first.complained()).not.toContain(token.trim());
    for (const line of first.complained().trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('msg');

    const second = run('start', config);
    await until('the address', () => urlOf(second) !== '', 60_000);
    expect(readFileSync(tokenFile, 'utf8')).toBe(token);
    expect(await untilFleet(urlOf(second))).toHaveLength(2);
  }, 180_000);

  test('what cannot be started is said in one sentence, and ends with 2', async () => {
    const first = run('start', 'devices: []\ndashboard: { listen: "127.0.0.1:0" }\n');
    await until('the address', () => urlOf(first) !== '', 60_000);
    const taken = new URL(urlOf(first)).port;
    const second = run('start', `data_dir: other\ndashboard: { listen: "127.0.0.1:${taken}" }\n`);
    expect(await second.ended).toBe(2);
    expect(second.complained()).toContain(
      `platen start: 127.0.0.1:${taken} is taken: Platen already runs, or something else; set dashboard.listen to another port\n`,
    );
    const io = testIo(folder);
    writeFileSync(
      path.join(folder, 'third.yaml'),
      'devices: [10.0.0.1]\npush: { url: "http://127.0.0.1:9", token: t }\n',
    );
    expect(await main(['agent', '-c', 'third.yaml'], io)).toBe(2);
    expect(io.complained()).toMatch(
      /^platen agent: .*agent\.db is in use: another agent runs on this data_dir[^\n]*\n$/,
    );
  }, 180_000);
});

describe('platen agent', () => {
  test.each([
    [
      'nothing to watch',
      'push: { url: "http://127.0.0.1:9", token: t }\n',
      'names nothing to watch; add "devices:", "scans:" or "relay:"',
    ],
    ['no dashboard', 'devices: [10.0.0.1]\n', 'push.url is missing'],
    ['no token', 'devices: [10.0.0.1]\npush: { url: "http://127.0.0.1:9" }\n', 'push.token is missing'],
  ])(
    'needs what it needs: %s',
    async (_what, config, sentence) => {
      const io = testIo(folder);
      writeFileSync(path.join(folder, 'platen.yaml'), config);
      expect(await main(['agent'], io)).toBe(2);
      expect(io.complained()).toMatch(/^platen agent: [^\n]*\n$/);
      expect(io.complained()).toContain(sentence);
    },
    60_000,
  );
});
