/** `platen poll`: one look at each device. */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { pollDevice } from '../../agent/poll.ts';
import { openSnmp } from '../../agent/snmp/index.ts';
import type { Reading } from '../../contract/index.ts';
import { type Command, type Io, UsageError } from '../command.ts';
import { openProgress } from '../progress.ts';
import { describeFleet, describeReading } from '../reading-block.ts';
import { readConcurrency, readTargets, snmpOptions, snmpUsage } from '../snmp-options.ts';
import { openPage } from '../terminal.ts';
import { inTurn } from '../turns.ts';

export const command: Command = {
  name: 'poll',
  usage: `Usage: platen poll HOST… [OPTIONS]

${snmpUsage}

  --json               one reading (platen.reading/1) a line, in the order of completion

Ends with 0 when every device answered, with 1 when one did not.

  platen poll 10.0.4.21
  platen poll 10.0.4.0/24 --timeout 1000 --json > readings.ndjson`,
  run,
};

async function run(argv: readonly string[], io: Io): Promise<number> {
  const options = { ...snmpOptions, json: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
  if (positionals.length === 0) throw new UsageError('which devices? Give names, addresses or ranges.');
  const targets = readTargets(positionals, values, io);
  const concurrency = readConcurrency(values);
  const client = openSnmp({ concurrency });
  const progress = openProgress(io, targets.length, 'devices asked');
  const page = openPage(io.stdout, io.env);
  const counts = new Map<Reading['status'], number>();
  let allAnswered = true;
  try {
    await inTurn(targets, concurrency * 8, async (target) => {
      const reading = await pollDevice(client, target, new Date());
      counts.set(reading.status, (counts.get(reading.status) ?? 0) + 1);
      allAnswered &&= reading.reachable;
      progress.clear();
      const text = values.json ? `${JSON.stringify(reading)}\n` : `${describeReading(reading, page)}\n`;
      if (!io.stdout.write(text)) await once(io.stdout, 'drain');
      progress.step();
    });
  } finally {
    progress.clear();
    await client.close();
  }
  if (!values.json && targets.length > 1) io.stdout.write(`${describeFleet(counts)}\n`);
  return allAnswered ? 0 : 1;
}
