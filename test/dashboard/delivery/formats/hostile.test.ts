/** Texts as no decent device sends them: whatever they are, a message stays well-formed, within limits, and only text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formats, type WebhookBody } from '../../../../contract/index.ts';
import { oneLine } from '../../../../dashboard/delivery/formats/plain-text.ts';
import { renderIn, saying } from './messages.ts';

const nasty = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.string({
    unit: fc.constantFrom('\r', '\n', '\u0000', '\u202e', '"', '\\', '<', '&', '*', '{{', '}}', '\ud83d', '紙'),
    maxLength: 60,
  }),
  fc.constantFrom(
    '\r\nBcc: everyone@office.example\r\n\r\n',
    '<!channel> <@U1> @channel @here <https://evil.example|click>',
    '<script>alert(1)</script><img src=x onerror=alert(1)>" onload="x',
    '**bold** [click](https://evil.example) # head',
    '{{data.alert.id}} {{constructor.constructor}} ","x":"',
    '🖨'.repeat(20_000),
    '紙'.repeat(20_000),
    '\u0001'.repeat(20_000),
    '"'.repeat(20_000),
  ),
);

const bytes = (text: string) => Buffer.byteLength(text);
const forAll = (check: (body: WebhookBody, text: string) => void) =>
  fc.assert(
    fc.property(nasty, (text) => check(saying(text), text)),
    { numRuns: 200 },
  );

test.each(formats)('%s is always JSON', (format) => {
  forAll((body) => void JSON.parse(renderIn(format, body)));
});

test('Teams gets 27,000 bytes at most, a whole card, and device text in TextRuns only', () => {
  forAll((body) => {
    const text = renderIn('teams', body);
    expect(bytes(text)).toBeLessThanOrEqual(27_000);
    const { content } = JSON.parse(text).attachments[0];
    expect(content).toMatchObject({ type: 'AdaptiveCard', version: '1.4' });
    for (const block of content.body) {
      expect(block.type).toBe('RichTextBlock');
      for (const run of block.inlines) expect(run.type).toBe('TextRun');
    }
  });
});

test('a card of the longest texts is shortened, not emptied', () => {
  const text = renderIn('teams', saying('紙'.repeat(20_000)));
  expect(bytes(text)).toBeGreaterThan(5_000);
  expect(text).toContain('…');
});

describe('Slack', () => {
  test('gets texts within its limits, and device text as plain text', () => {
    forAll((body) => {
      const { text, blocks } = JSON.parse(renderIn('slack', body));
      expect(text).not.toMatch(/[<>]|@(?!\u200d)/);
      expect(blocks.length).toBeLessThanOrEqual(50);
      for (const block of blocks) {
        const limit = block.type === 'header' ? 150 : block.text ? 3000 : 2000;
        for (const each of [block.text, ...(block.fields ?? [])].filter(Boolean)) {
          expect(each.type).toBe('plain_text');
          expect(each.text.length).toBeGreaterThan(0);
          expect(each.text.length).toBeLessThanOrEqual(limit);
        }
        expect((block.fields ?? []).length).toBeLessThanOrEqual(10);
      }
    });
  });

  test('calls nobody', () => {
    const { text } = JSON.parse(renderIn('slack', saying('<!channel> @here & <https://evil.example|x>')));
    expect(text).toContain('&lt;!channel&gt; @\u200dhere &amp; &lt;https://evil.example|x&gt;');
  });
});

test('ntfy gets messages that it does not turn into attachments', () => {
  forAll((body) => {
    const { title, message, topic } = JSON.parse(renderIn('ntfy', body));
    expect(bytes(message)).toBeLessThanOrEqual(4096);
    expect(message.length).toBeGreaterThan(0);
    expect(title.length).toBeLessThanOrEqual(200);
    expect(topic).toBe('printers');
  });
});

test('PagerDuty gets what it takes: a summary of 1,024 characters and a source at most', () => {
  forAll((body) => {
    const { payload, dedup_key } = JSON.parse(renderIn('pagerduty', body));
    expect(payload.summary.length).toBeLessThanOrEqual(1024);
    expect(payload.source.length).toBeGreaterThan(0);
    expect(dedup_key.length).toBeLessThanOrEqual(255);
  });
});

describe('mails', () => {
  test('have a subject of one line, and no markup of a device', () => {
    forAll((body) => {
      const { subject, html, messageId, inReplyTo } = JSON.parse(renderIn('email', body));
      for (const header of [subject, messageId, inReplyTo ?? '']) {
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they must not be there
        expect(header).not.toMatch(/[\u0000-\u001f\u007f]/);
      }
      expect(subject.length).toBeLessThanOrEqual(150);
      const tags = [...html.matchAll(/<\/?([a-z!][a-z0-9]*)/gi)].map(([, tag]) => tag);
      const ours = ['!doctype', 'html', 'body', 'h2', 'p', 'strong', 'table', 'tr', 'th', 'td', 'a'];
      expect(tags.filter((tag) => !ours.includes(tag ?? ''))).toEqual([]);
    });
  });

  test('show markup as text', () => {
    expect(JSON.parse(renderIn('email', saying('<b onclick="x">')))).toMatchObject({
      html: expect.stringContaining('&lt;b onclick=&quot;x&quot;&gt;'),
    });
  });
});

test('a template holds a text as it is, whatever stands in it', () => {
  const template = '{"a":"{{data.alert.title}}","b":"x {{data.alert.title}} y"}';
  forAll((body) => {
    const title = body.data.alert?.title;
    expect(JSON.parse(renderIn('template', body, template))).toEqual({ a: title, b: `x ${title} y` });
  });
});

describe('one line', () => {
  test.each([
    ['a\r\nb\u2028c', 10, 'a b c'],
    ['  a \u200b b  ', 10, 'a b'],
    ['abcdef', 4, 'abc…'],
    ['ab🖨d', 4, 'ab…'],
    ['\ud83d', 4, '\ufffd'],
    ['abc', 0, '…'],
  ])('%j in %i is %j', (text, max, line) => {
    expect(oneLine(text, max)).toBe(line);
  });
});
