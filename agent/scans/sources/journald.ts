/**
 * Follows the mail server's units in systemd's journal, by `journalctl`. The cursor of the last entry is kept with what
 * was found, so that nothing is read twice or skipped over a restart.
 */
import { createReader } from '../auto.ts';
import type { LogReader } from '../reader.ts';
import { keepUp, type Outcome, runProgram } from './child.ts';
import { readerOptions } from './reader-options.ts';
import type { JournaldSource, Source, SourcePorts } from './source.ts';

/** Entries read again before the first new one, so that the messages under way are known. */
const warmUpEntries = 20_000;
const warmUpOctets = 64 * 1024 * 1024;

/** The last entry that was read; with an empty cursor, the time (in microseconds) to begin at. */
type Place = { readonly cursor: string; readonly micros: string };

export function createJournald(source: JournaldSource, ports: SourcePorts, program = 'journalctl'): Source {
  const { units, from } = source;
  const { places, tell, log, clock, chance } = ports;
  const key = `journald ${JSON.stringify(units)}`;
  let isCursorGone = false;
  const asked = [
    ...units.map((unit) => `--unit=${unit}`),
    '--output=json',
    '--all',
    '--quiet',
    '--output-fields=MESSAGE,SYSLOG_IDENTIFIER,SYSLOG_PID,_HOSTNAME,_PID,_COMM',
  ];

  async function work(signal: AbortSignal): Promise<Outcome> {
    const place = placeOf(places.get(key)) ?? firstPlace();
    const reader = createReader(source.format, readerOptions(source, clock));
    await warmUp(reader, place, signal);
    let didWork = false;
    const begin = beginOf(place, isCursorGone);
    const { ended, complaint } = await runProgram([program, '--follow', ...begin, ...asked], {
      signal,
      take(lines) {
        const last = lines.findLast((line) => line.startsWith('{'));
        if (last === undefined) return;
        const next = entryPlace(last);
        const results = lines.flatMap((line) => reader.push(line));
        if (next === null) return tell(results);
        tell(results, () => places.put(key, JSON.stringify(next)));
        didWork = true;
      },
    });
    // An entry that the journal has dropped, or whose file was replaced: from its time on, then.
    isCursorGone = !didWork && /cursor/i.test(complaint) && !isCursorGone;
    const trouble =
      ended === 'ENOENT'
        ? 'there is no journalctl on this machine; the journal is not read'
        : 'journalctl has ended; it is started again';
    return { didWork, trouble, facts: { units, ended, complaint }, ...(isCursorGone && { pauseMs: 0 }) };
  }

  /** Kept at once: what comes while the agent is away from its first minute on is not to be missed. */
  function firstPlace(): Place {
    const place = { cursor: '', micros: from === 'start' ? '0' : String(clock().getTime() * 1000) };
    tell([], () => places.put(key, JSON.stringify(place)));
    return place;
  }

  /** Entries up to the last one that was read, newest first as `--reverse` gives them. */
  async function warmUp(reader: LogReader, { cursor }: Place, signal: AbortSignal): Promise<void> {
    if (cursor === '') return;
    const before: string[] = [];
    await runProgram([program, '--reverse', `--cursor=${cursor}`, `--lines=${warmUpEntries}`, ...asked], {
      signal,
      most: warmUpOctets,
      take: (lines) => before.push(...lines),
    });
    for (const line of before.reverse()) reader.push(line);
  }

  const keeper = keepUp(work, { log, about: { source: key }, chance });
  return { start: keeper.start, stop: keeper.stop };
}

function beginOf({ cursor, micros }: Place, isCursorGone: boolean): string[] {
  if (cursor !== '' && !isCursorGone) return ['--no-tail', `--after-cursor=${cursor}`];
  const since = BigInt(micros) + (cursor === '' ? 0n : 1n);
  return ['--no-tail', `--since=@${since / 1_000_000n}.${String(since % 1_000_000n).padStart(6, '0')}`];
}

function entryPlace(line: string): Place | null {
  try {
    const { __CURSOR: cursor, __REALTIME_TIMESTAMP: micros } = JSON.parse(line) as Record<string, unknown>;
    return typeof cursor === 'string' && /^\d{1,18}$/.test(String(micros)) ? { cursor, micros: String(micros) } : null;
  } catch {
    return null;
  }
}

function placeOf(stored: string | null): Place | null {
  return stored === null ? null : (JSON.parse(stored) as Place);
}
