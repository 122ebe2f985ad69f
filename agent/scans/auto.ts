/** A reader of lines whose format is not said: each goes to the format that knows it, the rest to the one that knew the last. */
import type { ScanResult } from '../../contract/index.ts';
import type { Format, LogReader, ReaderOptions } from './index.ts';
import { formatNames, formats } from './index.ts';
import { nothing } from './reader.ts';

/** A bounce is many lines that look like anything; it is never found among the lines of a log. */
const candidates = formatNames.filter((name) => name !== 'dsn');

/** Several formats may come mixed, as a syslog server of several machines has them. */
export function createAutoReader(options: ReaderOptions): LogReader {
  const readers = new Map<Format, LogReader>();
  let current: Format | null = null;

  const readerOf = (format: Format): LogReader => {
    const reader = readers.get(format) ?? formats[format].create(options);
    readers.set(format, reader);
    return reader;
  };

  return {
    push(line): ScanResult[] {
      const isKnown = current !== null && formats[current].recognises(line);
      if (!isKnown) current = candidates.find((name) => formats[name].recognises(line)) ?? current;
      return current === null ? nothing : readerOf(current).push(line);
    },
    end: () => [...readers.values()].flatMap((reader) => reader.end()),
    damaged: () => [...readers.values()].reduce((sum, reader) => sum + reader.damaged(), 0),
  };
}

/** A reader of a format that is said, or of whatever comes. */
export function createReader(format: Format | 'auto', options: ReaderOptions): LogReader {
  return format === 'auto' ? createAutoReader(options) : formats[format].create(options);
}
