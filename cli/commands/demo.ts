/** `platen demo`: a simulated office to look at, with nothing to configure. */
import { spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import type { Command, Io } from '../command.ts';
import { UsageError } from '../command.ts';
import type { DemoWorld } from '../demo-world.ts';
import { startDemo } from '../demo-world.ts';
import { openLog } from '../log.ts';
import { runParts } from '../service.ts';

const usage = `Usage: platen demo [--port 8631] [--no-open]

Runs a whole simulated office on this machine: printers that answer SNMP, a mail relay that refuses and defers
scans, an agent, the dashboard, and a receiver of webhooks. Nothing leaves this machine, and Ctrl-C leaves nothing
behind.

  --port N     port of the dashboard (8631); 0 takes a free one
  --no-open    does not open the page in a browser`;

export const command: Command = {
  name: 'demo',
  usage,
  async run(argv, io) {
    const { values } = parseArgs({
      args: [...argv],
      options: { port: { type: 'string', default: '8631' }, 'no-open': { type: 'boolean', default: false } },
    });
    const port = readPort(values.port);
    // The office is full of troubles: they belong on the page, not between the lines of the welcome.
    const log = openLog({ stderr: io.stderr, env: { PLATEN_LOG: io.env.PLATEN_LOG ?? 'error' } });
    let world: DemoWorld | undefined;
    const part = {
      name: 'demo',
      async start() {
        world = await startDemo({ port, log }).catch((error: unknown) => {
          throw explainStart(error, port);
        });
      },
      async stop() {
        if (world) io.stdout.write('\nClosing the office.\n');
        await world?.stop();
      },
    };
    return runParts([part], log, () => {
      if (!world) return;
      io.stdout.write(welcome(world));
      world.office.begin();
      if (!values['no-open']) openBrowser(world.url, io);
    });
  },
};

function readPort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65535)
    throw new UsageError(`"${text}" is not a port; write a number up to 65535`);
  return port;
}

function explainStart(error: unknown, port: number): unknown {
  const { code, port: refused } = error as { code?: string; port?: number };
  if (code === 'EADDRINUSE' && refused === port) {
    return new UsageError(`port ${port} is taken; "platen demo --port 0" takes a free one`);
  }
  return error;
}

function welcome({ url, office }: DemoWorld): string {
  const makers = 'Xerox, OKI, HP, Brother, Kyocera, Canon, Ricoh, Konica Minolta and Epson';
  return `
  The office is open: ${office.devices.length} simulated devices by ${makers}.

    Dashboard   ${url}
    Webhooks    ${office.catcher.page}   (what a help desk would receive)

  In the next minute: a paper jam, a fuser and a drum fault, low toner, an empty tray, an open cover, a locked scan
  folder, a scan that the mail relay refuses, one that goes out late, and a printer that vanishes and comes back.
  After that it goes on more quietly.

  Everything is on this machine and in a temporary folder. Ctrl-C closes the office and leaves nothing behind.

`;
}

/** Only where somebody sits in front of a screen. A browser that does not start is no reason to stop. */
function openBrowser(url: string, io: Io): void {
  const hasScreen = process.platform !== 'linux' || Boolean(io.env.DISPLAY ?? io.env.WAYLAND_DISPLAY);
  if (!io.stdout.isTTY || !hasScreen) return;
  const [program, ...args] = openers[process.platform] ?? ['xdg-open'];
  const child = spawn(program, [...args, url], { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}

const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
  darwin: ['open'],
  win32: ['cmd', '/c', 'start', ''],
};
