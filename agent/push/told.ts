/**
 * What a source has told already, for sources that show the same things again and again: an export that is fetched anew,
 * a command that prints the last hour, a mailbox whose numbers were given anew.
 */
import { createHash } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { ScanResult } from '../../contract/index.ts';

export type Told = {
  /** Begins one look at everything that the source shows. */
  look(source: string, now: number): Look;
};

export type Look = {
  /** The results among these that were not told yet. Two that are all the same in one look are two. */
  newOf(results: readonly ScanResult[]): ScanResult[];
  /** Remembers what `newOf` saw since the last call. Call it in the transaction of the results. */
  remember(): void;
};

/** Longer than any mail system shows: Microsoft 365 keeps 90 days. */
const keptMs = 120 * 86_400_000;
const mostKept = 200_000;
const mostSeen = 50_000;

export function createTold(database: DatabaseSync): Told {
  const get = database.prepare('SELECT times FROM told WHERE source = ? AND hash = ?');
  const put = database.prepare(
    `INSERT INTO told (source, hash, times, at) VALUES (?, ?, ?, ?)
     ON CONFLICT (source, hash) DO UPDATE SET times = max(times, excluded.times), at = excluded.at`,
  );
  const dropOld = database.prepare('DELETE FROM told WHERE source = ? AND at < ?');
  const dropMany = database.prepare(
    `DELETE FROM told WHERE source = ? AND hash IN (
       SELECT hash FROM told WHERE source = ? ORDER BY at DESC LIMIT -1 OFFSET ${mostKept})`,
  );
  return {
    look(source, now) {
      dropOld.run(source, now - keptMs);
      dropMany.run(source, source);
      const seen = new Map<string, number>();
      let fresh = new Set<string>();
      return {
        newOf(results) {
          return results.filter((result) => {
            const hash = hashOf(result);
            const times = (seen.get(hash) ?? 0) + 1;
            seen.delete(hash);
            seen.set(hash, times);
            fresh.add(hash);
            return times > Number(get.get(source, hash)?.times ?? 0);
          });
        },
        remember() {
          for (const hash of fresh) put.run(source, hash, seen.get(hash) ?? 1, now);
          fresh = new Set();
          // A look at a command that goes on may last for months.
          for (const hash of seen.keys()) {
            if (seen.size <= mostSeen) break;
            seen.delete(hash);
          }
        },
      };
    },
  };
}

/** What makes a result that one, whatever the catalogue of this version says about it. */
function hashOf({ at, source, queueId, messageId, from, to, stage, outcome, reply }: ScanResult): string {
  const identity = [
    at,
    source,
    queueId,
    messageId,
    from,
    to,
    stage,
    outcome,
    reply?.code,
    reply?.enhanced,
    reply?.text,
  ];
  return createHash('sha256').update(JSON.stringify(identity)).digest('base64url').slice(0, 16);
}
