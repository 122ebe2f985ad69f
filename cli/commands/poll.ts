/** `platen poll`: one look at each device. */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { nameEvidence } from '../../agent/evidence.ts';
import { createKeyring } from '../../agent/keyring.ts';
import { pollDevice } from '../../agent/poll.ts';
import { openSnmp } from '../../agent/snmp/index.ts';
import type { Reading } from '../../contract/index.ts';
import { catalogueUsage, readCatalogue } from '../catalogue-option.ts';
import { type Command, type Io, UsageError } from '../command.ts';
import { mibsUsage, readNames } from '../mibs-option.ts';
import { openProgress } from '../progress.ts';
import { describeFleet, describeReading, describeSilent } from '../reading-block.ts';
import { readConcurrency, readTargets, snmpOptions, snmpUsage } from '../snmp-options.ts';
import { openPage } from '../terminal.ts';
import { inTurn } from '../turns.ts';

export const command: Command = {
  name: 'poll',
  usage: `Usage: platen poll HOST… [OPTIONS]

${snmpUsage}

  --evidence           shows with everything that is wrong what the device sent
${mibsUsage}
${catalogueUsage}
  --json               one reading (platen.reading/1) a line, in the order of completion

Ends with 0 when every device answered, with 1 when one did not.

  platen poll 10.0.4.21
  platen poll 10.0.4.0/24 --timeout 1000 --json > readings.ndjson`,
  run,
};

const options = {
  ...snmpOptions,
  evidence: { type: 'boolean' },
  mibs: { type: 'string' },
  catalogue: { type: 'string' },
  json: { type: 'boolean' },
} as const;

async function run(argv: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
  if (positionals.length === 0) throw new UsageError('which devices? Give names, addresses or ranges.');
  const targets = readTargets(positionals, values, io);
  const concurrency = readConcurrency(values);
  const names = readNames(values.mibs, io, 'poll');
  const { catalogue } = await readCatalogue(values.catalogue, io);
  const client = openSnmp({ concurrency });
  const keyring = createKeyring({ credential: () => null, noteCredential: () => {} });
  const progress = openProgress(io, targets.length, { done: 'devices asked' });
  const page = openPage(io.stdout, io.env);
  const counts = new Map<Reading['status'], number>();
  const silent: Reading[] = [];
  try {
    await inTurn(targets, { width: concurrency * 8, room: client.room }, async (target) => {
      const device = { key: `${target.address} ${target.port}`, ask: target };
      const told = await keyring.ask(device, (credentials) =>
        pollDevice(client, { ...target, credentials }, new Date(), undefined, { entries: catalogue.devices }),
      );
      const reading = nameEvidence(told, names);
      counts.set(reading.status, (counts.get(reading.status) ?? 0) + 1);
      if (!reading.reachable) silent.push(reading);
      // Of a range the silent addresses are most: they are told at the end, in a line.
      const isShown = values.json || reading.reachable || targets.length === 1;
      if (isShown) {
        progress.clear();
        const text = values.json ? JSON.stringify(reading) : describeReading(reading, page, values.evidence);
        if (!io.stdout.write(`${text}\n`)) await once(io.stdout, 'drain');
      }
      progress.step();
    });
  } finally {
    progress.end();
    await client.close();
  }
  if (!values.json && targets.length > 1) {
    if (silent.length > 0) io.stdout.write(`${describeSilent(silent, page)}\n`);
    io.stdout.write(`${describeFleet(counts)}\n`);
  }
  return silent.length > 0 ? 1 : 0;
}
