/** Which devices ever answered, and what they said last: kept on disk, because an address of a range that fell silent is only
 * trouble where there was a device before. */
import type { DatabaseSync } from 'node:sqlite';
import type { Reading } from '../../contract/index.ts';

export type KnownDevice = {
  /** Milliseconds. */
  readonly answeredAt: number;
  readonly serial: string | null;
  readonly name: string | null;
};

export type Known = {
  /** By device key (see `deviceKey`). */
  all(): Map<string, KnownDevice>;
  lastReading(device: string): Reading | null;
  forget(device: string): void;
  /** Which of several credentials it last answered to, as a place in their list. */
  credential(device: string): number | null;
  noteCredential(device: string, place: number): void;
};

export function createKnown(database: DatabaseSync): Known {
  const list = database.prepare(
    `SELECT device, answered_at, reading ->> '$.identity.serial' AS serial, reading ->> '$.identity.name' AS name
     FROM devices`,
  );
  const one = database.prepare('SELECT reading FROM devices WHERE device = ?');
  const forget = database.prepare('DELETE FROM devices WHERE device = ?');
  const credential = database.prepare('SELECT credential FROM devices WHERE device = ?');
  const noteCredential = database.prepare(
    'UPDATE devices SET credential = ?1 WHERE device = ?2 AND credential IS NOT ?1',
  );
  return {
    all: () =>
      new Map(
        list.all().map((row) => [
          String(row.device),
          {
            answeredAt: Number(row.answered_at),
            serial: typeof row.serial === 'string' ? row.serial : null,
            name: typeof row.name === 'string' ? row.name : null,
          },
        ]),
      ),
    lastReading(device) {
      const row = one.get(device);
      return row ? (JSON.parse(String(row.reading)) as Reading) : null;
    },
    forget(device) {
      forget.run(device);
    },
    credential(device) {
      const place = credential.get(device)?.credential;
      return typeof place === 'number' ? place : null;
    },
    noteCredential(device, place) {
      noteCredential.run(place, device);
    },
  };
}
