/** Many devices on one machine: an address each on one port where the system allows it, else a port each. */
import { isIPv4 } from 'node:net';
import type { Responder, ResponderOptions } from './responder.ts';
import { startResponder } from './responder.ts';

export type Seat = Omit<ResponderOptions, 'address' | 'port'> & {
  /** Wanted loopback address, used where every 127.0.0.0/8 address can be bound (Linux). */
  readonly address: string;
};

/**
 * Starts a responder for each seat, in order. On Linux all share one port (`port`, or a free one for 0); elsewhere all
 * are on 127.0.0.1 with ports of their own. Where one cannot start, those already started are stopped and it rejects.
 */
export async function startResponders(seats: readonly Seat[], port = 0): Promise<Responder[]> {
  const apart = await canBind(seats[0]?.address ?? '127.0.0.1');
  for (let attempt = 1; ; attempt++) {
    try {
      return await startAll(seats, port, apart);
    } catch (error) {
      // A port that was free on the first address may be taken on another one.
      const again = port === 0 && attempt < 20 && (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!again) throw error;
    }
  }
}

async function startAll(seats: readonly Seat[], port: number, apart: boolean): Promise<Responder[]> {
  const started: Responder[] = [];
  try {
    for (const seat of seats) {
      const shared = started[0]?.port ?? port;
      const place = apart
        ? { address: seat.address, port: shared }
        : { address: '127.0.0.1', port: port === 0 ? 0 : port + started.length };
      started.push(await startResponder({ ...seat, ...place }));
    }
    return started;
  } catch (error) {
    await Promise.all(started.map((responder) => responder.stop()));
    throw error;
  }
}

async function canBind(address: string): Promise<boolean> {
  try {
    await (await startResponder({ address, port: 0, table: () => null })).stop();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRNOTAVAIL') return false;
    throw error;
  }
}

/** The address `steps` after an IPv4 one: 127.0.0.1 and 2 give 127.0.0.3. */
export function addressAfter(address: string, steps: number): string {
  if (!isIPv4(address)) throw new RangeError(`${address} is not an IPv4 address`);
  const value = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) + steps;
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.');
}
