/**
 * Reads what a command prints: one that goes on (`ssh relay tail -F …`), line by line, or one that ends, again and again.
 * What it shows a second time, as `tail` shows its last ten lines after a new start, is not told a second time.
 */
import { createReader } from '../auto.ts';
import { runProgram } from './child.ts';
import { keepUp, type Outcome } from './keeper.ts';
import { readerOptions } from './reader-options.ts';
import type { CommandSource, Source, SourcePorts } from './source.ts';

const mostOctets = 256 * 1024 * 1024;

export function createCommand(source: CommandSource, ports: SourcePorts): Source {
  const { argv, everyMs, from } = source;
  const { told, places, tell, log, clock, chance } = ports;
  const key = `command ${JSON.stringify(argv)}`;
  const [program] = argv;

  async function work(signal: AbortSignal): Promise<Outcome> {
    const isSilent = everyMs !== null && from === 'end' && places.get(key) === null;
    const reader = createReader(source.format, readerOptions(source, clock));
    const look = told.look(key, clock().getTime());
    const give = (results: ReturnType<typeof reader.push>) => {
      const fresh = look.newOf(results);
      if (fresh.length > 0) tell(isSilent ? [] : fresh, look.remember);
    };
    const { ended, complaint } = await runProgram(argv, {
      signal,
      ...(everyMs !== null && { most: mostOctets }),
      take: (lines) => give(lines.flatMap((line) => reader.push(line))),
    });
    // Cut off in the middle, the end of the text is not the end of what it tells.
    if (ended === 0) give(reader.end());
    const isDone = everyMs !== null && ended === 0;
    if (isDone) tell([], () => places.put(key, 'known'));
    const trouble = isDone
      ? null
      : everyMs === null
        ? 'the command has ended; it is started again'
        : 'the command has failed; it is run again';
    return {
      trouble,
      facts: { ended, complaint },
      ...(everyMs !== null && { pauseMs: everyMs }),
    };
  }

  const keeper = keepUp(work, { log, about: { command: program }, chance });
  return { start: keeper.start, stop: keeper.stop };
}
