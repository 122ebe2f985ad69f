/** Things that may come by the thousand, as one line of the log a minute. */
import type { Log } from '../log.ts';

export type Tally = {
  /** Counts one; the first is told at once, the others when a minute has passed. */
  count(from: string): void;
  /** Tells what was counted and not told. */
  stop(): void;
};

const everyMs = 60_000;
const mostNamed = 5;
const mostSources = 1000;

/** `sentence` is told with how many there were, from how many places (a thousand at most are told apart), and the first few of these. */
export function createTally(log: Log, sentence: string): Tally {
  let count = 0;
  const sources = new Set<string>();
  let timer: NodeJS.Timeout | null = null;

  function tell(): void {
    if (count > 0) log.warn({ count, sources: sources.size, from: [...sources].slice(0, mostNamed) }, sentence);
    count = 0;
    sources.clear();
  }

  return {
    count(from) {
      count++;
      if (sources.size < mostSources) sources.add(from);
      if (timer) return;
      tell();
      timer = setInterval(tell, everyMs).unref();
    },
    stop() {
      if (timer) clearInterval(timer);
      tell();
    },
  };
}
