/** Many devices on one machine: an address each on one port where the system allows it, else a port each. */
import { isIPv4 } from 'node:net';
import type { Responder, ResponderOptions } from './responder.ts';
import { startResponder } from './responder.ts';

export type Seat = Omit<ResponderOptions, 'address' | 'port'> & {
  /** Wanted address: Linux can bind all of 127.0.0.0/8, other systems only 127.0.0.1. */
  readonly address: string;
};

export type Places = {
  /** That all seats share, or the first of successive ones; a free one for 0. */
  readonly port: number;
  /** The address of all where the seats' own cannot be had. */
  readonly shared: string;
  /** False: does not try the seats' own, as if the system had only the shared one. */
  readonly apart?: boolean;
};

/**
 * Starts a responder for each seat, in order: at the seats' own addresses on one port, or else at the shared address on
 * ports of their own. Where one cannot start, those already started are stopped and it rejects with the socket's error.
 */
export async function startResponders(
  seats: readonly Seat[],
  { port, shared, apart: wanted = true }: Places = { port: 0, shared: '127.0.0.1' },
): Promise<Responder[]> {
  const apart = wanted && (await canBind(seats.at(-1)?.address ?? shared));
  for (let attempt = 1; ; attempt++) {
    try {
      return await startAll(seats, port, apart ? null : shared);
    } catch (error) {
      // A port that was free on the first address may be taken on another one.
      const again = port === 0 && attempt < 20 && (error as NodeJS.ErrnoException).code === 'EADDRINUSE';
      if (!again) throw error;
    }
  }
}

async function startAll(seats: readonly Seat[], port: number, shared: string | null): Promise<Responder[]> {
  const started: Responder[] = [];
  try {
    for (const seat of seats) {
      const place =
        shared === null
          ? { address: seat.address, port: started[0]?.port ?? port }
          : { address: shared, port: port === 0 ? 0 : port + started.length };
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
