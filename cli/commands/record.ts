/** `platen record`: everything that a device answers, as a file for a bug report. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { describeCell } from '../../agent/cell-text.ts';
import { writeRecording } from '../../agent/recording.ts';
import { redactCells } from '../../agent/redact.ts';
import { openSnmp, SnmpError, type Target } from '../../agent/snmp/index.ts';
import type { Cell, Oid, Walk } from '../../agent/walk.ts';
import type { Names } from '../../mibs/names.ts';
import { type Command, type Io, UsageError } from '../command.ts';
import { mibsUsage, readNames } from '../mibs-option.ts';
import { type AskedTarget, readTargets, snmpOptions, snmpUsage } from '../snmp-options.ts';
import { cleanText } from '../terminal.ts';

export const command: Command = {
  name: 'record',
  usage: `Usage: platen record HOST [--out FILE] [--redact] [--text] [OPTIONS]

  --out FILE           where to write; otherwise to standard output
  --redact             without serial numbers, names, places, and mail and network addresses
  --text               to read and not to play back: every object with its name, and what its value means
${mibsUsage}

${snmpUsage}

A whole device takes some hundreds of requests, one after the other. The tables of SNMP itself, which hold names and
communities, are left out. "platen simulate FILE" plays it back.

  platen record 10.0.4.21 --redact --out copier.snmprec`,
  run,
};

/** A large printer has some 20,000 objects. */
const limits = { requests: 50_000, ms: 3_600_000, rows: 200_000, cells: 400_000 };

async function run(argv: readonly string[], io: Io): Promise<number> {
  const options = {
    ...snmpOptions,
    out: { type: 'string' },
    redact: { type: 'boolean' },
    text: { type: 'boolean' },
    mibs: { type: 'string' },
  } as const;
  const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
  const targets = readTargets(positionals, values, io);
  const [target] = targets;
  if (!target || targets.length > 1) throw new UsageError('name one device.');
  try {
    const { cells, warnings } = await walkWithAny(target, io);
    for (const warning of warnings) io.stderr.write(`platen record: ${cleanText(warning)}\n`);
    const secrets = credentialsOf(target).map((each) => (each.version === 'v3' ? each.user : each.community));
    const written = values.redact ? redactCells(cells, secrets) : cells;
    const text = values.text ? writeListing(written, readNames(values.mibs, io, 'record')) : writeRecording(written);
    if (values.out === undefined) io.stdout.write(text);
    else save(path.resolve(io.cwd, values.out), text);
    io.stderr.write(`platen record: ${written.size} objects${values.out === undefined ? '' : ` in ${values.out}`}\n`);
    return warnings.length > 0 ? 1 : 0;
  } catch (error) {
    if (!(error instanceof SnmpError)) throw error;
    io.stderr.write(`platen record: ${cleanText(error.message)} (${error.code})\n`);
    return 1;
  }
}

const credentialsOf = ({ credentials, otherCredentials }: AskedTarget) => [credentials, ...otherCredentials];

/** With the first credentials that are answered. */
async function walkWithAny(target: AskedTarget, io: Io): Promise<Walk> {
  let failure: unknown;
  for (const credentials of credentialsOf(target)) {
    try {
      return await walkAll({ ...target, credentials }, io);
    } catch (error) {
      failure ??= error;
    }
  }
  throw failure;
}

async function walkAll(target: Target, io: Io): Promise<Walk> {
  const client = openSnmp({ limits });
  const show = (text: string) => io.stderr.isTTY && io.stderr.write(`\r\u001b[2K${text}`);
  try {
    return await client.visit(target, async (ask) => {
      show('reading the standard tables …');
      const { cells } = await ask({ scalars: [], columns: [['1.3.6.1.2.1']] });
      show(`${cells.size} objects; reading the tables of the maker …`);
      return ask({ scalars: [], columns: [['1.3.6.1.4.1']] });
    });
  } finally {
    show('');
    await client.close();
  }
}

/** `prtAlertCode.1.4 = jam (8)` a line, with the number where no module has a name. */
function writeListing(cells: ReadonlyMap<Oid, Cell>, names: Names): string {
  const lines = [...cells].map(([oid, cell]) => `${names.nameOf(oid) ?? oid} = ${describeCell(oid, cell, names)}\n`);
  return lines.join('');
}

function save(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'not writable';
    throw new UsageError(`cannot write ${file} (${code}).`);
  }
}
