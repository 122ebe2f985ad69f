/** `platen version` */
import { readFile } from 'node:fs/promises';
import type { Command } from '../command.ts';

export const command: Command = {
  name: 'version',
  usage: `Usage: platen version

Prints the versions of Platen and of the Node that runs it.
`,
  async run(_argv, io) {
    const { version } = JSON.parse(await readFile(new URL('../../package.json', import.meta.url), 'utf8'));
    io.stdout.write(`platen ${version} (Node ${process.versions.node})\n`);
    return 0;
  },
};
