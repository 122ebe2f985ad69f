/**
 * Everything the dashboard remembers. Queries are written once, in Kysely; only opening differs between databases.
 */
import { type Kysely, sql } from 'kysely';
import { agentQueries } from './agents.ts';
import { alertQueries } from './alerts.ts';
import { deliveryQueries } from './deliveries.ts';
import { deviceQueries } from './devices.ts';
import { migrate } from './migrate.ts';
import { outboxQueries } from './outbox.ts';
import { probeQueries } from './probes.ts';
import { prune } from './prune.ts';
import { scanCounterQueries } from './scan-counters.ts';
import { scanDayQueries } from './scan-days.ts';
import { scanQueries } from './scans.ts';
import { sessionQueries } from './sessions.ts';
import { openSqlite, openSqliteToRead } from './sqlite.ts';
import { streamQueries } from './stream.ts';
import { subscriptionQueries } from './subscriptions.ts';
import type { Tables } from './tables.ts';
import { trapQueries } from './traps.ts';
import { unknownQueries } from './unknowns.ts';

/** What can be asked and written, inside a transaction or outside. */
export type Queries = ReturnType<typeof queriesOn>;

export type Store = Queries & {
  /** All of `work` or nothing of it. Inside, only `tx` may be used: SQLite has one connection and it is taken. */
  transaction<T>(work: (tx: Queries) => Promise<T>): Promise<T>;
  /** Rejects where the database does not answer. */
  ping(): Promise<void>;
  prune(now: Date): Promise<void>;
  close(): Promise<void>;
};

/** Opens the SQLite file (`:memory:` for a store that is forgotten) and brings it to the newest tables. */
export async function openStore(file: string): Promise<Store> {
  const db = openSqlite(file);
  try {
    await migrate(db as unknown as Kysely<never>);
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    ...queriesOn(db),
    transaction: (work) => db.transaction().execute((tx) => work(queriesOn(tx))),
    ping: async () => void (await sql`select 1`.execute(db)),
    prune: (now) => db.transaction().execute((tx) => prune(tx, now)),
    close: () => db.destroy(),
  };
}

/** The store of a dashboard that may be running: only questions may be asked. It is read as it is, whatever made it. */
export function readStore(file: string): Queries & Pick<Store, 'close'> {
  const db = openSqliteToRead(file);
  return { ...queriesOn(db), close: () => db.destroy() };
}

function queriesOn(db: Kysely<Tables>) {
  return {
    agents: agentQueries(db),
    alerts: alertQueries(db),
    devices: deviceQueries(db),
    outbox: { ...outboxQueries(db), ...deliveryQueries(db) },
    probes: probeQueries(db),
    scanCounters: scanCounterQueries(db),
    scanDays: scanDayQueries(db),
    scans: scanQueries(db),
    sessions: sessionQueries(db),
    stream: streamQueries(db),
    subscriptions: subscriptionQueries(db),
    unknowns: unknownQueries(db),
    traps: trapQueries(db),
  };
}
