import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { until } from '../agent/samples.ts';
import { findOldNode, runPlaten } from './process.ts';

const oldNode = findOldNode();
if (oldNode === null) console.log('skipped: the launcher under an old Node, for there is no Node 20 to 23 here');
const nodes: { name: string; node: string; signal: NodeJS.Signals }[] = [
  { name: 'the right Node', node: process.execPath, signal: 'SIGINT' },
  ...(oldNode ? [{ name: 'an old Node', node: oldNode, signal: 'SIGTERM' as const }] : []),
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'platen-launcher-'));
  writeFileSync(path.join(folder, 'platen.yaml'), 'dashboard: { listen: "127.0.0.1:0" }\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function startDashboard(node: string) {
  const running = runPlaten(['dashboard'], { node, cwd: folder });
  await until('the address', () => running.printed().includes('http://'), 60_000);
  return { ...running, url: /http:\S+/.exec(running.printed())?.[0] ?? '' };
}

describe.each(nodes)('under $name', ({ node, signal }) => {
  test('runs on the Node that it needs', async () => {
    const running = runPlaten(['version'], { node });
    expect(await running.ended).toBe(0);
    expect(running.printed()).toMatch(/^platen \d+\.\d+\.\d+ \(Node 2[4-9]\./);
    expect(running.complained()).toBe('');
  }, 60_000);

  test('gives the exit status on', async () => {
    const running = runPlaten(['chekc'], { node });
    expect(await running.ended).toBe(2);
    expect(running.complained()).toBe('platen: there is no command "chekc"; did you mean "platen check"?\n');
  }, 60_000);

  test('passes signals on, and all is stopped in order', async () => {
    const running = await startDashboard(node);
    expect((await fetch(`${running.url}/healthz`)).ok).toBe(true);
    running.child.kill(signal);
    expect(await running.ended).toBe(0);
    await expect(fetch(`${running.url}/healthz`)).rejects.toThrow();
  }, 120_000);
});

test.runIf(oldNode !== null)(
  'killed outright it takes the process that it stands in for with it',
  async () => {
    const running = await startDashboard(oldNode ?? '');
    running.child.kill('SIGKILL');
    expect(await running.ended).toBe('SIGKILL');
    let isThere = true;
    while (isThere) {
      isThere = await fetch(`${running.url}/healthz`).then(
        () => true,
        () => false,
      );
    }
  },
  120_000,
);
