/** What a reader of a source is told about time. */
import type { ReaderOptions } from '../reader.ts';
import type { ScanSource } from './source.ts';

/** Lines without an offset are in the zone of the machine that wrote them, and that is mostly this one. */
const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

export function readerOptions({ zone }: Pick<ScanSource, 'zone'>, now: () => Date): ReaderOptions {
  return { now, zone: zone ?? localZone };
}
