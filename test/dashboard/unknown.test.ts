/** The inbox of what nobody knows: what counts as the same thing, how often it came, and what it asks for. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { catalogueWith, explain, explainedBy, parseOwnEntries } from '../../catalogue/index.ts';
import type { UnknownRow } from '../../contract/index.ts';
import { keep } from '../../dashboard/store/prune.ts';
import { withHoles } from '../../dashboard/unknown.ts';
import { type Office, openOffice } from './office.ts';
import { sampleCondition, sampleReading, sampleScan, silentReading } from './samples.ts';

describe('what counts as the same text', () => {
  test.each([
    ['Strange thing after 412 pages', 'Strange thing after # pages'],
    ['<anna@example.com>: Zxqv of  mx1.example.net[192.0.2.7]', '<#>: Zxqv of #[#]'],
    ['queue id 3D770111AF50 at 2001:db8::25', 'queue id # at #'],
    ['Klappe links öffnen', 'Klappe links öffnen'],
    ['', ''],
  ])('%s → %s', (text, same) => {
    expect(withHoles(text)).toBe(same);
  });

  test('is bounded, whatever comes', () => {
    expect(withHoles('a.'.repeat(100_000)).length).toBeLessThanOrEqual(300);
    expect(withHoles('@'.repeat(100_000)).length).toBeLessThanOrEqual(300);
  });
});

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const unknown = (part: object = {}) =>
  sampleCondition({
    kind: 'unknown-fault',
    key: 'unknown-fault/999',
    code: '999',
    title: 'SERVICE CALL 999: FATAL ERROR',
    ...part,
  });
const known = sampleCondition({ entry: 'oki-173', key: 'fuser-fault/173' });
const words = unknown({ key: 'unknown-fault/5.-1.1-x', code: null, title: 'Quantum drawer 7 entangled' });
const zxqv = (text: string, part: object = {}) =>
  sampleScan({ reason: 'unknown', entry: 'smtp-5yz', reply: { code: 559, enhanced: null, text }, ...part });
const other = (serial: string, address: string) => ({
  address,
  identity: { ...sampleReading().identity, serial, name: `copier-${serial}` },
});

async function inbox(query = ''): Promise<UnknownRow[]> {
  return (await office.get<{ items: UnknownRow[] }>(`catalogue/unknown${query}`)).items;
}
async function poll(...readings: ReturnType<typeof sampleReading>[]) {
  office.advance(60_000);
  await office.push(readings);
}

describe('of devices', () => {
  test('each episode counts once, each device once', async () => {
    await poll(sampleReading({ conditions: [unknown(), known] }));
    await poll(sampleReading({ conditions: [unknown(), known] }));
    await poll(silentReading({ conditions: [] }));
    await poll(sampleReading({ conditions: [unknown()] }));
    const first = office.now().toISOString();
    await poll(sampleReading());
    await poll(
      sampleReading({ conditions: [unknown()] }),
      sampleReading({ ...other('B2', '127.1.0.8'), conditions: [unknown()] }),
    );
    const [row, ...rest] = await inbox();
    expect(rest).toEqual([]);
    expect(row).toMatchObject({
      kind: 'device',
      vendor: 'oki',
      model: 'C532',
      code: '999',
      example: 'SERVICE CALL 999: FATAL ERROR',
      episodes: 3,
      deviceCount: 2,
      explainedBy: null,
    });
    expect(row?.devices.map(({ name }) => name).sort()).toEqual(['copier-2f', 'copier-B2']);
    expect(row && row.firstSeenAt < first && row.lastSeenAt > first).toBe(true);
  });

  test('words with other numbers are the same words; another model is another thing', async () => {
    await poll(sampleReading({ conditions: [words] }));
    await poll(sampleReading());
    await poll(sampleReading({ conditions: [{ ...words, title: 'QUANTUM DRAWER 12 entangled' }] }));
    const identity = { ...sampleReading().identity, model: 'MC873', serial: 'X9' };
    await poll(sampleReading({ address: '127.1.0.9', identity, conditions: [words] }));
    expect((await inbox()).map(({ model, episodes }) => [model, episodes])).toEqual([
      ['MC873', 1],
      ['C532', 2],
    ]);
  });

  test('come page by page, and by kind', async () => {
    for (const code of ['901', '902', '903']) {
      await poll(sampleReading({ conditions: [unknown({ code, key: `unknown-fault/${code}` })] }));
    }
    await office.push([], [zxqv('Zxqv')]);
    const first = await office.get<{ items: UnknownRow[]; next: string }>('catalogue/unknown?limit=2&kind=device');
    const second = await office.get<{ items: UnknownRow[]; next: null }>(
      `catalogue/unknown?limit=2&kind=device&cursor=${first.next}`,
    );
    expect([...first.items, ...second.items].map(({ code }) => code)).toEqual(['903', '902', '901']);
    expect(second.next).toBeNull();
    expect(await inbox('?kind=smtp')).toHaveLength(1);
  });
});

describe('of mail servers', () => {
  test('a scan counts once, however often it is tried', async () => {
    const scan = { queueId: 'Q1', to: 'anna@example.com', outcome: 'deferred', retryable: true } as const;
    await office.push([], [zxqv('<anna@example.com>: Zxqv 17', scan)]);
    office.advance(60_000);
    await office.push([], [zxqv('<anna@example.com>: Zxqv 18', scan)]);
    office.advance(60_000);
    await office.push([], [zxqv('<ben@example.org>: Zxqv 19', { ...scan, queueId: 'Q2', to: 'ben@example.org' })]);
    await office.push([], [zxqv('User unknown', { reason: 'recipient-unknown', queueId: 'Q3' })]);
    const [row, ...rest] = await inbox();
    expect(rest).toEqual([]);
    expect(row).toMatchObject({ kind: 'smtp', code: '559', text: '<#>: Zxqv #', episodes: 2 });
    expect(row?.example).toBe('<…@example.org>: Zxqv 19');
    expect(JSON.stringify(row)).not.toMatch(/anna|ben@/);
  });
});

test('words that a common code said nothing about are unknown too', async () => {
  const common = { reason: 'policy-block', queueId: 'Q4' };
  await office.push(
    [],
    [zxqv('Zxqv', { ...common, entry: 'smtp-554' }), zxqv('', { ...common, entry: 'smtp-554-rcpt' })],
  );
  await office.push([], [zxqv('535 Zxqv', { ...common, entry: 'smtp-535' })]);
  expect((await inbox()).map(({ text }) => text)).toEqual(['Zxqv']);
});

test('every skeleton is an entry that explains what it was made for', async () => {
  await poll(
    sampleReading({ conditions: [unknown(), words] }),
    sampleReading({
      ...other('B2', '127.1.0.8'),
      conditions: [unknown({ code: null, key: 'unknown-fault/x', title: 'Say "ä" \\ # {x}: - [y]' })],
    }),
  );
  await office.push([], [zxqv('<anna@example.com>: Zxqv 17'), zxqv('', { queueId: 'Q2' })]);
  const rows = await inbox();
  expect(rows).toHaveLength(5);
  const written = rows.flatMap(({ skeleton }) => parse(skeleton) as object[]);
  const { entries, issues } = parseOwnEntries(written);
  expect(issues).toEqual([]);
  expect(entries).toHaveLength(5);
  const catalogue = catalogueWith(entries);
  for (const { example, code, enhanced, kind, vendor, model } of rows) {
    const said = kind === 'smtp' ? [code, enhanced, example].filter((part) => part !== null).join(' ') : example;
    expect(explain(said, { vendor, model, catalogue })[0]?.entry).toMatch(/^own-/);
  }
});

test('an own entry that explains it by now is named', async () => {
  const { catalogue, own } = {
    catalogue: catalogueWith([]),
    own: parseOwnEntries([{ vendor: 'oki', code: '999', title: 'Ben' }]),
  };
  await poll(sampleReading({ conditions: [unknown()] }));
  const [row] = await inbox();
  const by = (known: typeof catalogue) =>
    row && explainedBy(row, (text, options) => explain(text, { ...options, catalogue: known }));
  expect(row?.explainedBy).toBeNull();
  expect(by(catalogue)).toBeNull();
  expect(by(catalogueWith(own.entries))).toBe('own-oki-999');
});

test('old ones are forgotten', async () => {
  await poll(sampleReading({ conditions: [unknown()] }));
  await office.store.prune(office.now());
  expect(await inbox()).toHaveLength(1);
  office.advance(keep.unknowns + 1000);
  await office.store.prune(office.now());
  expect(await inbox()).toEqual([]);
});
