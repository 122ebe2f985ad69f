/** `platen explain`: codes, panel texts and replies of mail servers, looked up in the catalogue. */
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { parseArgs } from 'node:util';
import { explain } from '../../catalogue/index.ts';
import { readCatalogue } from '../catalogue-option.ts';
import { type Command, type Io, UsageError } from '../command.ts';
import { describeExplanations } from '../explanation-block.ts';
import { openPage } from '../terminal.ts';

export const command: Command = {
  name: 'explain',
  usage: `Usage: platen explain TEXT… [OPTIONS]
       platen explain --unknown [-c FILE] [--json | --yaml]

Each TEXT is looked up by itself, in order. @FILE reads one a line, - reads them from standard input.

  --vendor NAME      whose device says it: xerox, oki …; the same number may mean something else elsewhere
  --catalogue DIR    with the entries of your own in this folder
  -c, --config FILE  with the entries that this configuration names
  --json             one explanation (platen.explanation/1) a line, best first

With --unknown it lists what your devices and mail servers said that the catalogue does not know: how often, where, and
whether an entry of your own explains it by now. It reads the dashboard's store, which may be running.

  --json             one of them a line
  --yaml             entries to fill in, for your own folder

Ends with 0 when something was found for every text, with 1 when not; with 1 when an own entry is wrong.

  platen explain 016-764 --vendor xerox
  platen explain "SERVICE CALL 173: FATAL ERROR"
  platen explain "550 5.7.1 Relay access denied"
  platen explain --unknown --yaml > own/new.yaml`,
  run,
};

const options = {
  vendor: { type: 'string' },
  catalogue: { type: 'string' },
  config: { type: 'string', short: 'c' },
  unknown: { type: 'boolean' },
  json: { type: 'boolean' },
  yaml: { type: 'boolean' },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

async function run(argv: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
  if (values.vendor?.trim() === '') throw new UsageError('"--vendor" needs a name, such as xerox or oki.');
  if (values.unknown) return explainUnknown(positionals, values, io);
  if (values.yaml) throw new UsageError('"--yaml" goes with --unknown.');
  if (positionals.length === 0) throw new UsageError('which text? Give a code or a message, in quotes.');
  const folder = values.catalogue ?? (values.config === undefined ? null : await folderIn(values.config, io));
  const { catalogue, isRight } = await readCatalogue(folder, io);
  const page = openPage(io.stdout, io.env);
  let isAllFound = true;
  let isFirst = true;
  for await (const text of textsOf(positionals, io)) {
    const explanations = explain(text, { vendor: values.vendor ?? null, catalogue });
    isAllFound &&= explanations.some(({ found }) => found);
    const shown = values.json
      ? explanations.map((each) => `${JSON.stringify(each)}\n`).join('')
      : `${isFirst ? '' : '\n'}${describeExplanations(text, explanations, page)}`;
    if (!io.stdout.write(shown)) await once(io.stdout, 'drain');
    isFirst = false;
  }
  return isAllFound && isRight ? 0 : 1;
}

async function folderIn(config: string, io: Io): Promise<string | null> {
  const { loadConfig } = await import('../config-file.ts');
  return loadConfig(config, io).catalogue;
}

async function explainUnknown(positionals: readonly string[], values: Values, io: Io): Promise<number> {
  if (positionals.length > 0) throw new UsageError(`"--unknown" takes no text; leave "${positionals[0]}" out.`);
  if (values.json && values.yaml) throw new UsageError('"--json" or "--yaml", not both.');
  const [{ loadConfig }, { readUnknown }, { describeUnknown, skeletons }] = await Promise.all([
    import('../config-file.ts'),
    import('../unknown-inbox.ts'),
    import('../unknown-block.ts'),
  ]);
  const config = loadConfig(values.config, io);
  const { catalogue, isRight } = await readCatalogue(values.catalogue ?? config.catalogue, io);
  const rows = await readUnknown(config.dashboard.dataDir, catalogue);
  if (values.json) io.stdout.write(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  else io.stdout.write(values.yaml ? skeletons(rows) : describeUnknown(rows, openPage(io.stdout, io.env)));
  return isRight ? 0 : 1;
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
