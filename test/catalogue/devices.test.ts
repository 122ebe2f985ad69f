/** Each entry proves itself: its examples are put to the whole catalogue, and it must be the one that answers. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { isConditionKind } from '../../catalogue/conditions.ts';
import { deviceEntries } from '../../catalogue/devices/index.ts';
import { isRestingText } from '../../catalogue/index.ts';
import { matchDevice, matchDevices } from '../../catalogue/match-device.ts';
import { confidenceSchema, severitySchema, whoSchema } from '../../contract/index.ts';

const folder = new URL('../../catalogue/devices/', import.meta.url);

describe('every entry', () => {
  it('is there in good number, under an id of its own', () => {
    const ids = deviceEntries.map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(150);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it.each(deviceEntries.map((entry) => [entry.id, entry] as const))('%s is complete', (id, entry) => {
    expect(id).toMatch(/^[a-z0-9]+(?:-[a-z0-9]+)*$/);
    expect(id.startsWith(`${entry.vendor ?? 'any'}-`)).toBe(true);
    for (const field of ['title', 'cause', 'remedy'] as const)
      expect(entry[field].trim(), field).toMatch(/^\S.{3,}\S$/s);
    expect(entry.title).not.toMatch(/[.]$/);
    for (const field of ['cause', 'remedy'] as const) expect(entry[field], field).toMatch(/[.)]$/);
    expect(whoSchema.parse(entry.who)).toBe(entry.who);
    expect(severitySchema.parse(entry.severity)).toBe(entry.severity);
    expect(confidenceSchema.parse(entry.confidence)).toBe(entry.confidence);
    expect(isConditionKind(entry.condition)).toBe(true);
    expect(entry.sources.length).toBeGreaterThan(0);
    expect(entry.examples.length).toBeGreaterThan(0);
    // Something must lead to it.
    expect(entry.code !== null || entry.chain !== undefined || entry.text !== undefined).toBe(true);
    if (entry.family) expect(entry.family.example).toMatch(entry.family.models);
  });

  it.each(deviceEntries.flatMap((entry) => entry.examples.map((text) => [entry.id, text, entry] as const)))(
    '%s answers %j',
    (id, text, entry) => {
      const model = entry.family?.example ?? null;
      for (const asked of model === null ? [null] : [null, model]) {
        const best = matchDevice({ vendor: entry.vendor, model: asked, texts: [text] });
        expect(best?.entry.id, `${entry.vendor} ${asked}`).toBe(id);
      }
      expect(isRestingText(text)).toBe(false);
    },
  );

  it('says so in plain words where only one unconfirmed source knows it', () => {
    const silent = deviceEntries.filter(
      (e) => e.confidence === 'low' && !/not confirmed|unconfirmed|neither reading is confirmed/i.test(e.cause),
    );
    expect(silent.map(({ id }) => id)).toEqual([]);
  });

  it('has one spelling and one entry for a code of a family', () => {
    const keys = deviceEntries.filter((e) => e.code !== null).map((e) => `${e.vendor} ${e.family?.name} ${e.code}`);
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([]);
    const odd = deviceEntries.filter((e) => e.code !== null && !/^(?:\d{3}-\d{3}|C[1-3]-\d{2}|\d{2,3})$/.test(e.code));
    expect(odd).toEqual([]);
  });
});

it('has every file of entries in the index', () => {
  const index = readFileSync(new URL('index.ts', folder), 'utf8');
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts') && name !== 'index.ts');
  const withEntries = files.filter((name) => /DeviceEntry\[\]/.test(readFileSync(new URL(name, folder), 'utf8')));
  expect(withEntries.length).toBeGreaterThan(5);
  expect(withEntries.filter((name) => !index.includes(`'./${name}'`))).toEqual([]);
});

describe('matching', () => {
  it('prefers the family, then the maker, then the words, then the chain', () => {
    const xerox = (model: string | null, text: string) => matchDevice({ vendor: 'xerox', model, texts: [text] });
    expect(xerox('WorkCentre 5655', '08-100')?.entry.id).toBe('xerox-008-100');
    // Not that family: only the chain is known.
    expect(xerox('AltaLink C8045', '008-100')?.entry.id).toBe('xerox-chain-008');
    expect(xerox('VersaLink C405', '093-887')?.entry.id).toBe('xerox-chain-093');
    expect(xerox('ColorQube 9302', '093-887')?.entry.id).toBe('xerox-093-887');
    expect(xerox('AltaLink C8045', '077-123 Paper Jam')).toMatchObject({
      entry: { id: 'any-paper-jam' },
      code: '077-123',
    });
    expect(xerox('AltaLink C8045', '016-766 File transfer failure')?.entry.id).toBe('xerox-016-766');
  });

  it('takes a code given beside the text first', () => {
    const match = matchDevice({ vendor: 'xerox', model: 'D95', texts: ['Fault'], code: '16-764-00' });
    expect(match).toMatchObject({ entry: { id: 'xerox-016-764' }, code: '016-764' });
  });

  it('gives all that fits, each once', () => {
    const ids = matchDevices({ vendor: 'xerox', model: null, texts: ['03-395, 396, 852'] }).map(
      ({ entry }) => entry.id,
    );
    expect(ids).toEqual(['xerox-003-395', 'xerox-003-396', 'xerox-003-852', 'xerox-chain-003']);
  });

  it('keeps machines of other makers apart', () => {
    const oki = (model: string, text: string) => matchDevice({ vendor: 'oki', model, texts: [text] })?.entry.id ?? null;
    expect(oki('MC873', 'SERVICE CALL 173: FATAL ERROR')).toBe('oki-173');
    expect(oki('MB770', 'FATAL ERROR 173')).toBe(null);
    expect(oki('B6500', 'Fault 077-109')).toBe('xerox-077-109');
    expect(matchDevice({ vendor: 'hp', model: null, texts: ['Error 173'] })).toBe(null);
    // A device of an unknown maker has only the words that all use; a person who names no maker is asked for all.
    expect(matchDevice({ vendor: 'unknown', model: null, texts: ['Error 173'] })).toBe(null);
    expect(matchDevice({ vendor: 'unknown', model: null, texts: ['Paper jam'] })?.entry.id).toBe('any-paper-jam');
    expect(matchDevice({ vendor: null, model: null, texts: ['Error 173'] })?.entry.id).toBe('oki-173');
    expect(matchDevice({ vendor: 'fujifilm', model: 'ApeosPort-VI C4471', texts: ['016-781'] })?.entry.id).toBe(
      'xerox-016-781',
    );
  });

  it('finds nothing in what tells of no trouble, and never throws', () => {
    for (const text of [
      '',
      'Ready',
      'Sleep',
      'Energiesparen',
      'Tray 1 A4 Plain',
      '\u0000\ufffd',
      'x'.repeat(100_000),
    ]) {
      expect(matchDevice({ vendor: null, model: null, texts: [text] }), text.slice(0, 40)).toBe(null);
    }
    expect(matchDevice({ vendor: 'xerox', model: null, texts: [] })).toBe(null);
  });
});
