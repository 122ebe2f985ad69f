import { expect, test } from 'vitest';
import type { ProbeConfig } from '../../../agent/probe/config.ts';
import { createProbes } from '../../../agent/probe/schedule.ts';
import type { ProbeReport } from '../../../contract/index.ts';
import { Secret } from '../../../contract/secret.ts';
import { keptLog } from '../samples.ts';
import { startScriptedServer } from '../smtp/scripted-server.ts';

const configOf = (port: number, part: Partial<ProbeConfig>): ProbeConfig => ({
  host: '127.0.0.1',
  port,
  tls: 'none',
  verify: true,
  ca: null,
  name: null,
  login: null,
  from: null,
  to: [],
  size: 1000,
  everyMs: 20,
  connectMs: 5000,
  replyMs: 20_000,
  ...part,
});

test('each probe comes again and again, but not after a refused login, and stopping breaks what hangs', async () => {
  const fine = await startScriptedServer();
  const wrong = await startScriptedServer({
    extensions: ['AUTH PLAIN'],
    on: (line) => (line.startsWith('AUTH') ? '535 5.7.8 Wrong' : null),
  });
  const silent = await startScriptedServer({ greeting: 'hang' });
  const reports: ProbeReport[] = [];
  const login = { kind: 'password', user: 'u', password: new Secret('p'), method: null } as const;
  const log = keptLog();
  const probes = createProbes(
    [
      configOf(fine.port, {}),
      configOf(wrong.port, { login }),
      configOf(silent.port, {}),
      configOf(fine.port, { host: 'localhost', ca: '/no/such/file.pem' }),
    ],
    {
      report: (report) => void reports.push(report),
      log,
      now: () => new Date(),
      dataDir: '/nonexistent',
      chance: () => 0,
    },
  );
  probes.start();
  const of = (port: number) => reports.filter((report) => report.port === port);
  await expect.poll(() => of(fine.port).length, { timeout: 15_000 }).toBeGreaterThan(4);
  await expect.poll(() => of(wrong.port).length, { timeout: 15_000 }).toBe(1);
  expect(of(wrong.port)[0]?.ok).toBe(false);
  await expect.poll(() => silent.connections(), { timeout: 15_000 }).toBe(1);
  const startedAt = Date.now();
  await probes.stop();
  expect(Date.now() - startedAt).toBeLessThan(10_000);
  const count = reports.length;
  expect(of(silent.port)).toEqual([]);
  expect(of(wrong.port)).toHaveLength(1);
  expect(log.lines.some(({ sentence }) => sentence === 'a mail server could not be probed')).toBe(true);
  await Promise.all([fine.stop(), wrong.stop(), silent.stop()]);
  expect(reports).toHaveLength(count);
});
