import { appendFileSync, copyFileSync, mkdirSync, renameSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Folder } from '../../../../agent/scans/sources/folder.ts';
import { createFolder } from '../../../../agent/scans/sources/folder.ts';
import { appendScans } from '../../mail-log.ts';
import type { TestPorts } from './ports.ts';
import { testPorts } from './ports.ts';

let ports: TestPorts;
let logs: string;
beforeEach(() => {
  ports = testPorts();
  logs = path.join(ports.folder, 'logs');
  mkdirSync(logs);
});
afterEach(() => ports.remove());

const open = (pattern: string, format: 'exchange' | 'postfix', from: 'start' | 'end' = 'start'): Folder =>
  createFolder({ kind: 'file', format, zone: 'UTC', from, path: path.join(logs, pattern) }, ports, 10);

const heading = (role: 'Receive' | 'Send', hour: number) =>
  `#Software: Microsoft Exchange Server\r\n#Version: 15.0.0.0\r\n#Log-type: SMTP ${role} Protocol Log\r\n` +
  `#Date: 2026-11-23T${String(hour).padStart(2, '0')}:00:00.000Z\r\n` +
  '#Fields: date-time,connector-id,session-id,sequence-number,local-endpoint,remote-endpoint,event,data,context\r\n';

/** One scan in a protocol log of Exchange Server: as the device hands it in, up to the given row. */
function session(n: number, hour: number, rows: readonly [number, number] = [0, 99]): string {
  const id = n.toString(16).toUpperCase().padStart(16, '0');
  const talk: readonly (readonly [string, string])[] = [
    ['+', ''],
    ['>', '220 mail.example.com Microsoft ESMTP MAIL Service ready'],
    ['<', 'EHLO copier'],
    ['>', '250 mail.example.com Hello'],
    ['<', 'MAIL FROM:<copier@example.com>'],
    ['>', '250 2.1.0 Sender OK'],
    ['<', `RCPT TO:<${n}@example.com>`],
    ['>', '250 2.1.5 Recipient OK'],
    ['<', 'DATA'],
    ['>', '354 Start mail input; end with <CRLF>.<CRLF>'],
    ['>', '250 2.6.0 <1@copier> [InternalId=1] Queued mail for delivery'],
    ['<', 'QUIT'],
    ['>', '221 2.0.0 Service closing transmission channel'],
    ['-', ''],
  ];
  return talk
    .map(([event, text], at) => {
      const time = `2026-11-23T${String(hour).padStart(2, '0')}:01:${String(at).padStart(2, '0')}.000Z`;
      return `${time},MAIL\\Default,${id},${at},10.0.0.1:25,10.0.4.21:50000,${event},"${text}",\r\n`;
    })
    .slice(...rows)
    .join('');
}

test('a new file every hour, and a conversation over its turn', async () => {
  const folder = open('*.LOG', 'exchange');
  await folder.read();
  expect(ports.sentences()).toEqual(['no log of this name is there yet; it is read as soon as it is']);
  const hourly = (hour: number) => path.join(logs, `RECV20261123${String(hour).padStart(2, '0')}-1.LOG`);
  for (let hour = 8; hour < 12; hour++) {
    writeFileSync(hourly(hour), heading('Receive', hour) + (hour > 8 ? session(hour - 1 + 100, hour, [7, 99]) : ''));
    appendFileSync(hourly(hour), session(hour, hour));
    await folder.read();
    appendFileSync(hourly(hour), session(hour + 100, hour, [0, 7]));
    await folder.read();
  }
  const expected = [8, 108, 9, 109, 10, 110, 11].map((n) => `${n}@example.com`);
  expect(ports.recipients()).toEqual(expected);
  expect(ports.results[1]).toMatchObject({ client: { address: '10.0.4.21' }, from: 'copier@example.com' });
});

test('a restart in the middle of a conversation, in files whose heading names the columns', async () => {
  const file = path.join(logs, 'RECV2026112308-1.LOG');
  writeFileSync(file, heading('Receive', 8) + session(1, 8) + session(2, 8, [0, 7]));
  const first = open('RECV*.LOG', 'exchange');
  await first.read();
  await first.stop();
  appendFileSync(file, session(2, 8, [7, 99]));
  const second = open('RECV*.LOG', 'exchange');
  await second.read();
  await second.read();
  expect(ports.recipients()).toEqual(['1@example.com', '2@example.com']);
  expect(ports.results[1]?.client.address).toBe('10.0.4.21');
});

test('both directions of one folder at the same time', async () => {
  const folder = open('*.LOG', 'exchange');
  const [incoming, outgoing] = ['RECV2026112308-1.LOG', 'SEND2026112308-1.LOG'].map((name) => path.join(logs, name));
  writeFileSync(incoming ?? '', heading('Receive', 8));
  writeFileSync(outgoing ?? '', heading('Send', 8));
  await folder.read();
  for (let n = 0; n < 5; n++) {
    appendFileSync(incoming ?? '', session(n, 8));
    appendFileSync(
      outgoing ?? '',
      '2026-11-23T08:00:00.000Z,Out,00000000000000FF,1,10.0.0.1:999,192.0.2.1:25,*,,"nothing"\r\n',
    );
    await folder.read();
  }
  expect(ports.recipients()).toEqual([0, 1, 2, 3, 4].map((n) => `${n}@example.com`));
});

test('from the end: what is there is not told, what is added and what comes later is', async () => {
  const [old, young] = [path.join(logs, 'mail-1.log'), path.join(logs, 'mail-2.log')];
  appendScans(old, 0, 3);
  const folder = open('mail-*.log', 'postfix', 'end');
  await folder.read();
  expect(ports.recipients()).toEqual([]);
  appendScans(old, 3, 4);
  appendScans(young, 4, 5);
  await folder.read();
  const again = open('mail-*.log', 'postfix', 'end');
  appendScans(path.join(logs, 'mail-3.log'), 5, 6);
  await again.read();
  expect(ports.recipients()).toEqual([3, 4, 5].map((n) => `${n}@example.com`));
});

test('renamed within the pattern, copied and truncated, gone and back: each line once', async () => {
  const file = path.join(logs, 'mail.log');
  const folder = open('mail.log*', 'postfix');
  appendScans(file, 0, 20);
  await folder.read();
  renameSync(file, `${file}.1`);
  appendScans(`${file}.1`, 20, 22);
  appendScans(file, 22, 24);
  await folder.read();
  copyFileSync(file, `${file}.2`);
  truncateSync(file);
  appendScans(file, 24, 25);
  await folder.read();
  unlinkSync(`${file}.1`);
  await folder.read();
  expect([...ports.marks.all().keys()].map((name) => path.basename(name)).sort()).toEqual(['mail.log', 'mail.log.2']);
  expect(new Set(ports.recipients()).size).toBe(25);
  expect(ports.recipients()).toHaveLength(25);
});

test('what could not be kept is read again', async () => {
  const folder = open('*.log', 'postfix');
  appendScans(path.join(logs, 'mail.log'), 0, 3);
  ports.isFull = true;
  await folder.read();
  expect(ports.sentences()).toContain('the log cannot be read; it is tried again');
  ports.isFull = false;
  await folder.read();
  expect(ports.recipients()).toEqual([0, 1, 2].map((n) => `${n}@example.com`));
});
