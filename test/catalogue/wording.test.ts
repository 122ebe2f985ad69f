/**
 * What servers of all kinds say, by reason: families of wordings, not entries. The list is ours; each line is short, and
 * what is right of it follows from the words alone.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { matchReply } from '../../catalogue/match-reply.ts';
import { findReply } from '../../catalogue/read-reply.ts';

const list = new URL('../fixtures/mail/replies.tsv', import.meta.url);
const rows = readFileSync(list, 'utf8')
  .split('\n')
  .filter((line) => line !== '')
  .map((line) => line.split('\t') as [reason: string, text: string]);

const reasonOf = (text: string) => matchReply(findReply(text)).reason;

describe('a wording', () => {
  it.each(rows)('%s: %s', (reason, text) => {
    expect(reasonOf(text)).toBe(reason);
  });

  it('means the same in capitals, small letters and with a full stop', () => {
    const odd = rows.filter(([reason, text]) => reasonOf(`${text}.`) !== reason).map(([, text]) => text);
    expect(odd).toEqual([]);
  });
});

describe('accents', () => {
  const broken = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

  it.each([
    ['mailbox-full', '552 La boîte du destinataire est pleine'],
    ['message-too-big', '550 Nachricht zu groß'],
    ['recipient-unknown', '550 Empfänger unbekannt'],
    ['sender-rejected', "550 Adresse d'expéditeur refusée"],
  ])('that a wrong charset broke: %s', (reason, text) => {
    expect(reasonOf(broken(text))).toBe(reason);
  });
});
