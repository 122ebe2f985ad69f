/** The inbox of what nobody knows, read from the dashboard's store; the dashboard may run meanwhile. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Catalogue, explain, explainedBy, skeletonOf } from '../catalogue/index.ts';
import type { UnknownRow } from '../contract/index.ts';
import { readStore } from '../dashboard/store/store.ts';
import { UsageError } from './command.ts';

const pageSize = 500;

/** All of it, the last seen first. Rejects with `UsageError` where there is no store, or one without an inbox. */
export async function readUnknown(dataDir: string, catalogue: Catalogue): Promise<UnknownRow[]> {
  const file = path.join(dataDir, 'dashboard.db');
  if (!existsSync(file)) {
    throw new UsageError(
      `there is no ${file} yet: it is made when the dashboard starts; name its configuration with -c FILE.`,
    );
  }
  const store = readStore(file);
  const rows: UnknownRow[] = [];
  try {
    let cursor: string | null = null;
    do {
      const page = await store.unknowns.list({ limit: pageSize, ...(cursor !== null && { cursor }) });
      for (const item of page.items) {
        const by = explainedBy(item, (text, options) => explain(text, { ...options, catalogue }));
        rows.push({ ...item, explainedBy: by, skeleton: skeletonOf(item) });
      }
      cursor = page.next;
    } while (cursor !== null);
  } catch (error) {
    if (error instanceof Error && error.message.includes('no such table')) {
      throw new UsageError(`${file} was made by an older Platen: start the dashboard of this one once.`);
    }
    throw error;
  } finally {
    await store.close();
  }
  return rows;
}
