import { expect, test } from 'vitest';
import { createAutoReader } from '../../../agent/scans/auto.ts';
import { formatNames, recogniseFormat } from '../../../agent/scans/index.ts';
import { samples } from '../../fixtures/mail/samples.ts';
import { scanLines } from '../mail-log.ts';

const open = () => createAutoReader({ now: new Date('2026-11-24T00:00:00Z') });
const linesOf = (text: string) => text.split(/\r?\n/);

test.each(formatNames.filter((name) => name !== 'dsn' && Object.hasOwn(samples, name)))('knows a log of %s', (name) => {
  const reader = open();
  const text = samples[name as keyof typeof samples];
  const results = [...linesOf(text).flatMap((line) => reader.push(line)), ...reader.end()];
  expect(results.length).toBeGreaterThan(0);
});

test('several mail servers in one stream, each with what it knows of its own', () => {
  const reader = open();
  const [accepted = '', ...rest] = linesOf(scanLines(1));
  const mixed = [accepted, ...linesOf(samples.exim), 'Nov 23 09:12:04 relay cron[1]: job', ...rest];
  const results = mixed.flatMap((line) => reader.push(line));
  expect(new Set(results.map(({ source }) => source))).toEqual(new Set(['postfix', 'exim']));
  expect(results.find(({ source }) => source === 'postfix')?.client.address).toBe('10.0.4.21');
  expect(reader.damaged()).toBe(0);
});

test('lines that look like those of a mail are no bounce', () => {
  const reader = open();
  const lines = linesOf(samples.dsn);
  expect([...lines.flatMap((line) => reader.push(line)), ...reader.end()]).toEqual([]);
});

test('a file in the frame of RFC 5424', () => {
  const line = scanLines(1).replaceAll(/^Nov 23 (\S+) (\S+) (\S+)\[(\d+)\]: /gm, '<22>1 2026-11-23T$1Z $2 $3 $4 - - ');
  const reader = open();
  expect(recogniseFormat(linesOf(line))).toBe('postfix');
  expect(linesOf(line).flatMap((each) => reader.push(each))).toMatchObject([{ to: '1@example.com', outcome: 'sent' }]);
});
