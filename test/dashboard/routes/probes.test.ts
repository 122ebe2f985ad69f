import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ProbeRow } from '../../../contract/index.ts';
import { keep } from '../../../dashboard/store/prune.ts';
import { type Office, openOffice } from '../office.ts';
import { sampleProbe } from '../samples.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

type Listed = { readonly items: ProbeRow[]; readonly next: string | null };
const list = (query = '') => office.get<Listed>(`scans/probes${query}`);
const before = (ms: number) => new Date(office.now().getTime() - ms).toISOString();

test('the newest report of each server is listed, with whose it is and when it was heard', async () => {
  await office.send({
    probes: [sampleProbe({ at: before(2000) }), sampleProbe({ at: before(2000), target: 'mail.office.example:25' })],
  });
  await office.send({ probes: [sampleProbe({ at: before(1000) }, ['auth'])] });
  const { items, next } = await list();
  expect(next).toBeNull();
  expect(items.map(({ target, ok, agent }) => `${target} ${ok} ${agent}`)).toEqual([
    'mail.office.example:25 true hq-1',
    'smtp.office365.com:587 false hq-1',
  ]);
  expect(items[1]).toMatchObject({ at: before(1000), heardAt: office.now().toISOString() });
  expect(items[1]?.steps.find(({ outcome }) => outcome === 'failed')).toMatchObject({ stage: 'auth' });
});

test('one that comes late does not overtake a newer one; a clock that is ahead keeps nobody out', async () => {
  await office.send({ probes: [sampleProbe({ at: before(-3_600_000) })] });
  await office.send({ probes: [sampleProbe({ at: before(60_000) }, ['tcp'])] });
  expect((await list()).items[0]?.ok).toBe(true);
  office.advance(1000);
  await office.send({ probes: [sampleProbe({ at: before(0) }, ['tcp'])] });
  expect((await list()).items[0]?.ok).toBe(false);
});

test('times in another zone are put in order, too', async () => {
  const noon = new Date(office.now().getTime() - 7_200_000);
  const inTokyo = new Date(noon.getTime() + 9 * 3_600_000).toISOString().replace('Z', '+09:00');
  await office.send({ probes: [sampleProbe({ at: inTokyo })] });
  await office.send({ probes: [sampleProbe({ at: before(3_600_000) }, ['dns'])] });
  expect((await list()).items[0]?.ok).toBe(false);
});

test('pages', async () => {
  await office.send({ probes: ['a:25', 'b:25', 'c:25'].map((target) => sampleProbe({ target })) });
  const first = await list('?limit=2');
  const second = await list(`?limit=2&cursor=${first.next}`);
  expect([first, second].map(({ items }) => items.map(({ target }) => target))).toEqual([['a:25', 'b:25'], ['c:25']]);
  expect(second.next).toBeNull();
});

test('of an agent that knows none it is no fault; what is none is refused', async () => {
  const { contract, agent, boot, sentAt } = {
    contract: 1,
    agent: 'hq-1',
    boot: 'old',
    sentAt: office.now().toISOString(),
  };
  const push = { contract, agent, boot, seq: 1, sentAt, readings: [], scanResults: [] };
  expect((await office.send(push as never)).statusCode).toBe(200);
  const wrong = { ...sampleProbe(), steps: [{ stage: 'coffee' }] };
  expect((await office.send({ probes: [wrong as never] })).statusCode).toBe(400);
});

test('is forgotten when nobody has told of it for long', async () => {
  await office.send({ probes: [sampleProbe()] });
  office.advance(keep.probes + 1000);
  await office.store.prune(office.now());
  expect((await list()).items).toEqual([]);
});
