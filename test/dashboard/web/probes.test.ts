import { expect, test } from 'vitest';
import type { ProbeRow, ProbeWarning } from '../../../contract/index.ts';
import { probeState, probeTrouble, sortProbes } from '../../../dashboard/web/src/view/probes.ts';
import { sampleProbe, t0 } from '../samples.ts';

const now = t0.getTime();
const row = (part: Partial<ProbeRow> = {}, failed: Parameters<typeof sampleProbe>[1] = []): ProbeRow => ({
  ...sampleProbe({}, failed),
  agent: 'hq-1',
  heardAt: t0.toISOString(),
  ...part,
});
const warning = (severity: ProbeWarning['severity']): ProbeWarning => ({
  kind: 'certificate-ends',
  severity,
  title: `a ${severity} one`,
  cause: 'c',
  remedy: 'r',
  who: 'admin',
});

test('a server is in order, needs a look ahead, refuses, or is not heard of any more', () => {
  expect(probeState(row(), now)).toBe('fine');
  expect(probeState(row({ warnings: [warning('info')] }), now)).toBe('fine');
  expect(probeState(row({ warnings: [warning('warning')] }), now)).toBe('warned');
  expect(probeState(row({ warnings: [warning('warning')] }, ['auth']), now)).toBe('failing');
  expect(probeState(row({}, ['auth']), now + 3_600_001)).toBe('stale');
  expect(probeState(row({ everySeconds: 7200 }), now + 21_600_000)).toBe('fine');
  expect(probeState(row({ everySeconds: null }), now + 3_600_001)).toBe('stale');
});

test('what failed is said before what stands, the worst of that first', () => {
  expect(probeTrouble(row())).toBeNull();
  expect(probeTrouble(row({ warnings: [warning('info')] }))).toBeNull();
  expect(probeTrouble(row({ warnings: [warning('warning'), warning('critical')] }))?.title).toBe('a critical one');
  const failed = probeTrouble(row({ warnings: [warning('critical')] }, ['mail', 'rcpt']));
  expect(failed?.step?.stage).toBe('mail');
});

test('the worst come first, then by name', () => {
  const rows = [
    row({ target: 'b:25' }),
    row({ target: 'a:25' }),
    row({ target: 'z:25' }, ['dns']),
    row({ target: 'y:25', warnings: [warning('warning')] }),
    row({ target: 'x:25', at: new Date(now - 9e6).toISOString() }),
  ];
  expect(sortProbes(rows, now).map(({ target }) => target)).toEqual(['z:25', 'x:25', 'y:25', 'a:25', 'b:25']);
});
