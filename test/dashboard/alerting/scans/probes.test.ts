import { expect, test } from 'vitest';
import { conditionKinds } from '../../../../catalogue/conditions.ts';
import { type ProbeReport, type ProbeStep, probeWarningKinds } from '../../../../contract/index.ts';
import { judgeProbe } from '../../../../dashboard/alerting/scans/probes.ts';
import { t0 } from '../../samples.ts';

const words = {
  severity: 'critical' as const,
  title: 'The login was refused',
  cause: 'The password is wrong.',
  remedy: 'Correct it.',
  who: 'admin' as const,
};
const step = (part: Partial<ProbeStep>): ProbeStep => ({
  stage: 'ehlo',
  outcome: 'passed',
  ms: 3,
  note: '',
  to: null,
  reply: null,
  fault: null,
  ...part,
});
const fault = {
  reason: 'auth-failed',
  side: 'device' as const,
  entry: 'x',
  provider: null,
  retryable: false,
  ...words,
};
const reply = { code: 535, enhanced: '5.7.8', text: 'no' };
const report = (part: Partial<ProbeReport> = {}): ProbeReport => ({
  schema: 'platen.probe/1',
  at: t0.toISOString(),
  target: 'mail.example.com:587',
  host: 'mail.example.com',
  port: 587,
  tlsMode: 'auto',
  address: '192.0.2.1',
  login: null,
  from: null,
  to: [],
  everySeconds: 600,
  ok: true,
  steps: [step({})],
  server: null,
  tls: null,
  warnings: [],
  ...part,
});

test('a server that takes everything is no trouble', () => {
  expect(judgeProbe(report())).toEqual([]);
});

test('a stage that failed is a condition with the words of its fault', () => {
  const steps = [step({}), step({ stage: 'auth', outcome: 'failed', reply, fault })];
  expect(judgeProbe(report({ ok: false, steps }))).toMatchObject([
    {
      kind: 'probe-failed',
      key: 'probe-failed/auth/auth-failed',
      code: '5.7.8',
      where: 'mail.example.com:587',
      evidence: `${t0.toISOString()} auth: 535 5.7.8 no`,
      ...words,
    },
  ]);
});

test('one that may pass is waited for, two recipients of one fault are one', () => {
  const passing = { ...fault, reason: 'rate-limited', retryable: true };
  const rcpt = step({ stage: 'rcpt', outcome: 'failed', note: 'timed out', fault: passing });
  const steps = [rcpt, { ...rcpt, to: 'anna@example.com' }];
  expect(judgeProbe(report({ ok: false, steps }))).toMatchObject([{ kind: 'probe-deferred' }]);
});

test('what stands is a condition of its own, of a kind that is known', () => {
  const warnings = probeWarningKinds.map((kind) => ({ kind, ...words, severity: 'warning' as const }));
  const found = judgeProbe(report({ warnings }));
  expect(found.map(({ kind }) => kind)).toEqual([...probeWarningKinds]);
  for (const { kind, stops } of found) {
    expect(conditionKinds).toHaveProperty(kind);
    expect(stops).toEqual([]);
  }
});
