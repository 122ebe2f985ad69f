/** `platen check` */
import { parseArgs } from 'node:util';
import type { Command, Io } from '../command.ts';
import { UsageError } from '../command.ts';
import { configHelp } from '../config-option.ts';

export const command: Command = {
  name: 'check',
  usage: `Usage: platen check [-c FILE] [--json]
       platen check --schema [catalogue]

Reads the configuration and says what would be polled, which logs read, where the dashboard would be and who would be
told. Asks no device and sends nothing. What is wrong is named with file, line and column. An office's own entries for the
catalogue (the folder of the key "catalogue") are checked too, and each of their examples is tried.

${configHelp}
  --json             one JSON object a line
  --schema           prints the JSON Schema of platen.yaml, for editors; with "catalogue", that of own entries

Exit status: 0 all is well; 1 the file is right, but e.g. a log cannot be read; 2 the file is wrong.
`,
  async run(argv, io) {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { config: { type: 'string', short: 'c' }, json: { type: 'boolean' }, schema: { type: 'boolean' } },
    });
    const [first] = positionals;
    if (values.schema && (first === undefined || first === 'catalogue')) return printSchema(first, io);
    if (first !== undefined) throw new UsageError(`takes no "${first}"; name the file with -c FILE`);
    const [{ loadConfig }, { reportConfig }, { readOwnCatalogue }, { ConfigError }] = await Promise.all([
      import('../config-file.ts'),
      import('../config-report.ts'),
      import('../own-catalogue.ts'),
      import('../config-errors.ts'),
    ]);
    const config = loadConfig(values.config, io);
    const own = config.catalogue === null ? null : readOwnCatalogue(config.catalogue, io.cwd);
    if (own && own.faults.length > 0) throw new ConfigError(own.faults);
    const findings = await reportConfig(config, own);
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

async function printSchema(of: string | undefined, io: Io): Promise<number> {
  const schema =
    of === undefined
      ? (await import('../config-schema.ts')).publishedSchema()
      : (await import('../own-catalogue.ts')).ownEntriesSchema;
  io.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
  return 0;
}
