/** `platen check` */
import { parseArgs } from 'node:util';
import type { Command } from '../command.ts';
import { UsageError } from '../command.ts';
import { configHelp } from '../config-option.ts';

export const command: Command = {
  name: 'check',
  usage: `Usage: platen check [-c FILE] [--json]
       platen check --schema

Reads the configuration and says what would be polled, which logs read, where the dashboard would be and who would be
told. Asks no device and sends nothing. What is wrong is named with file, line and column.

${configHelp}
  --json             one JSON object a line
  --schema           prints the JSON Schema of platen.yaml, for editors

Exit status: 0 all is well; 1 the file is right, but e.g. a log cannot be read; 2 the file is wrong.
`,
  async run(argv, io) {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { config: { type: 'string', short: 'c' }, json: { type: 'boolean' }, schema: { type: 'boolean' } },
    });
    if (positionals.length > 0) throw new UsageError(`takes no "${positionals[0]}"; name the file with -c FILE`);
    if (values.schema) {
      const { publishedSchema } = await import('../config-schema.ts');
      io.stdout.write(`${JSON.stringify(publishedSchema(), null, 2)}\n`);
      return 0;
    }
    const [{ loadConfig }, { reportConfig }] = await Promise.all([
      import('../config-file.ts'),
      import('../config-report.ts'),
    ]);
    const findings = await reportConfig(loadConfig(values.config, io));
    const width = Math.max(...findings.map(({ check }) => check.length));
    for (const { check, ok, text, facts } of findings) {
      io.stdout.write(
        values.json
          ? `${JSON.stringify({ check, ok, text, ...facts })}\n`
          : `${ok ? ' ' : '!'} ${check.padEnd(width)}  ${text}\n`,
      );
    }
    return findings.every(({ ok }) => ok) ? 0 : 1;
  },
};
