import { describe, expect, it, test } from 'vitest';
import { z } from 'zod';
import {
  catalogueWith,
  disprove,
  explain,
  matchDevice,
  matchReply,
  ownFileSchema,
  parseOwnEntries,
  standardCatalogue,
} from '../../catalogue/index.ts';

const catalogueOf = (...entries: readonly object[]) => {
  const parsed = parseOwnEntries(entries);
  expect(parsed.issues).toEqual([]);
  return catalogueWith(parsed.entries);
};
const idsOf = (...entries: readonly object[]) =>
  parseOwnEntries(entries).entries.map((each) => (each.is === 'amendment' ? each.id : each.entry.id));

describe('entries of an office about devices', () => {
  const written = [
    { vendor: 'Xerox', code: '16-764', title: 'The relay in the basement is off', remedy: 'Call Ben.', who: 'admin' },
    { vendor: 'OKI', code: 231, title: 'Toner chip cannot be read', condition: 'supply-fault' },
    { text: 'please (call) Ben', title: 'Ben is wanted', severity: 'info' },
    { id: 'xerox-invalid-protocol', vendor: 'xerox', pattern: '^invalid protocol', title: 'SMB1 is off here' },
    { vendor: 'xerox', code: '077-109', models: 'AltaLink C80', title: 'Exit gate sticks' },
  ];
  const catalogue = catalogueOf(...written);
  const match = (vendor: string, text: string, model: string | null = null) =>
    matchDevice({ vendor, model, texts: [text] }, catalogue.devices)?.entry.title;

  it('are read', () => {
    expect(idsOf(...written)).toEqual([
      'own-xerox-016-764',
      'own-oki-231',
      'own-please-call-ben',
      'xerox-invalid-protocol',
      'own-xerox-altalink-c80-077-109',
    ]);
    expect(catalogue.devices[1]).toMatchObject({ condition: 'supply-fault', severity: 'critical', who: 'service' });
  });

  it('come before ours, and replace those of the same code or id', () => {
    expect(match('xerox', 'Fault 016-764')).toBe('The relay in the basement is off');
    expect(catalogue.devices.filter(({ code }) => code === '016-764')).toHaveLength(1);
    expect(match('oki', 'Service Call 231')).toBe('Toner chip cannot be read');
    expect(match('hp', 'PLEASE  (CALL) BEN')).toBe('Ben is wanted');
    expect(match('oki', 'Service Call 173: please (call) Ben')).toBe('Ben is wanted');
    expect(match('xerox', 'Invalid protocol')).toBe('SMB1 is off here');
    expect(match('xerox', '077-109', 'AltaLink C8045')).toBe('Exit gate sticks');
    expect(match('xerox', '077-109', 'WorkCentre 5225')).toBe('Paper jam at the second exit');
    expect(explain('016-764', { vendor: 'xerox', catalogue })[0]?.remedy).toBe('Call Ben.');
  });

  it('say what ours say of the same code where they say nothing themselves', () => {
    const ours = matchDevice({ vendor: 'oki', model: null, texts: ['SERVICE CALL 173'] })?.entry;
    const own = catalogueOf({ vendor: 'oki', code: '173', title: 'The old fuser again' }).devices[0];
    expect(own).toMatchObject({
      condition: ours?.condition,
      severity: ours?.severity,
      remedy: ours?.remedy,
      cause: ours?.cause,
      who: ours?.who,
      confidence: 'medium',
    });
    expect(catalogueOf({ vendor: 'oki', code: '999', title: 'x' }).devices[0]).toMatchObject({
      condition: 'unknown-fault',
      cause: 'The entry does not say why.',
    });
  });

  it('may be of makers whose codes we know nothing of', () => {
    const ricoh = catalogueOf({ vendor: 'ricoh', code: 'SC542', title: 'Fuser too cold', condition: 'fuser-fault' });
    const query = { vendor: 'ricoh', model: null, texts: ['Functional problem SC542, call service'] };
    expect(matchDevice(query, ricoh.devices)).toMatchObject({ entry: { title: 'Fuser too cold' }, code: 'SC542' });
    expect(matchDevice({ ...query, texts: ['SC5421'] }, ricoh.devices)?.entry.title).not.toBe('Fuser too cold');
  });

  it.each([
    ['ricoh', 'SC542', 'Functional problem SC542'],
    ['ricoh', 'J010', 'Original jam: J010'],
    ['hp', '13.B2.D1', '13.B2.D1 Jam in tray 2'],
    ['oki', 'X7-a', 'Tray X7-A missing'],
    ['xerox', '012-305', 'Fault 12-305'],
    ['unheard', '12', 'Trouble 12'],
  ])('are found by the code of %s: %s', (vendor, code, text) => {
    const own = catalogueOf({ vendor, code, title: 'Ben knows' });
    expect(matchDevice({ vendor, model: null, texts: [text] }, own.devices)?.entry.title).toBe('Ben knows');
  });

  it('leave ours as they are', () => {
    expect(matchDevice({ vendor: 'xerox', model: null, texts: ['016-764'] })?.entry.id).toBe('xerox-016-764');
    expect(catalogueWith([])).toBe(standardCatalogue);
  });
});

describe('entries of an office about replies', () => {
  const { replies, devices } = catalogueOf(
    {
      reply: [550, 554],
      text: 'blocked by Ben',
      title: 'Ben blocks it',
      reason: 'policy-block',
      remedy: 'Ask Ben.',
    },
    { reply: 'any', pattern: 'ticket \\d+', title: 'The mail team has a ticket', severity: 'info', who: 'user' },
    { enhanced: '5.7.700-749', title: 'The tenant is shut', reason: 'policy-block' },
    { reply: 550, title: 'Some refusal of our relay', reason: 'relay-denied' },
  );
  const own = (code: number | null, text: string, enhanced: string | null = null) =>
    matchReply({ code, enhanced, text, stage: 'rcpt' }, replies);

  it('come first where they say how a reply is recognised', () => {
    expect(own(554, '<anna@example.com>: Blocked by Ben')).toMatchObject({
      title: 'Ben blocks it',
      reason: 'policy-block',
      remedy: 'Ask Ben.',
      who: 'admin',
      retryable: false,
    });
    expect(own(451, 'see ticket 4711')).toMatchObject({ severity: 'info', who: 'user', retryable: true });
    expect(own(550, 'Access denied', '5.7.708').title).toBe('The tenant is shut');
    expect(own(550, 'Access denied', '5.7.750').title).not.toBe('The tenant is shut');
  });

  it('by the reply code alone hold only where nothing better is known', () => {
    expect(own(550, 'Zxqv').title).toBe('Some refusal of our relay');
    expect(own(550, 'User unknown', '5.1.1').reason).toBe('recipient-unknown');
  });

  it('leave to ours what they do not say', () => {
    const { replies: ben } = catalogueOf({ reply: 550, text: 'ask Ben', title: 'Ask Ben', remedy: 'Call 42.' });
    const query = { code: 550, enhanced: '5.1.1', text: 'User unknown, ask Ben', stage: 'rcpt' } as const;
    const ours = matchReply(query);
    expect(matchReply(query, ben)).toMatchObject({
      title: 'Ask Ben',
      remedy: 'Call 42.',
      reason: 'recipient-unknown',
      who: ours.who,
      severity: ours.severity,
      cause: ours.cause,
      entry: { id: 'own-smtp-550-ask-ben', isOwn: true, confidence: 'medium' },
    });
  });

  it('tell one address or number from another', () => {
    const { replies: one } = catalogueOf({ reply: 'any', pattern: 'ticket 47110001\\b', title: 'That ticket' });
    const said = (text: string) => matchReply({ code: 550, enhanced: null, text }, one).title;
    expect(said('see ticket 47110001')).toBe('That ticket');
    expect(said('see ticket 47110002')).not.toBe('That ticket');
    expect(said('see ticket 47110001')).toBe('That ticket');
  });

  it('are not remembered for those who have none', () => {
    const query = { code: 554, enhanced: null, text: 'blocked by Ben', stage: 'rcpt' } as const;
    expect(matchReply(query, replies).title).toBe('Ben blocks it');
    expect(matchReply(query).title).not.toBe('Ben blocks it');
    expect(matchReply(query, replies).title).toBe('Ben blocks it');
  });

  it('are what explain looks at, with and without a code', () => {
    const catalogue = { replies, devices };
    expect(explain('554 blocked by Ben', { catalogue })[0]).toMatchObject({ kind: 'smtp', title: 'Ben blocks it' });
    expect(explain('see ticket 4711', { catalogue })[0]?.title).toBe('The mail team has a ticket');
    expect(explain('see ticket 4711')[0]?.found).toBe(false);
  });
});

describe('an entry with the name of one of ours and nothing to recognise it by', () => {
  const catalogue = catalogueOf(
    { id: 'xerox-016-764', remedy: 'Call Ben.' },
    { id: 'smtp-5yz', title: 'Refused, and nobody knows why' },
  );

  it('gives ours other words and leaves it in its place', () => {
    const ours = explain('016-764', { vendor: 'xerox' })[0];
    const amended = explain('016-764', { vendor: 'xerox', catalogue })[0];
    expect(amended).toMatchObject({ ...ours, remedy: 'Call Ben.', sources: expect.anything() });
    expect(amended?.sources).toEqual(['Entry of this office', ...(ours?.sources ?? [])]);
    const query = { code: 599, enhanced: null, text: 'Zxqv' };
    expect(matchReply(query, catalogue.replies)).toMatchObject({
      title: 'Refused, and nobody knows why',
      remedy: matchReply(query).remedy,
    });
    expect(matchReply({ ...query, code: 550, text: 'User unknown' }, catalogue.replies).reason).toBe(
      'recipient-unknown',
    );
  });
});

test('what is wrong is told with its place, and the others count', () => {
  const { entries, issues } = parseOwnEntries([
    { vendor: 'xerox', code: '016-700', title: 'Good' },
    { vendor: 'xerox', title: 'By what?' },
    { code: '1', title: 'Worse', severity: 'fatal' },
    { code: '1', title: 'Kind', condition: 'on-fire' },
    { pattern: '(', title: 'Open' },
    { code: '1', title: 'Extra', remdy: 'typo' },
    'text',
    { reply: 99, title: 'No reply code' },
    { reply: 'any', title: 'Everything' },
    { enhanced: '5.7', title: 'Too short' },
    { id: 'smtp-5yz', remdy: 'typo' },
  ]);
  expect(entries.map((each) => each.at)).toEqual([[0]]);
  expect(issues.map(({ path }) => path.join('.'))).toEqual([
    '1',
    '2.severity',
    '3.condition',
    '4.pattern',
    '5',
    '6',
    '7.reply',
    '8',
    '9.enhanced',
    '10',
  ]);
  for (const { message } of issues) expect(message).toMatch(/\w{3}/);
  expect(parseOwnEntries(null)).toEqual({ entries: [], issues: [] });
  expect(parseOwnEntries({ code: '1', title: 'One alone' }).entries).toHaveLength(1);
});

describe('examples prove the entry they stand in', () => {
  const disproved = (...written: readonly object[]) => {
    const { entries } = parseOwnEntries(written);
    return disprove(entries, catalogueWith(entries)).map(({ at, message }) => `${at.join('.')}: ${message}`);
  };

  it('right ones', () => {
    const right = [
      { vendor: 'oki', code: '173', title: 'Fuser', examples: ['SERVICE CALL 173: FATAL ERROR', '173'] },
      { reply: 554, text: 'by Ben', title: 'Ben', examples: ['554 5.7.1 Blocked by Ben'] },
      { vendor: 'xerox', code: '077-109', models: 'AltaLink C80', title: 'Gate', examples: ['77-109-00'] },
      { id: 'xerox-016-764', remedy: 'Call Ben.' },
    ];
    expect(disproved(...right)).toEqual([]);
  });

  it('wrong ones', () => {
    const [other, nothing, twice, unheard, ...rest] = disproved(
      { vendor: 'oki', code: '174', title: 'A', examples: ['SERVICE CALL 173'] },
      { vendor: 'oki', text: 'abc', title: 'B', examples: ['Zxqv'] },
      { vendor: 'oki', text: 'abc', title: 'C' },
      { id: 'oki-nonsense', title: 'D' },
    );
    expect(other).toMatch(/^0\.examples\.0: .* explained by "oki-173"/);
    expect(nothing).toMatch(/^1\.examples\.0: .* not recognised/);
    expect(twice).toMatch(/^2: "own-oki-abc" is the name of two entries/);
    expect(unheard).toMatch(/^3\.id: no entry of ours is called "oki-nonsense"/);
    expect(rest).toEqual([]);
  });
});

test('the JSON Schema names every key with its meaning', () => {
  const schema = JSON.stringify(z.toJSONSchema(ownFileSchema, { io: 'input' }));
  for (const key of ['vendor', 'code', 'reply', 'enhanced', 'examples', 'condition', 'fuser-fault', 'relay-denied'])
    expect(schema).toContain(`"${key}"`);
});
