/** `platen explain`: codes, panel texts and replies of mail servers, looked up in the catalogue. */
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { explain } from '../../catalogue/index.ts';
import { type Command, type Io, UsageError } from '../command.ts';
import { describeExplanations } from '../explanation-block.ts';
import { openPage } from '../terminal.ts';

export const command: Command = {
  name: 'explain',
  usage: `Usage: platen explain TEXT… [OPTIONS]

Each TEXT is looked up by itself, in order. @FILE reads one a line, - reads them from standard input.

  --vendor NAME   whose device says it: xerox, oki …; the same number may mean something else elsewhere
  --json          one explanation (platen.explanation/1) a line, best first

Ends with 0 when something was found for every text, with 1 when not.

  platen explain 016-764 --vendor xerox
  platen explain "SERVICE CALL 173: FATAL ERROR"
  platen explain "550 5.7.1 Relay access denied"`,
  run,
};

async function run(argv: readonly string[], io: Io): Promise<number> {
  const options = { vendor: { type: 'string' }, json: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
  if (positionals.length === 0) throw new UsageError('which text? Give a code or a message, in quotes.');
  if (values.vendor?.trim() === '') throw new UsageError('"--vendor" needs a name, such as xerox or oki.');
  const page = openPage(io.stdout, io.env);
  let isAllFound = true;
  let isFirst = true;
  for await (const text of textsOf(positionals, io)) {
    const explanations = explain(text, { vendor: values.vendor ?? null });
    isAllFound &&= explanations.some(({ found }) => found);
    const shown = values.json
      ? explanations.map((each) => `${JSON.stringify(each)}\n`).join('')
      : `${isFirst ? '' : '\n'}${describeExplanations(text, explanations, page)}`;
    if (!io.stdout.write(shown)) await once(io.stdout, 'drain');
    isFirst = false;
  }
  return isAllFound ? 0 : 1;
}

/** The texts of a call in its order. Throws `UsageError` for a file that cannot be read. */
async function* textsOf(positionals: readonly string[], io: Io): AsyncGenerator<string> {
  for (const each of positionals) {
    if (each === '-') yield* linesOf(io.stdin);
    else if (/^@./.test(each)) yield* linesOfFile(path.resolve(io.cwd, each.slice(1)));
    else yield each;
  }
}

async function* linesOfFile(file: string): AsyncGenerator<string> {
  const stream = createReadStream(file, 'utf8');
  try {
    await once(stream, 'ready');
    yield* linesOf(stream);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new UsageError(`cannot read ${file} (${code}).`);
  } finally {
    stream.destroy();
  }
}

async function* linesOf(stream: Readable): AsyncGenerator<string> {
  for await (const line of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') yield line;
  }
}
