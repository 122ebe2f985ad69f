/** `platen scans read`: what a mail log or a bounce tells of scans. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Format, LogReader } from '../../agent/scans/index.ts';
import { formatNames, formats, isFormat, recogniseFormat } from '../../agent/scans/index.ts';
import type { ScanResult } from '../../contract/index.ts';
import type { Command, Io } from '../command.ts';
import { UsageError } from '../command.ts';
import { describeResult } from '../scan-table.ts';

const width = Math.max(...formatNames.map((name) => name.length));

export const command: Command = {
  name: 'scans',
  usage: `Usage: platen scans read [FILE|-] [--format FORMAT] [--zone ZONE] [--json]

Reads FILE, or standard input, and prints one scan result per message and recipient.

  --format FORMAT  one of the formats below; by default the text is recognised
  --zone ZONE      time zone of lines that do not say it, e.g. Europe/Paris; default: that of this machine
  --json           one JSON object (platen.scan-result/1) a line, nothing else

Formats:
${formatNames.map((name) => `  ${name.padEnd(width)}  ${formats[name].summary}`).join('\n')}

Exit status: 0 read; 1 read, but some lines were damaged; 2 the call is wrong.
`,
  async run(argv, io) {
    const [action, ...rest] = argv;
    if (action !== 'read') {
      throw new UsageError(
        action === undefined
          ? 'say what to do: platen scans read FILE'
          : `there is no "${action}"; the only one is "read"`,
      );
    }
    const { values, positionals } = parseArgs({
      args: rest,
      allowPositionals: true,
      options: { format: { type: 'string' }, zone: { type: 'string' }, json: { type: 'boolean' } },
    });
    if (positionals.length > 1) throw new UsageError('one FILE at a time');
    const format = readFormat(values.format ?? 'auto');
    const zone = readZone(values.zone);
    return readScans(await openInput(positionals[0] ?? '-', io), { format, zone, json: values.json === true }, io);
  },
};

type Options = { readonly format: Format | 'auto'; readonly zone: string; readonly json: boolean };

/** How much of a text is looked at before its format is settled. */
const sampleChars = 256 * 1024;
/** A line of a mail log is never longer; what is gets cut, so that no input can fill the memory. */
const maxLine = 256 * 1024;

async function readScans(input: AsyncIterable<Buffer | string>, options: Options, io: Io): Promise<number> {
  let reader: LogReader | null = null;
  let pending: string[] = [];
  let pendingChars = 0;
  const print = (results: readonly ScanResult[]) => {
    let text = '';
    for (const result of results) text += options.json ? `${JSON.stringify(result)}\n` : describeResult(result);
    return text;
  };
  const start = (format: Format | null) => {
    if (format === null)
      throw new UsageError('the format is not recognised; say it with --format (see platen scans --help)');
    reader = formats[format].create({ now: () => new Date(), zone: options.zone });
    const lines = pending;
    pending = [];
    return lines.map((line) => print(reader?.push(line) ?? [])).join('');
  };
  let out = options.format === 'auto' ? '' : start(options.format);
  for await (const line of linesOf(input)) {
    if (reader === null) {
      pending.push(line);
      pendingChars += line.length;
      if (pendingChars > sampleChars) out += start(recogniseFormat(pending));
    } else out += print((reader as LogReader).push(line));
    if (out.length > 65_536) {
      await write(io, out);
      out = '';
    }
  }
  if (reader === null && pending.some((line) => line.trim() !== '')) out += start(recogniseFormat(pending));
  const used = reader as LogReader | null;
  await write(io, out + print(used?.end() ?? []));
  const damaged = used?.damaged() ?? 0;
  if (damaged > 0) io.stderr.write(`platen scans: ${damaged} ${damaged === 1 ? 'line' : 'lines'} could not be read\n`);
  return damaged > 0 ? 1 : 0;
}

async function write(io: Io, text: string): Promise<void> {
  if (text === '' || io.stdout.write(text)) return;
  await new Promise<void>((resolve) => io.stdout.once('drain', resolve));
}

/** Lines with any line end: LF, CRLF, or CR alone as old systems wrote it. */
async function* linesOf(input: AsyncIterable<Buffer | string>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  let endsWithReturn = false;
  for await (const chunk of input) {
    let text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true });
    if (endsWithReturn && text.startsWith('\n')) text = text.slice(1);
    endsWithReturn = text.endsWith('\r');
    const lines = (rest + text).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? '';
    if (rest.length > maxLine) rest = rest.slice(0, maxLine);
    yield* lines;
  }
  if (rest !== '') yield rest;
}

async function openInput(name: string, io: Io): Promise<AsyncIterable<Buffer | string>> {
  if (name === '-') return io.stdin;
  const file = path.resolve(io.cwd, name);
  const found = await stat(file).catch(() => null);
  if (found === null) throw new UsageError(`there is no file "${name}"`);
  if (found.isDirectory()) throw new UsageError(`"${name}" is a folder; name a file in it`);
  return createReadStream(file, { highWaterMark: 256 * 1024 });
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
