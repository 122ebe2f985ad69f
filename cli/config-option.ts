/** `-c FILE`, alike for all commands that read the configuration. */
import { parseArgs } from 'node:util';
import { UsageError } from './command.ts';

export const configHelp = `  -c, --config FILE  the configuration; default: platen.yaml here, else /etc/platen/platen.yaml`;

export function readConfigOption(argv: readonly string[]): string | undefined {
  const { values, positionals } = parseArgs({
    args: [...argv],
    allowPositionals: true,
    options: { config: { type: 'string', short: 'c' } },
  });
  if (positionals.length > 0) throw new UsageError(`takes no "${positionals[0]}"; name the configuration with -c FILE`);
  return values.config;
}
