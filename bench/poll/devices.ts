/**
 * The devices that `bench/poll.ts` polls, in a process of their own so that their work is not measured: the printers of the
 * simulated office, each many times over, a free port of 127.0.0.1 for each. Tells its parent the ports, and on request
 * what the last visits consisted of.
 */
import { officeDevices } from '../../simulator/devices/index.ts';
import { objectsOf } from '../../simulator/printer/objects.ts';
import { createPrinter } from '../../simulator/printer/printer.ts';
import { startResponder } from '../../simulator/snmp/responder.ts';

export type Started = { readonly ports: readonly number[] };
/** By port, in base64: each datagram that came since the visits before were taken. */
export type Visits = { readonly visits: Readonly<Record<number, readonly string[]>> };

const [count = 0, deadCount = 0, delayMs = 0] = process.argv.slice(2).map(Number);
const tables = officeDevices.map((device) => {
  const printer = createPrinter(device, Date.now());
  return objectsOf(printer, () => Date.now());
});

let visits: Record<number, string[]> = {};
const ports: number[] = [];
for (let i = 0; i < count; i++) {
  const isDead = i < deadCount;
  const table = isDead ? () => null : (tables[i % tables.length] ?? (() => null));
  const { port, socket } = await startResponder({ address: '127.0.0.1', port: 0, table, quirks: { delayMs } });
  socket.on('message', (bytes) => {
    visits[port] ??= [];
    visits[port].push(bytes.toString('base64'));
  });
  ports.push(port);
}

process.on('message', () => {
  process.send?.({ visits } satisfies Visits);
  visits = {};
});
// Whoever polls may end without a word.
process.on('disconnect', () => process.exit());
process.send?.({ ports } satisfies Started);
