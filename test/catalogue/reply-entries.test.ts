/** Each entry about a reply proves itself: its examples are put to the whole catalogue, and it must answer first. */
import { describe, expect, it } from 'vitest';
import { explainReply } from '../../catalogue/explain-reply.ts';
import { matchReply } from '../../catalogue/match-reply.ts';
import { reasons } from '../../catalogue/reasons.ts';
import { replyEntries, unknownReply } from '../../catalogue/smtp/index.ts';
import { confidenceSchema, severitySchema, whoSchema } from '../../contract/index.ts';

const ids = replyEntries.map(({ id }) => id);

describe('every entry about a reply', () => {
  it('is there in good number, under an id of its own', () => {
    expect(ids.length).toBeGreaterThan(250);
    expect(ids.filter((id, i) => ids.indexOf(id) !== i)).toEqual([]);
  });

  it.each(replyEntries.map((entry) => [entry.id, entry] as const))('%s is complete', (id, entry) => {
    expect(id).toMatch(/^smtp-[a-z0-9]+(?:-[a-z0-9]+)*$/);
    for (const field of ['title', 'cause', 'remedy'] as const) expect(entry[field].trim(), field).toMatch(/^\S.*\S$/s);
    expect(whoSchema.parse(entry.who)).toBe(entry.who);
    expect(severitySchema.parse(entry.severity)).toBe(entry.severity);
    expect(confidenceSchema.parse(entry.confidence)).toBe(entry.confidence);
    if (entry.reason !== null) expect(Object.keys(reasons)).toContain(entry.reason);
    if (entry !== unknownReply) expect(entry.sources.length).toBeGreaterThan(0);
  });

  it.each(replyEntries.flatMap((entry) => entry.examples.map((text) => [entry.id, text] as const)))(
    '%s answers %j',
    (id, text) => {
      expect(explainReply(text)[0]?.entry).toBe(id);
    },
  );
});

describe('a reply', () => {
  const ask = (code: number | null, enhanced: string | null, text: string) => matchReply({ code, enhanced, text });

  it('is retried as its first digit says, whatever the enhanced code says', () => {
    expect(ask(451, '5.7.3', 'STARTTLS is required to send mail').retryable).toBe(true);
    expect(ask(550, '4.7.1', 'try again').retryable).toBe(false);
  });

  it('without anything known falls to its class, and beyond that to "unknown"', () => {
    expect(ask(499, null, 'zzz').entry.id).toBe('smtp-4yz');
    expect(ask(599, null, 'zzz').entry.id).toBe('smtp-5yz');
    expect(ask(null, null, 'zzz').entry.id).toBe('smtp-unknown');
  });

  it('of a provider means what the provider means by it', () => {
    expect(ask(550, '5.2.2', 'Mailbox full').reason).toBe('mailbox-full');
    const retired = 'Authentication unsuccessful, basic authentication is disabled.';
    expect(ask(535, '5.7.139', retired).provider).toBe('microsoft365');
  });

  it('survives whatever a server says', () => {
    for (const text of ['', '\0', '𝕊'.repeat(9000), '5.'.repeat(9000), '<'.repeat(9000)]) {
      expect(ask(550, null, text).entry.id).toMatch(/^smtp-/);
    }
  });
});
