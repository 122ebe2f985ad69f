import { expect, test } from 'vitest';
import { judgeRelays } from '../../../../dashboard/alerting/scans/relays.ts';
import { later, sampleScan } from '../../samples.ts';

const none = new Set<string>();
const copier = { id: 'dev_1', name: 'copier-1f', failures: [sampleScan()] };
const other = { id: 'dev_2', name: 'copier-2f', failures: [sampleScan({ at: later(60_000).toISOString() })] };

test('one device alone is no trouble of its relay', () => {
  expect(judgeRelays([copier], none)).toEqual([]);
  expect(judgeRelays([], none)).toEqual([]);
});

test('two devices that meet the same make one critical condition, which covers theirs', () => {
  const [trouble, ...rest] = judgeRelays([copier, other], none);
  expect(rest).toEqual([]);
  expect(trouble?.condition).toMatchObject({
    kind: 'relay-refuses',
    key: 'relay-refuses/relay.example.com/relay-denied',
    severity: 'critical',
    where: 'relay.example.com',
    title: copier.failures[0]?.title,
  });
  expect(trouble?.condition.evidence).toContain('copier-1f, copier-2f');
  expect(trouble?.covers).toEqual(
    new Map([
      ['dev_1', new Set(['scan-refused/relay-denied'])],
      ['dev_2', new Set(['scan-refused/relay-denied'])],
    ]),
  );
});

test('two reasons, or two relays, are two causes', () => {
  const wrongLogin = { ...other, failures: [sampleScan({ reason: 'auth-failed' })] };
  const elsewhere = { ...other, failures: [sampleScan({ hop: 'mx.example.net[192.0.2.9]:587' })] };
  expect(judgeRelays([copier, wrongLogin], none)).toEqual([]);
  expect(judgeRelays([copier, elsewhere], none)).toEqual([]);
});

test('what is the recipient’s or the server’s fault is not the relay’s', () => {
  const ofRecipient = [copier, other].map((device) => ({
    ...device,
    failures: device.failures.map((failure) => ({ ...failure, side: 'recipient' as const })),
  }));
  expect(judgeRelays(ofRecipient, none)).toEqual([]);
});

test('it lasts until no device fails any more', () => {
  const open = new Set(['relay-refuses/relay.example.com/relay-denied']);
  expect(judgeRelays([copier], open)).toHaveLength(1);
  expect(judgeRelays([{ ...copier, failures: [] }], open)).toEqual([]);
});

test('what holds for a whole tenant is told from the first mail on', () => {
  const retired = {
    ...copier,
    failures: [sampleScan({ reason: 'auth-method-retired', scope: 'tenant', hop: 'smtp.office365.com:587' })],
  };
  expect(judgeRelays([retired], none)).toMatchObject([
    { condition: { key: 'relay-refuses/smtp.office365.com/auth-method-retired' } },
  ]);
});

test('many devices are counted, not all named', () => {
  const many = Array.from({ length: 40 }, (_, i) => ({ ...copier, id: `dev_${i}`, name: `printer-${i}` }));
  expect(judgeRelays(many, none)[0]?.condition.evidence).toContain('printer-9 and 30 more: ');
});
