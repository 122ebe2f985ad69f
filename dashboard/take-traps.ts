/** Traps of a push: kept with the device they came from. They change no alert: the poll that they ask for does. */
import type { DeviceRow, Trap } from '../contract/index.ts';
import type { Queries } from './store/store.ts';

type Taking = { readonly tx: Queries; readonly agent: string; readonly now: Date };

/** Those of devices that are not known here are left out. */
export async function takeTraps(traps: readonly Trap[], { tx, agent, now }: Taking): Promise<void> {
  for (const ofDevice of Map.groupBy(traps, ({ address, port }) => `${address} ${port}`).values()) {
    const [first] = ofDevice;
    const device = first && (await tx.devices.atPlace(agent, first.address, first.port));
    const row = device && (await tx.devices.row(device.id));
    if (!row) continue;
    // A clock that is ahead must not make a trap of tomorrow.
    const told = ofDevice.map((trap) => ({ ...trap, at: earlier(trap.at, now) }));
    await tx.traps.add(row.id, told);
    const marked: DeviceRow = { ...row, trapAt: told.at(-1)?.at ?? row.trapAt };
    await tx.devices.rewrite(marked);
    await tx.stream.append('device', marked, now.toISOString());
  }
}

function earlier(at: string, now: Date): string {
  return new Date(Math.min(Date.parse(at), now.getTime())).toISOString();
}
