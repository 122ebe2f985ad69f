import { describe, expect, it } from 'vitest';
import { deviceEntries, explain, matchDevice, parseOwnEntries, withOwnEntries } from '../../catalogue/index.ts';

describe('entries of an office', () => {
  const { entries, problems } = parseOwnEntries([
    { vendor: 'Xerox', code: '16-764', title: 'The relay in the basement is off', remedy: 'Call Ben.', who: 'admin' },
    { vendor: 'OKI', code: 231, title: 'Toner chip cannot be read', condition: 'supply-fault' },
    { text: 'please (call) Ben', title: 'Ben is wanted', severity: 'info' },
    { id: 'xerox-invalid-protocol', vendor: 'xerox', pattern: '^invalid protocol', title: 'SMB1 is off here' },
    { vendor: 'xerox', code: '077-109', models: 'AltaLink C80', title: 'Exit gate sticks' },
  ]);
  const all = withOwnEntries(entries, deviceEntries);
  const match = (vendor: string, text: string, model: string | null = null) =>
    matchDevice({ vendor, model, texts: [text] }, all)?.entry.title;

  it('are read', () => {
    expect(problems).toEqual([]);
    expect(entries.map(({ id }) => id)).toEqual([
      'own-xerox-016-764',
      'own-oki-231',
      'own-please-call-ben',
      'xerox-invalid-protocol',
      'own-xerox-077-109',
    ]);
    expect(entries[1]).toMatchObject({ condition: 'supply-fault', severity: 'critical', who: 'service' });
  });

  it('come before ours, and replace those of the same code or id', () => {
    expect(match('xerox', 'Fault 016-764')).toBe('The relay in the basement is off');
    expect(all.filter(({ code }) => code === '016-764')).toHaveLength(1);
    expect(match('oki', 'Service Call 231')).toBe('Toner chip cannot be read');
    expect(match('hp', 'PLEASE  (CALL) BEN')).toBe('Ben is wanted');
    expect(match('xerox', 'Invalid protocol')).toBe('SMB1 is off here');
    expect(match('xerox', '077-109', 'AltaLink C8045')).toBe('Exit gate sticks');
    expect(match('xerox', '077-109', 'WorkCentre 5225')).toBe('Paper jam at the second exit');
    expect(explain('016-764', { vendor: 'xerox', entries: all })[0]?.remedy).toBe('Call Ben.');
  });

  it('may be of makers whose codes we know nothing of', () => {
    const ricoh = parseOwnEntries([
      { vendor: 'ricoh', code: 'SC542', title: 'Fuser too cold', condition: 'fuser-fault' },
    ]);
    const query = { vendor: 'ricoh', model: null, texts: ['Functional problem SC542, call service'] };
    expect(matchDevice(query, withOwnEntries(ricoh.entries, deviceEntries))).toMatchObject({
      entry: { title: 'Fuser too cold' },
      code: 'SC542',
    });
    expect(matchDevice({ ...query, texts: ['SC5421'] }, ricoh.entries)).toBe(null);
  });

  it('leave ours as they are', () => {
    expect(matchDevice({ vendor: 'xerox', model: null, texts: ['016-764'] })?.entry.id).toBe('xerox-016-764');
  });
});

it('tells where an entry is wrong, and keeps the others', () => {
  const { entries, problems } = parseOwnEntries([
    { vendor: 'xerox', code: '016-700', title: 'Good' },
    { vendor: 'xerox', title: 'By what?' },
    { code: '1', title: 'Worse', severity: 'fatal' },
    { code: '1', title: 'Kind', condition: 'on-fire' },
    { pattern: '(', title: 'Open' },
    { code: '1', title: 'Extra', remdy: 'typo' },
    'text',
  ]);
  expect(entries.map(({ title }) => title)).toEqual(['Good']);
  expect(problems.map(({ path }) => path.join('.'))).toEqual(['1', '2.severity', '3.condition', '4.pattern', '5', '6']);
  for (const { message } of problems) expect(message).toMatch(/\w{3}/);
  expect(parseOwnEntries({ a: 1 }).problems).toHaveLength(1);
  expect(parseOwnEntries(null)).toEqual({ entries: [], problems: [] });
});
