/** `platen discover`: what is at each address of a range. */
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { type Discovery, type DiscoveryReason, discoverDevice } from '../../agent/discover.ts';
import { openSnmp } from '../../agent/snmp/index.ts';
import { nameRanges } from '../address-ranges.ts';
import { type Command, type Io, UsageError } from '../command.ts';
import { openProgress } from '../progress.ts';
import { vendorName } from '../reading-block.ts';
import { readConcurrency, readTargets, snmpOptions, snmpUsage } from '../snmp-options.ts';
import { cleanText, fitText, openPage, type Page } from '../terminal.ts';
import { inTurn } from '../turns.ts';

export const command: Command = {
  name: 'discover',
  usage: `Usage: platen discover HOST… [OPTIONS]

${snmpUsage}

  --json               one address a line, in the order of completion
  --yaml               a "devices:" section for platen.yaml

Ends with 0 when a printer was found, with 1 when none was.

  platen discover 10.0.4.0/24
  platen discover 10.0.4.0/24 --yaml >> platen.yaml`,
  run,
};

async function run(argv: readonly string[], io: Io): Promise<number> {
  const options = { ...snmpOptions, json: { type: 'boolean' }, yaml: { type: 'boolean' } } as const;
  const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
  if (positionals.length === 0) throw new UsageError('which addresses? Give a range such as 10.0.4.0/24.');
  if (values.json && values.yaml) throw new UsageError('--json and --yaml exclude each other.');
  const targets = readTargets(positionals, values, io);
  const concurrency = readConcurrency(values, 256);
  const client = openSnmp({ concurrency });
  const progress = openProgress(io, targets.length, {
    done: 'addresses tried',
    found: ['printer found', 'printers found'],
  });
  const found = new Map<number, Discovery>();
  try {
    await inTurn(targets.entries(), { width: concurrency * 8, room: client.room }, async ([i, target]) => {
      const discovery = await discoverDevice(client, target, new Date());
      found.set(i, discovery);
      if (discovery.reason === 'printer') progress.find();
      if (values.json) {
        progress.clear();
        io.stdout.write(`${JSON.stringify(discovery)}\n`);
      }
      progress.step();
    });
  } finally {
    progress.end();
    await client.close();
  }
  const inOrder = targets.map((_, i) => found.get(i)).filter((discovery) => discovery !== undefined);
  const printers = inOrder.filter(({ reason }) => reason === 'printer');
  if (values.yaml) io.stdout.write(devicesSection(printers));
  else if (!values.json) io.stdout.write(describeAll(inOrder, openPage(io.stdout, io.env)));
  return printers.length > 0 ? 0 : 1;
}

function devicesSection(printers: readonly Discovery[]): string {
  const devices = printers.map(({ address, port, identity }) => ({
    address,
    ...(port !== 161 && { port }),
    ...(identity?.name && { name: cleanText(identity.name) }),
    ...(identity?.location && { location: cleanText(identity.location) }),
  }));
  return stringify({ devices });
}

/** Those that answer line by line; the silent ones counted, with their addresses as ranges. */
function describeAll(found: readonly Discovery[], page: Page): string {
  const isSilent = ({ reason }: Discovery) => reason === 'no-answer' || reason === 'unreachable';
  const shown = found.filter((discovery) => !isSilent(discovery));
  const silent = found.filter(isSilent);
  const width = Math.max(0, ...shown.map((discovery) => nameOf(discovery).length));
  const lines = [
    ...shown.map((discovery) => describeOne(discovery, width, page)),
    ...(silent.length > 0 ? [page.paint('dim', `✕ ${nameRanges(silent.map(nameOf))}: nothing answers`)] : []),
    summaryOf(found),
  ];
  return `${lines.join('\n')}\n`;
}

const marks: Partial<Record<DiscoveryReason, string>> = { printer: '●', 'not-a-printer': '○' };

function describeOne(discovery: Discovery, width: number, page: Page): string {
  const { reason, detail, identity } = discovery;
  const mark = page.paint(reason === 'printer' ? 'green' : 'yellow', marks[reason] ?? '▲');
  const { vendor = 'unknown', model = null, name = null } = identity ?? {};
  const device = [vendorName(vendor), model].filter(Boolean).join(' ');
  const who = cleanText([device, name].filter(Boolean).join(' · '));
  const what = reason === 'printer' && who !== '' ? who : [who, detail].filter((text) => text !== '').join(': ');
  return `${mark} ${fitText(nameOf(discovery), width)}  ${page.paint('bold', fitText(reason, 13))}  ${what}`;
}

const nameOf = ({ address, port }: Discovery) => (port === 161 ? address : `${address}:${port}`);

function summaryOf(found: readonly Discovery[]): string {
  const counts = Object.entries(Object.groupBy(found, ({ reason }) => reason));
  const told = counts.map(([reason, those]) => `${those.length} ${reason}`).join(', ');
  return `${found.length} address${found.length === 1 ? '' : 'es'}: ${told}`;
}
