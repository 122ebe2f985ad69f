/**
 * The ways in which each program writes its log, line for line as its own grammar has them. Beside each log of
 * `test/fixtures/mail/variants` stands what it tells, a line for each result.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatNames, formats, readMailLog, recogniseFormat } from '../../../agent/scans/index.ts';
import { createLineSplitter } from '../../../agent/scans/lines.ts';
import type { ScanResult } from '../../../contract/index.ts';
import { scanResultSchema } from '../../../contract/index.ts';

const folder = new URL('../../fixtures/mail/variants/', import.meta.url);
const now = new Date('2026-11-25T12:00:00Z');
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.log'))
  .map((file) => file.slice(0, -4));
const logOf = (name: string) => readFileSync(new URL(`${name}.log`, folder), 'utf8');
const formatOf = (name: string) =>
  formatNames.filter((format) => name.startsWith(format)).sort((a, b) => b.length - a.length)[0] ?? 'postfix';

function describeResult(result: ScanResult): string {
  const { at, outcome, stage, reason, queueId, messageId, client, from, to, size, hop, reply } = result;
  const said = reply ? [reply.code, reply.enhanced, JSON.stringify(reply.text)] : ['no reply'];
  return [
    `${at} ${outcome} ${stage} ${reason ?? 'fine'}`,
    `${queueId} ${messageId} ${size}`,
    `${client.address} ${client.name} ${client.login}`,
    `${from} -> ${to} by ${hop}`,
    said.join(' '),
  ].join(' | ');
}

describe.each(names)('%s', (name) => {
  const log = logOf(name);
  const format = formatOf(name);

  it('is recognised, behind a screenful of other daemons, too', () => {
    const others = Array.from({ length: 60 }, (_, n) => `Nov 23 09:00:${n % 60} relay cron[${n}]: (root) CMD (true)`);
    expect(recogniseFormat(log.split('\n'))).toBe(format);
    expect(recogniseFormat([...others, ...log.split('\n')])).toBe(format);
  });

  it('tells what became of each scan', () => {
    const results = readMailLog(log, { now, format });
    for (const result of results) scanResultSchema.parse(result);
    const told = `${results.map(describeResult).join('\n')}\n`;
    const expected = new URL(`${name}.txt`, folder);
    if (process.env.PLATEN_WRITE_FIXTURES) writeFileSync(expected, told);
    expect(told).toBe(readFileSync(expected, 'utf8'));
  });

  it('tells the same, in the same order, wherever its bytes are cut', () => {
    const bytes = Buffer.from(log);
    const whole = readMailLog(log, { now, format });
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 8 }), (cuts) => {
        const reader = formats[format].create({ now });
        const splitter = createLineSplitter();
        const results: ScanResult[] = [];
        const take = (lines: readonly string[]) => {
          for (const line of lines) results.push(...reader.push(line));
        };
        let start = 0;
        for (const cut of [...cuts.toSorted((a, b) => a - b), bytes.length]) {
          take(splitter.push(bytes.subarray(start, cut)));
          start = cut;
        }
        take(splitter.end());
        results.push(...reader.end());
        expect(results).toEqual(whole);
      }),
      { numRuns: 20 },
    );
  });

  it('throws nothing and keeps to the contract, whatever a line has become', () => {
    const lines = log.split('\n');
    fc.assert(
      fc.property(
        fc.nat(lines.length - 1),
        fc.nat(300),
        fc.nat(60),
        fc.string({ unit: 'binary', maxLength: 20 }),
        (which, at, cut, put) => {
          const damaged = lines.with(which, mutate(lines[which] ?? '', at, cut, put));
          for (const result of readMailLog(damaged, { now, format })) scanResultSchema.parse(result);
        },
      ),
      { numRuns: 100 },
    );
  });
});

function mutate(line: string, at: number, cut: number, put: string): string {
  return line.slice(0, at) + put + line.slice(at + cut);
}

it('a line of a stranger that is very long takes no reader long', () => {
  const pieces = ['[', ' <', 'a', '0.', '"', '\\', ': ', '1.2.3.4', '{LED=', 'host a[', '550-', 'x=" '];
  for (const name of names) {
    const format = formatOf(name);
    const [last = ''] = logOf(name).trimEnd().split('\n').slice(-1);
    for (const piece of pieces) {
      const reader = formats[format].create({ now });
      const started = performance.now();
      for (const keep of [20, 60, 100, last.length])
        reader.push(last.slice(0, keep) + piece.repeat(30_000 / piece.length));
      // Where the time grows with the square of the length, it is a hundred times this.
      expect(performance.now() - started).toBeLessThan(5_000);
    }
  }
});
