import { describe, expect, test } from 'vitest';
import { commands } from '../../cli/commands/index.ts';
import { main } from '../../cli/main.ts';
import { testIo } from './world.ts';

async function run(...argv: string[]) {
  const io = testIo('/');
  const status = await main(argv, io);
  return { status, printed: io.printed(), complained: io.complained() };
}

describe('help', () => {
  test.each([[[]], [['help']], [['--help']], [['-h']]])('%j lists every command', async (argv) => {
    const { status, printed, complained } = await run(...argv);
    expect([status, complained]).toEqual([0, '']);
    for (const name of Object.keys(commands)) expect(printed).toMatch(new RegExp(`^  ${name} +\\S`, 'm'));
  });

  test.each(Object.keys(commands))('%s says what it does, in every way of asking', async (name) => {
    const { summary, load } = commands[name] ?? {};
    const { command } = (await load?.()) ?? {};
    expect(command?.name).toBe(name);
    expect(summary).not.toMatch(/\.$|\n/);
    const asked = await run(name, '--help');
    expect(asked.status).toBe(0);
    expect(asked.printed).toMatch(new RegExp(`^Usage: platen ${name}`));
    expect(asked.printed).toMatch(/[^\n]\n$/);
    expect(await run('help', name)).toEqual(asked);
    expect(Math.max(...asked.printed.split('\n').map((line) => line.length))).toBeLessThanOrEqual(130);
  });

  test('of a command that does not exist', async () => {
    expect(await run('help', 'pol')).toEqual({
      status: 2,
      printed: '',
      complained: 'platen: there is no command "pol"; did you mean "platen poll"?\n',
    });
  });
});

describe('a call that is wrong ends with 2 and one sentence', () => {
  test.each([
    [['frobnicate'], 'platen: there is no command "frobnicate"; "platen help" lists the commands.'],
    [['__proto__'], 'platen: there is no command "__proto__"; "platen help" lists the commands.'],
    [['\u001b[31mred'], 'platen: there is no command "?[31mred"; "platen help" lists the commands.'],
    [['check', '--jsno'], `platen check: Unknown option '--jsno'; "platen check --help" lists the options.`],
    [['check', '-c'], 'platen check: '],
    [['check', 'platen.yaml'], 'platen check: takes no "platen.yaml"; name the file with -c FILE'],
    [['start', 'now'], 'platen start: takes no "now"; name the configuration with -c FILE'],
    [['agent', '-c', '/nix.yaml'], 'platen agent: cannot read /nix.yaml: there is no such file'],
  ])('%j', async (argv, sentence) => {
    const { status, printed, complained } = await run(...argv);
    expect([status, printed]).toEqual([2, '']);
    expect(complained).toContain(sentence);
    expect(complained).toMatch(/^platen[^\n]*\n$/);
  });
});

test('an option after -- is none', async () => {
  const { status } = await run('explain', '--', '--help');
  expect(status).toBe(1);
});
