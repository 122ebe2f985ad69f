/** All sources of scan results of an agent, and the one way that results take from them into the spool. */
import { createAttribution, type Sender } from '../attribute.ts';
import { createReader } from '../auto.ts';
import { maskResult } from '../mask.ts';
import { createCommand } from './command.ts';
import { createExport } from './export.ts';
import { createFolder } from './folder.ts';
import { createImap } from './imap.ts';
import { createJournald } from './journald.ts';
import { readerOptions } from './reader-options.ts';
import type { FileSource, ScanSource, Source, SourcePorts, Tell } from './source.ts';
import { createSyslogServer } from './syslog-server.ts';
import { rememberedTag } from './tag.ts';
import { createTail } from './tail.ts';

export type { ScanSource, Tell } from './source.ts';

export type ScansConfig = {
  readonly dataDir: string;
  readonly scans: readonly ScanSource[];
  /** Whether recipients' addresses leave the agent as they are. */
  readonly recipients: 'masked' | 'full';
};

export type ScansPorts = Omit<SourcePorts, 'tell' | 'dataDir'> & {
  /** Puts results into the spool. */
  readonly put: Tell;
  /** Something new waits there. */
  readonly nudge: () => void;
  /** What the mails of the known devices look like. */
  readonly senders: () => readonly Sender[];
};

export type Scans = Source & {
  /** The way of every result: its device is named, its recipient masked, and it is put into the spool. */
  readonly tell: Tell;
  /** Other devices are known now, or the same by other names. */
  devicesChanged(): void;
};

/** Built, not started. */
export function createScans({ scans, recipients, dataDir }: ScansConfig, ports: ScansPorts): Scans {
  const tag = recipients === 'masked' ? rememberedTag(ports.places) : null;
  let attribute: ReturnType<typeof createAttribution> | null = null;
  const tell: Tell = (results, alongside) => {
    attribute ??= createAttribution(ports.senders());
    // The device first: it may be known by what is masked after.
    const named = results.map(attribute);
    ports.put(tag ? named.map((result) => maskResult(result, tag)) : named, alongside);
    if (results.length > 0) ports.nudge();
  };
  const sources = scans.map((source) => createSource(source, { ...ports, dataDir, tell }));
  return {
    tell,
    devicesChanged() {
      attribute = null;
    },
    start() {
      for (const source of sources) source.start();
    },
    async stop() {
      await Promise.all(sources.map((source) => source.stop()));
    },
  };
}

function createSource(source: ScanSource, ports: SourcePorts): Source {
  switch (source.kind) {
    case 'file':
      return createFileSource(source, ports);
    case 'journald':
      return createJournald(source, ports);
    case 'syslog':
      return createSyslogServer(source, ports);
    case 'imap':
      return createImap(source, ports);
    case 'command':
      return createCommand(source, ports);
  }
}

/** Files that are fetched as a whole again and again; all others grow. */
const exports: readonly string[] = ['xerox-job', 'microsoft365-trace'];

function createFileSource(source: FileSource, ports: SourcePorts): Source {
  const { path, from, format } = source;
  const { marks, log, clock, tell } = ports;
  if (exports.includes(format)) return createExport(source, ports);
  if (isPattern(path)) return createFolder(source, ports);
  return createTail({
    path,
    from,
    createReader: () => createReader(format, readerOptions(source, clock)),
    mark: () => marks.get(path),
    store: (results, mark) => tell(results, () => marks.put(path, mark)),
    log,
    now: () => clock().getTime(),
  });
}

/** True of a path that may name many files. */
export function isPattern(path: string): boolean {
  return /[*?{]|\[.*\]/.test(path);
}
