import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { maskAddress, maskResult } from '../../../agent/scans/mask.ts';
import { createTag, randomTag } from '../../../agent/scans/sources/tag.ts';
import { scanResult } from '../samples.ts';

const tag = createTag(Buffer.alloc(32, 7));
const said = (text: string) => ({ code: 550, enhanced: '5.1.1', text });
const mask = (to: string, change: Parameters<typeof scanResult>[1] = {}) => maskResult(scanResult(to, change), tag);

describe('an address', () => {
  test('keeps its first letter and its domain', () => {
    expect(maskAddress('Anna.Smith@Example.com', tag)).toMatch(/^a…[a-z2-7]{4}@example\.com$/);
    expect(maskAddress('"odd name"@example.com', tag)).toMatch(/^o…[a-z2-7]{4}@example\.com$/);
    expect(maskAddress('root', tag)).toMatch(/^r…[a-z2-7]{4}$/);
    expect(maskAddress('é@example.com', tag)).toMatch(/^é…[a-z2-7]{4}@example\.com$/);
    expect(maskAddress('', tag)).toBe('');
  });

  test('is the same for the same address, and another for another', () => {
    expect(maskAddress('ANNA@example.com', tag)).toBe(maskAddress('anna@EXAMPLE.com', tag));
    expect(maskAddress('anna@example.com', tag)).not.toBe(maskAddress('andy@example.com', tag));
    expect(maskAddress('anna@example.com', tag)).not.toBe(maskAddress('anna@example.com', randomTag()));
  });

  test('once masked stays as it is', () => {
    const masked = maskAddress('anna@example.com', tag);
    expect(maskAddress(masked, tag)).toBe(masked);
  });

  test('a few thousand recipients of one office hardly ever look the same', () => {
    const names = Array.from({ length: 2000 }, (_, n) => maskAddress(`a${n}@example.com`, tag));
    expect(new Set(names).size).toBeGreaterThan(1990);
  });
});

describe('a result', () => {
  test('in the reply, as servers repeat it', () => {
    const to = 'anna.smith@example.com';
    for (const text of [
      '<anna.smith@example.com>: Recipient address rejected: User unknown in local recipient table',
      'RCPT TO:<Anna.Smith@EXAMPLE.com> failed',
      'see https://help.example/bounce?to=anna.smith%40example.com&x=1',
      'no such user anna.smith=example.com@relay.example',
      'forwarded to private.person@elsewhere.example, who is unknown',
      'User anna.smith unknown; <anna.smith> is no mailbox; mailbox anna.smith is full',
      'anna.smith... User unknown',
    ]) {
      const reply = mask(to, { reply: said(text) }).reply?.text ?? '';
      expect(reply).not.toMatch(/anna\.smith|private\.person/i);
      expect(reply).toMatch(/[ap]…[a-z2-7]{4}/);
    }
  });

  test('what is no address stays', () => {
    const text = '5.7.1 Client host [192.0.2.1] blocked, see http://bl.example/q?ip=192.0.2.1 for more info';
    expect(mask('info@example.com', { reply: said(text) }).reply?.text).toBe(text);
  });

  test('the sender stays, because it tells whose scan it was, unless it is the recipient', () => {
    const text = 'Sender copier@example.com not owned by user scanner';
    const kept = mask('anna@example.com', { from: 'copier@example.com', reply: said(text) });
    expect([kept.from, kept.reply?.text]).toEqual(['copier@example.com', text]);
    const own = mask('anna@example.com', {
      from: 'Anna@example.com',
      client: { address: '10.0.4.21', name: null, login: 'anna@example.com' },
    });
    expect([own.from, own.client.login]).toEqual([own.to, own.to]);
  });

  test('nothing else of it changes', () => {
    const result = scanResult('anna@example.com', { messageId: '<1@copier>', hop: 'mx.example.com[192.0.2.1]:25' });
    expect({ ...maskResult(result, tag), to: result.to }).toEqual(result);
  });

  test('no recipient is left, whatever the names and wherever they stand', () => {
    const local = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9.+_'-]{3,20}[a-z0-9]$/);
    const domain = fc.constantFrom('example.com', 'Mail.Example.ORG', 'a-b.example');
    const around = fc.constantFrom('', '<', 'to=<', '(', "'", 'mailto:', 'rfc822;', 'for ', '[', '"');
    fc.assert(
      fc.property(local, domain, around, fc.string(), fc.string(), (name, host, before, left, right) => {
        const to = `${name}@${host}`;
        const text = `${left} ${before}${to}> ${right}`;
        const result = mask(to, {
          from: to,
          messageId: `<x.${to}>`,
          hop: `mx[${to}]`,
          reply: said(text),
          client: { address: null, name: to, login: to },
        });
        expect(JSON.stringify(result).toLowerCase()).not.toContain(to.toLowerCase());
      }),
      { numRuns: 300 },
    );
  });
});
