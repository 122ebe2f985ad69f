/**
 * Follows the mail server's units in systemd's journal, by `journalctl`. The cursor of the last entry is kept with what
 * was found, so that nothing is read twice or skipped over a restart.
 */
import { createReader } from '../auto.ts';
import type { LogReader } from '../reader.ts';
import { runProgram } from './child.ts';
import { keepUp, type Outcome } from './keeper.ts';
import { readerOptions } from './reader-options.ts';
import type { JournaldSource, Source, SourcePorts } from './source.ts';

/** Entries read again before the first new one, so that the messages under way are known. */
const warmUpEntries = 20_000;
const warmUpOctets = 64 * 1024 * 1024;
/** journalctl looks only once which units a pattern means: it is started anew for those that come later. */
const patternMs = 10 * 60_000;
const unknownMs = 10_000;

/** The last entry that was read; with an empty cursor, the time (in microseconds) to begin at. */
type Place = { readonly cursor: string; readonly micros: string };

export function createJournald(source: JournaldSource, ports: SourcePorts, program = 'journalctl'): Source {
  const { units, from } = source;
  const { places, tell, log, clock, chance } = ports;
  const key = `journald ${JSON.stringify(units)}`;
  const hasPattern = units.some((unit) => /[*?[]/.test(unit));
  let isCursorGone = false;
  let reader: LogReader | null = null;
  const asked = [
    ...units.map((unit) => `--unit=${unit}`),
    '--output=json',
    '--all',
    '--quiet',
    '--output-fields=MESSAGE,SYSLOG_IDENTIFIER,SYSLOG_PID,_HOSTNAME,_PID,_COMM',
  ];

  async function work(signal: AbortSignal): Promise<Outcome> {
    const place = placeOf(places.get(key)) ?? firstPlace();
    const reading = reader ?? (await warmUp(place, signal));
    const renewal = hasPattern ? AbortSignal.timeout(patternMs) : signal;
    const begin = beginOf(place, isCursorGone);
    let didWork = false;
    // What it sees and cannot give away it must see again.
    reader = null;
    const { ended, complaint } = await runProgram([program, '--follow', ...begin, ...asked], {
      signal: AbortSignal.any([signal, renewal]),
      take(lines) {
        const last = lines.findLast((line) => line.startsWith('{'));
        if (last === undefined) return;
        const next = entryPlace(last);
        const results = lines.flatMap((line) => reading.push(line));
        tell(results, () => next && places.put(key, JSON.stringify(next)));
        didWork = true;
      },
    });
    reader = reading;
    if (renewal.aborted) return { trouble: null, facts: {}, pauseMs: 0 };
    if (/add filter for units/i.test(complaint)) {
      const trouble = 'no unit of this name has written to the journal yet; it is looked for again';
      return { trouble, facts: { units }, pauseMs: unknownMs };
    }
    // An entry that the journal has dropped, or whose file was replaced: from its time on, then.
    isCursorGone = !didWork && /cursor/i.test(complaint) && !isCursorGone;
    const trouble =
      ended === 'ENOENT'
        ? 'there is no journalctl on this machine; the journal is not read'
        : 'journalctl has ended; it is started again';
    return { trouble, facts: { units, ended, complaint }, ...(isCursorGone && { pauseMs: 0 }) };
  }

  /** Kept at once: what comes while the agent is away from its first minute on is not to be missed. */
  function firstPlace(): Place {
    const place = { cursor: '', micros: from === 'start' ? '0' : String(clock().getTime() * 1000) };
    tell([], () => places.put(key, JSON.stringify(place)));
    return place;
  }

  /** A reader that has seen the entries up to the last one, which `--reverse` gives newest first. */
  async function warmUp({ cursor }: Place, signal: AbortSignal): Promise<LogReader> {
    const warm = createReader(source.format, readerOptions(source, clock));
    if (cursor === '') return warm;
    const before: string[] = [];
    await runProgram([program, '--reverse', `--cursor=${cursor}`, `--lines=${warmUpEntries}`, ...asked], {
      signal,
      most: warmUpOctets,
      take: (lines) => before.push(...lines),
    });
    for (const line of before.reverse()) warm.push(line);
    return warm;
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
