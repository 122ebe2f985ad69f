import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, expect, it } from 'vitest';
import { startDemo } from '../../cli/demo-world.ts';
import { deviceRowSchema, pageOf, scanRowSchema } from '../../contract/index.ts';

/** Its own place for temporary files, so that what is left behind can be seen. */
const folder = mkdtempSync(join(tmpdir(), 'platen-test-'));
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function demo(...args: string[]) {
  const env = { ...process.env, TMPDIR: folder };
  const child = spawn(process.execPath, ['cli/platen.js', 'demo', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  children.push(child);
  const told = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk) => {
    told.stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    told.stderr += chunk;
  });
  const ended = once(child, 'close').then(([code]) => ({ code, ...told }));
  return { child, told, ended };
}

it.skipIf(process.platform === 'win32').each(['SIGINT', 'SIGTERM'] as const)(
  'platen demo: says where to look, answers there, and leaves nothing behind on %s',
  { timeout: 60_000 },
  async (signal) => {
    const { child, told, ended } = demo('--port', '0', '--no-open');
    const stopped = ended.then(({ stderr }) => {
      throw new Error(`ended too early: ${stderr}`);
    });
    while (!told.stdout.includes('Ctrl-C')) await Promise.race([once(child.stdout, 'data'), stopped]);
    const [page = '', catcher = ''] = told.stdout.match(/http:\/\/127\.0\.0\.1:\d+/g) ?? [];
    const answers = await Promise.all([`${page}/api/v1/devices`, catcher].map((url) => fetch(url)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(readdirSync(folder)).toHaveLength(2);
    stopped.catch(() => {});
    child.kill(signal);
    expect(await ended).toMatchObject({ code: 0, stderr: '' });
    expect(readdirSync(folder)).toEqual([]);
  },
);

it('platen demo: a port that is taken, or is none, is told in one sentence', { timeout: 30_000 }, async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const answers = await Promise.all([demo('--port', String(port)).ended, demo('--port', 'web').ended]);
  taken.close();
  expect(answers.map(({ code, stderr }) => [code, stderr])).toEqual([
    [2, `platen demo: port ${port} is taken; "platen demo --port 0" takes a free one\n`],
    [2, 'platen demo: "web" is not a port; write a number up to 65535\n'],
  ]);
  expect(readdirSync(folder)).toEqual([]);
});

it('devices that share one address are told apart, and so are their scans', { timeout: 30_000 }, async () => {
  const world = await startDemo({ port: 0, log: pino({ level: 'silent' }), office: { apart: false, script: null } });
  try {
    expect(new Set(world.office.devices.map(({ address }) => address))).toEqual(new Set(['127.0.0.1']));
    await world.office.perform({ device: 'sales-printer', do: 'scan', to: 'anna@office.example', kilobytes: 10 });
    const read = async (path: string): Promise<unknown> => (await fetch(`${world.url}/api/v1/${path}`)).json();
    const look = async () => {
      const devices = pageOf(deviceRowSchema).parse(await read('devices')).items;
      const [scan] = pageOf(scanRowSchema).parse(await read('scans')).items;
      return { devices, scan };
    };
    let { devices, scan } = await look();
    for (const until = Date.now() + 20_000; (devices.length < 16 || !scan) && Date.now() < until; ) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      ({ devices, scan } = await look());
    }
    expect(devices).toHaveLength(world.office.devices.length);
    expect(scan?.deviceName).toBe('Sales printer');
  } finally {
    await world.stop();
  }
});
