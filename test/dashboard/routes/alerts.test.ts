import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Alert } from '../../../contract/index.ts';
import { type Office, openOffice } from '../office.ts';
import { sampleCondition, sampleReading } from '../samples.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

type Page = { items: Alert[]; next: string | null };
const list = (query = '') => office.get<Page>(`alerts${query}`);
const severities = ['warning', 'critical', 'info', 'critical', 'warning'] as const;
const many = sampleReading({
  conditions: severities.map((severity, i) => sampleCondition({ key: `paper-jam/${i}`, severity })),
});

describe('the list', () => {
  test('of open alerts has the worst first, page by page, each once', async () => {
    await office.push([many]);
    const seen: Alert[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: Page = await list(`?limit=2${next && `&cursor=${next}`}`);
      expect(page.items.length).toBeLessThanOrEqual(2);
      seen.push(...page.items);
      next = page.next;
    }
    expect(seen.map(({ severity }) => severity)).toEqual(['critical', 'critical', 'warning', 'warning', 'info']);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(5);
  });

  test('of all has the newest first', async () => {
    await office.push([sampleReading({ conditions: [sampleCondition({ severity: 'info', key: 'old' })] })]);
    office.advance(1000);
    await office.push([sampleReading({ conditions: [sampleCondition({ key: 'new' })] })]);
    expect((await list('?state=all')).items.map(({ key, state }) => [key.split('/')[1], state])).toEqual([
      ['new', 'firing'],
      ['old', 'resolved'],
    ]);
    expect((await list('?state=resolved')).items).toHaveLength(1);
    expect((await list('?state=pending')).items).toEqual([]);
  });

  test('of one device is of that device', async () => {
    await office.push([many, sampleReading({ address: '127.1.0.8', conditions: [sampleCondition({ key: 'x' })] })]);
    const [one] = (await list('?state=open')).items.filter(({ key }) => key.endsWith('/x'));
    expect((await list(`?device=${one?.deviceId}`)).items).toEqual([one]);
  });

  test.each(['?state=none', '?limit=0', '?limit=1001', '?limit=x', '?cursor=bm9uc2Vuc2U', '?cursor=WyJ4Il0'])(
    '%s is refused',
    async (query) => {
      const answer = await office.app.inject(`/api/v1/alerts${query}`);
      expect(answer.json()).toMatchObject({ status: 400, code: expect.stringMatching(/^(QUERY|CURSOR)_INVALID$/) });
    },
  );
});

describe('acknowledging', () => {
  beforeEach(() => office.push([sampleReading({ conditions: [sampleCondition()] })]));
  const only = async () => (await list('?state=all')).items[0] as Alert;

  test('says who and why, is told to the stream, and ends with the alert', async () => {
    const alert = await only();
    const answer = await office.post(`alerts/${alert.id}/acknowledge`, { note: 'on my way', by: 'anna' });
    expect(answer.json()).toMatchObject({
      id: alert.id,
      seq: alert.seq + 1,
      acknowledged: { by: 'anna', note: 'on my way' },
    });
    const events = await office.store.stream.after(0, 100);
    expect(JSON.parse(events.at(-1)?.data ?? '')).toMatchObject({ id: alert.id, acknowledged: { by: 'anna' } });
    expect(await office.get('summary')).toMatchObject({ alerts: { critical: 1, acknowledged: 1 } });

    office.advance(1000);
    await office.push([sampleReading()]);
    const late = await office.post(`alerts/${alert.id}/acknowledge`);
    expect(late.json()).toMatchObject({ status: 409, code: 'ALERT_CLOSED' });
  });

  test('can be taken back, and taking back twice is no error', async () => {
    const { id } = await only();
    await office.post(`alerts/${id}/acknowledge`, {});
    expect((await office.post(`alerts/${id}/unacknowledge`)).json()).toMatchObject({ acknowledged: null });
    expect((await office.post(`alerts/${id}/unacknowledge`)).statusCode).toBe(200);
  });

  test('of nothing is not found', async () => {
    expect((await office.post('alerts/al_none/acknowledge')).json()).toMatchObject({ status: 404, code: 'NOT_FOUND' });
  });

  test('with more than a note and a name is refused', async () => {
    const { id } = await only();
    const answer = await office.post(`alerts/${id}/acknowledge`, { state: 'resolved' });
    expect(answer.json()).toMatchObject({ status: 400, code: 'BODY_INVALID' });
  });
});
