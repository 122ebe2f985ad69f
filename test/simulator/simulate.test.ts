import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { openSnmp } from '../../agent/snmp/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'platen-simulate-'));
const children: ChildProcess[] = [];
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, { recursive: true });
});

const sysDescr = '1.3.6.1.2.1.1.1.0';

function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function platen(...args: string[]) {
  const child = spawn(process.execPath, ['cli/platen.js', 'simulate', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
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

it('answers from each file at the address it prints, until Ctrl-C', async () => {
  const paths = ['one', 'two'].map((name) => file(`${name}.snmprec`, `${sysDescr}|4|Printer ${name}\nrubbish\n`));
  const { child, told, ended } = platen('--listen', '127.77.6.1:0', ...paths);
  while (!told.stdout.includes('two.snmprec')) await once(child.stdout, 'data');
  const places = [...told.stdout.matchAll(/^(\S+):(\d+) {2}(.+)$/gm)];
  expect(places.map(([, , , path]) => path)).toEqual(paths);
  const client = openSnmp({});
  for (const [i, [, address = '', port]] of places.entries()) {
    const credentials = { version: 'v2c', community: 'public' } as const;
    const target = { address, port: Number(port), credentials, timeoutMs: 1000, retries: 3 };
    const { cells } = await client.walk(target, { scalars: [sysDescr], columns: [] });
    expect(Buffer.from(cells.get(sysDescr)?.value as Uint8Array).toString()).toBe(`Printer ${['one', 'two'][i]}`);
  }
  await client.close();
  child.kill('SIGINT');
  expect(await ended).toMatchObject({ code: 0, stderr: expect.stringContaining('one.snmprec:2 left out') });
});

it.each([
  [[], 'name at least one .snmprec file'],
  [['--listen', 'localhost:1161', 'x.snmprec'], 'is not an IPv4 address with a port'],
  [[join(folder, 'missing.snmprec')], 'cannot read'],
  [[file('empty.snmprec', 'nothing\n')], 'holds no line of the form'],
  [
    ['--listen', '192.0.2.1:1161', file('good.snmprec', `${sysDescr}|4|x\n`)],
    '192.0.2.1 is not an address of this machine',
  ],
])('refuses %j in one sentence', async (args, message) => {
  const { code, stdout, stderr } = await platen(...args).ended;
  expect({ code, stdout, lines: stderr.trim().split('\n').length }).toEqual({ code: 2, stdout: '', lines: 1 });
  expect(stderr).toContain(message);
});
