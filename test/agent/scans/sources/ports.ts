/** What a source is given, on a real database in a folder of its own; what it tells is kept. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { inTransaction, openDatabase } from '../../../../agent/push/database.ts';
import { createMarks, createPlaces } from '../../../../agent/push/marks.ts';
import { createTold } from '../../../../agent/push/told.ts';
import type { SourcePorts } from '../../../../agent/scans/sources/source.ts';
import type { ScanResult } from '../../../../contract/index.ts';
import type { KeptLog } from '../../samples.ts';
import { keptLog } from '../../samples.ts';

export type TestPorts = SourcePorts & {
  readonly folder: string;
  readonly log: KeptLog;
  /** Everything that was told, in order. */
  readonly results: ScanResult[];
  readonly recipients: () => (string | null)[];
  /** While it is set, nothing can be kept. */
  isFull: boolean;
  /** Moved forward by tests. */
  aheadMs: number;
  sentences(): string[];
  remove(): void;
};

export function testPorts(): TestPorts {
  const folder = mkdtempSync(path.join(tmpdir(), 'platen-source-'));
  const database = openDatabase(path.join(folder, 'data'));
  const results: ScanResult[] = [];
  const log = keptLog();
  const ports: TestPorts = {
    folder,
    dataDir: folder,
    log,
    results,
    recipients: () => results.map(({ to }) => to),
    isFull: false,
    aheadMs: 0,
    marks: createMarks(database),
    places: createPlaces(database),
    told: createTold(database),
    clock: () => new Date(Date.now() + ports.aheadMs),
    chance: () => 0,
    tell(found, alongside) {
      inTransaction(database, () => {
        if (ports.isFull) throw Object.assign(new Error('disk full'), { code: 'ENOSPC' });
        alongside?.();
      });
      results.push(...found);
    },
    sentences: () => log.lines.map(({ sentence }) => sentence),
    remove() {
      database.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return ports;
}
