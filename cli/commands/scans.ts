/** `platen scans read`: what a mail log or a bounce tells of scans; `platen scans probe`: what a device would meet. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createGunzip } from 'node:zlib';
import type { Format, LogReader } from '../../agent/scans/index.ts';
import { formatNames, formats, isFormat, recogniseFormat } from '../../agent/scans/index.ts';
import { createLineSplitter } from '../../agent/scans/lines.ts';
import { maskResult } from '../../agent/scans/mask.ts';
import { inOwnWords } from '../../agent/scans/own-words.ts';
import { randomTag } from '../../agent/scans/sources/tag.ts';
import type { OwnReplies } from '../../catalogue/index.ts';
import type { ScanResult } from '../../contract/index.ts';
import { readCatalogue } from '../catalogue-option.ts';
import type { Command, Io } from '../command.ts';
import { UsageError } from '../command.ts';
import { probe, probeUsage } from '../scan-probe.ts';
import { describeResult } from '../scan-table.ts';

const width = Math.max(...formatNames.map((name) => name.length));

export const command: Command = {
  name: 'scans',
  usage: `Usage: platen scans read [FILE|-] [--format FORMAT] [--zone ZONE] [--mask] [--catalogue DIR] [--json]
       platen scans probe HOST[:PORT] [OPTIONS]

read: reads FILE (.gz too), or standard input, and prints one scan result per message and recipient.

  --format FORMAT  one of the formats below; by default the text is recognised
  --zone ZONE      time zone of lines that do not say it, e.g. Europe/Paris; default: that of this machine
  --catalogue DIR  with the entries of your own in this folder
  --mask           of recipients' addresses only the first letter and the domain, e.g. to pass the results on
  --json           one JSON object (platen.scan-result/1) a line, nothing else

Formats:
${formatNames.map((name) => `  ${name.padEnd(width)}  ${formats[name].summary}`).join('\n')}

probe: talks SMTP with HOST as a device would, up to the recipient, and says how far it comes. Sends no mail.

${probeUsage}

Exit status: 0 done; 1 some lines were damaged, a stage of the probe failed, or something has to be done before long;
2 the call is wrong.
`,
  async run(argv, io) {
    const [action, ...rest] = argv;
    if (action === 'probe') return probe(rest, io);
    if (action !== 'read') {
      throw new UsageError(
        action === undefined
          ? 'say what to do: platen scans read FILE, or platen scans probe HOST'
          : `there is no "${action}"; there are "read" and "probe"`,
      );
    }
    const { values, positionals } = parseArgs({
      args: rest,
      allowPositionals: true,
      options: {
        format: { type: 'string' },
        zone: { type: 'string' },
        catalogue: { type: 'string' },
        mask: { type: 'boolean' },
        json: { type: 'boolean' },
      },
    });
    if (positionals.length > 1) throw new UsageError('one FILE at a time');
    const format = readFormat(values.format ?? 'auto');
    const zone = readZone(values.zone);
    const { catalogue } = await readCatalogue(values.catalogue, io);
    return readScans(
      await openInput(positionals[0] ?? '-', io),
      { format, zone, own: catalogue.replies, mask: values.mask === true, json: values.json === true },
      io,
    );
  },
};

type Options = {
  readonly format: Format | 'auto';
  readonly zone: string;
  readonly own: OwnReplies;
  readonly mask: boolean;
  readonly json: boolean;
};

/** How much of a text is looked at at once, as long as its format is not known. */
const sampleChars = 256 * 1024;

async function readScans(input: AsyncIterable<Buffer | string>, options: Options, io: Io): Promise<number> {
  const splitter = createLineSplitter();
  const tag = options.mask ? randomTag() : null;
  let reader: LogReader | null = null;
  let pending: string[] = [];
  let pendingChars = 0;
  let out = '';
  const print = (results: readonly ScanResult[]) => {
    for (const read of results) {
      const found = inOwnWords(read, options.own);
      const result = tag ? maskResult(found, tag) : found;
      out += options.json ? `${JSON.stringify(result)}\n` : describeResult(result);
    }
  };
  const start = (format: Format): LogReader => {
    // A mail is bytes, because each of its parts has a charset of its own; a log is UTF-8.
    splitter.encoding = format === 'dsn' ? 'latin1' : 'utf8';
    return formats[format].create({ now: () => new Date(), zone: options.zone });
  };
  /** A log may begin with lines of other programs only: what no format knows is left behind. */
  const settle = (lines: readonly string[]) => {
    const format = recogniseFormat(lines);
    pending = [];
    pendingChars = 0;
    if (format === null) return;
    reader = start(format);
    for (const line of lines) print(reader.push(format === 'dsn' ? line : fromUtf8(line)));
  };
  const take = (lines: readonly string[]) => {
    if (reader !== null) {
      for (const line of lines) {
        const results = reader.push(line);
        if (results.length > 0) print(results);
      }
      return;
    }
    for (const line of lines) pendingChars += line.length;
    pending.push(...lines);
    if (pendingChars > sampleChars) settle(pending);
  };

  if (options.format === 'auto') splitter.encoding = 'latin1';
  else reader = start(options.format);
  let isBlank = true;
  for await (const chunk of input) {
    const lines = splitter.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk));
    isBlank &&= lines.every((line) => line.trim() === '');
    take(lines);
    if (out.length > 65_536) {
      await write(io, out);
      out = '';
    }
  }
  const last = splitter.end();
  isBlank &&= last.every((line) => line.trim() === '');
  take(last);
  if (reader === null) settle(pending);
  const used = reader as LogReader | null;
  if (used === null && !isBlank) {
    throw new UsageError('the format is not recognised; say it with --format (see platen scans --help)');
  }
  print(used?.end() ?? []);
  await write(io, out);
  const damaged = used?.damaged() ?? 0;
  if (damaged > 0) io.stderr.write(`platen scans: ${damaged} ${damaged === 1 ? 'line' : 'lines'} could not be read\n`);
  return damaged > 0 ? 1 : 0;
}

async function write(io: Io, text: string): Promise<void> {
  if (text === '' || io.stdout.write(text)) return;
  await new Promise<void>((resolve) => io.stdout.once('drain', resolve));
}

function fromUtf8(line: string): string {
  return /[\x80-\xff]/.test(line) ? Buffer.from(line, 'latin1').toString('utf8') : line;
}

async function openInput(name: string, io: Io): Promise<AsyncIterable<Buffer | string>> {
  if (name === '-') return io.stdin;
  const file = path.resolve(io.cwd, name);
  const found = await stat(file).catch(() => null);
  if (found === null) throw new UsageError(`there is no file "${name}"`);
  if (found.isDirectory()) throw new UsageError(`"${name}" is a folder; name a file in it`);
  const stream = createReadStream(file);
  return file.endsWith('.gz') ? stream.pipe(createGunzip()) : stream;
}

function readFormat(name: string): Format | 'auto' {
  if (name === 'auto' || isFormat(name)) return name;
  throw new UsageError(`there is no format "${name}"; known: auto, ${formatNames.join(', ')}`);
}

function readZone(name: string | undefined): string {
  const zone = name ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    throw new UsageError(`there is no time zone "${zone}"; write e.g. Europe/Paris or UTC`);
  }
}
