/** Finds the command, runs it, and turns what it throws into one sentence and an exit status. */
import type { Command, Io } from './command.ts';
import { UsageError } from './command.ts';
import { type CommandEntry, commands } from './commands/index.ts';
import { nearest } from './nearest.ts';

type World = Omit<Io, 'cwd'> & { readonly cwd: string | (() => string) };

/** Gives the exit status. `world` is `process`, or a stand-in for it. */
export async function main(argv: readonly string[], world: World): Promise<number> {
  const io: Io = {
    stdout: world.stdout,
    stderr: world.stderr,
    stdin: world.stdin,
    env: world.env,
    cwd: typeof world.cwd === 'string' ? world.cwd : world.cwd(),
  };
  endWithReader(io);
  const [first, ...rest] = argv;
  if (first === undefined || first === '--help' || first === '-h') return showHelp(undefined, io);
  if (first === 'help') return showHelp(rest[0], io);
  const name = first === '--version' || first === '-V' ? 'version' : first;
  const entry = find(name);
  if (!entry) return refuse(name, io);
  const { command } = await entry.load();
  if (asksForHelp(rest)) return show(command.usage, io);
  try {
    return await command.run(rest, io);
  } catch (error) {
    return explainFailure(command, error, io);
  }
}

async function showHelp(name: string | undefined, io: Io): Promise<number> {
  if (name !== undefined) {
    const entry = find(name);
    return entry ? show((await entry.load()).command.usage, io) : refuse(name, io);
  }
  const all = Object.entries(commands);
  const width = Math.max(...all.map(([name]) => name.length));
  return show(
    [
      'Platen watches the printers and scanners of an office, says in plain words what is wrong, and tells people.',
      '',
      'Usage: platen COMMAND [ARGUMENT…]',
      '',
      ...all.map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`),
      '',
      'platen COMMAND --help says more. New here? Try: platen demo',
    ].join('\n'),
    io,
  );
}

function find(name: string): CommandEntry | undefined {
  return Object.hasOwn(commands, name) ? commands[name] : undefined;
}

function refuse(name: string, io: Io): number {
  const meant = nearest(name, [...Object.keys(commands), 'help']);
  const advice = meant ? `did you mean "platen ${meant}"?` : '"platen help" lists the commands.';
  io.stderr.write(`platen: there is no command "${printable(name)}"; ${advice}\n`);
  return 2;
}

function explainFailure(command: Command, error: unknown, io: Io): number {
  if (error instanceof UsageError) {
    io.stderr.write(`platen ${command.name}: ${error.message}\n`);
    return 2;
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (error instanceof Error && code === 'CONFIG_INVALID') {
    // Nothing but file:line:column first on each line, so that editors find the places.
    io.stderr.write(`${error.message}\n`);
    return 2;
  }
  if (error instanceof Error && code.startsWith('ERR_PARSE_ARGS')) {
    // Node adds advice about `--` after the first sentence; it is longer than the fault.
    const [sentence = ''] = error.message.split(/\. /);
    io.stderr.write(
      `platen ${command.name}: ${sentence.replace(/\.$/, '')}; "platen ${command.name} --help" lists the options.\n`,
    );
    return 2;
  }
  const shown = error instanceof Error ? (error.stack ?? error.message) : String(error);
  io.stderr.write(`platen ${command.name}: stopped by an error that it does not know: ${shown}\n`);
  return 1;
}

function show(text: string, io: Io): number {
  io.stdout.write(`${text.trimEnd()}\n`);
  return 0;
}

function asksForHelp(argv: readonly string[]): boolean {
  const end = argv.indexOf('--');
  const options = end < 0 ? argv : argv.slice(0, end);
  return options.includes('--help') || options.includes('-h');
}

/** `platen … | head` closes the pipe early: that is no error, there is only no one left to tell. */
function endWithReader(io: Io): void {
  io.stdout.once('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
}

function printable(text: string): string {
  return text.replace(/[^\x20-\x7e\u00a1-\uffff]/g, '?').slice(0, 60);
}
