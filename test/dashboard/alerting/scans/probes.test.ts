import { expect, test } from 'vitest';
import { conditionKinds } from '../../../../catalogue/conditions.ts';
import { type ProbeReport, probeWarningKinds } from '../../../../contract/index.ts';
import { judgeProbe } from '../../../../dashboard/alerting/scans/probes.ts';
import { sampleProbe, sampleScan } from '../../samples.ts';

/** With every fault one that may pass. */
const passing = (report: ProbeReport): ProbeReport => ({
  ...report,
  steps: report.steps.map((step) => ({ ...step, fault: step.fault && { ...step.fault, retryable: true } })),
});

test('a server that takes everything is no trouble', () => {
  expect(judgeProbe(sampleProbe())).toEqual([]);
});

test('a stage that failed is a condition with the words of its fault', () => {
  const { title, cause, remedy } = sampleScan();
  const report = sampleProbe({}, ['auth']);
  expect(judgeProbe(report)).toMatchObject([
    {
      kind: 'probe-failed',
      key: 'probe-failed/auth/relay-denied',
      code: '5.7.1',
      where: report.target,
      evidence: `${report.at} auth: 550 5.7.1 Relay access denied`,
      title,
      cause,
      remedy,
    },
  ]);
});

test('one that may pass is waited for, two recipients of one fault are one', () => {
  const report = passing(sampleProbe({}, ['rcpt']));
  const steps = report.steps.flatMap((step) => [step, { ...step, to: 'bert@office.example' }]);
  expect(judgeProbe({ ...report, steps })).toMatchObject([{ kind: 'probe-deferred' }]);
});

test('what stands is a condition of its own, of a kind that is known', () => {
  const { severity, title, cause, remedy, who } = sampleScan();
  const warnings = probeWarningKinds.map((kind) => ({ kind, severity, title, cause, remedy, who }));
  const found = judgeProbe(sampleProbe({ warnings }));
  expect(found.map(({ kind }) => kind)).toEqual([...probeWarningKinds]);
  for (const { kind, stops } of found) {
    expect(conditionKinds).toHaveProperty(kind);
    expect(stops).toEqual([]);
  }
});
