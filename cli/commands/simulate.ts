/** `platen simulate`: answers SNMP from recordings. */
import { readFile } from 'node:fs/promises';
import { isIPv4 } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { addressAfter, startResponders } from '../../simulator/snmp/listen.ts';
import type { Recording } from '../../simulator/snmp/recording.ts';
import { readRecording } from '../../simulator/snmp/recording.ts';
import type { Responder } from '../../simulator/snmp/responder.ts';
import { createTable } from '../../simulator/snmp/table.ts';
import type { Command, Io } from '../command.ts';
import { UsageError } from '../command.ts';
import { openLog } from '../log.ts';
import { runParts } from '../service.ts';

const usage = `Usage: platen simulate FILE… [--listen 127.0.0.1:1161]

Answers SNMP v1 and v2c (community "public") from .snmprec recordings: the first file at the address given,
each further one at the next address on the same port. Where the system has only 127.0.0.1 (macOS), each further
file gets the next port. Ends with Ctrl-C.

  --listen ADDRESS:PORT   where the first file answers (127.0.0.1:1161)`;

export const command: Command = {
  name: 'simulate',
  usage,
  async run(argv, io) {
    const { values, positionals } = parseArgs({
      args: [...argv],
      options: { listen: { type: 'string', default: '127.0.0.1:1161' } },
      allowPositionals: true,
    });
    if (positionals.length === 0) throw new UsageError('name at least one .snmprec file');
    const { address, port } = readListen(values.listen);
    const recordings = await Promise.all(positionals.map((path) => load(path, io)));
    let responders: readonly Responder[] = [];
    const part = {
      name: 'simulator',
      async start() {
        responders = await start(recordings, address, port);
      },
      async stop() {
        await Promise.all(responders.map((responder) => responder.stop()));
      },
    };
    const log = openLog({ stderr: io.stderr, env: { PLATEN_LOG: io.env.PLATEN_LOG ?? 'error' } });
    return runParts([part], log, () => {
      for (const [i, responder] of responders.entries()) {
        io.stdout.write(`${responder.address}:${responder.port}  ${positionals[i]}\n`);
      }
    });
  },
};

function readListen(text: string): { address: string; port: number } {
  const [, address = '', digits = ''] = /^([^:]+):(\d+)$/.exec(text) ?? [];
  const port = Number(digits);
  if (!isIPv4(address) || digits === '' || port > 65535) {
    throw new UsageError(`"${text}" is not an IPv4 address with a port; write e.g. --listen 127.0.0.1:1161`);
  }
  return { address, port };
}

/** Lines that are not understood are told on stderr; a file with none that is understood is no recording. */
async function load(path: string, io: Io): Promise<Recording> {
  const content = await readFile(resolve(io.cwd, path), 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new UsageError(`cannot read ${path}: ${error.code ?? error.message}`);
  });
  const recording = readRecording(content);
  if (recording.rows.length === 0) throw new UsageError(`${path} holds no line of the form OID|TYPE|VALUE`);
  const [first] = recording.problems;
  if (first) {
    const others = recording.problems.length > 1 ? `, and ${recording.problems.length - 1} more lines` : '';
    io.stderr.write(`platen simulate: ${path}:${first.line} left out: ${first.message}${others}\n`);
  }
  return recording;
}

async function start(recordings: readonly Recording[], address: string, port: number): Promise<Responder[]> {
  const seats = recordings.map(({ rows }, i) => {
    const table = createTable(rows);
    return { address: addressAfter(address, i), table: () => table };
  });
  try {
    return await startResponders(seats, { port, shared: address });
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'EADDRINUSE') throw new UsageError(`port ${port} is taken; choose another with --listen`);
    if (code === 'EACCES')
      throw new UsageError(`port ${port} is for the superuser; choose one above 1023 with --listen`);
    if (code === 'EADDRNOTAVAIL') throw new UsageError(`${address} is not an address of this machine`);
    throw error;
  }
}
