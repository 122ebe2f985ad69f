/** A line on a terminal that says how far a long call has got; nothing where stderr is no terminal. */
import type { Io } from './command.ts';

export type Progress = {
  /** One more is done. */
  step(): void;
  /** Something worth saying was found. */
  find(): void;
  /** Takes the line away, so that other text can be written; it comes back by itself. */
  clear(): void;
  /** For good. */
  end(): void;
};

export type ProgressWords = {
  /** `addresses tried`, after a number. */
  readonly done: string;
  /** `printer found`, after 1 and after other numbers. */
  readonly found?: readonly [one: string, other: string];
};

const longestBar = 30;
const redrawMs = 100;
const silent: Progress = { step: () => {}, find: () => {}, clear: () => {}, end: () => {} };

/** The line is there from the start: the first answer of a silent network takes seconds. */
export function openProgress(io: Io, total: number, words: ProgressWords, now = () => performance.now()): Progress {
  if (io.stderr.isTTY !== true || io.env.TERM === 'dumb' || total < 2) return silent;
  const began = now();
  let done = 0;
  let found = 0;
  let shown = '';

  function draw(): void {
    const width = Math.max(20, (io.stderr.columns ?? 80) - 1);
    const line = fitLine(done, total, tell(), width);
    if (line === shown) return;
    shown = line;
    io.stderr.write(`\r${line}\u001b[K`);
  }

  function tell(): string {
    const seconds = Math.floor((now() - began) / 1000);
    const what = words.found && found > 0 ? `, ${found} ${words.found[found === 1 ? 0 : 1]}` : '';
    return `${done} of ${total} ${words.done}${what}${seconds > 0 ? `, ${duration(seconds)}` : ''}`;
  }

  function clear(): void {
    if (shown !== '') io.stderr.write('\r\u001b[K');
    shown = '';
  }

  const timer = setInterval(draw, redrawMs).unref();
  draw();
  return {
    step: () => void done++,
    find: () => void found++,
    clear,
    end() {
      clearInterval(timer);
      clear();
    },
  };
}

/** The bar gives way to the words. */
function fitLine(done: number, total: number, text: string, width: number): string {
  const room = Math.min(longestBar, width - text.length - 1);
  if (room < 5) return text.slice(0, width);
  const filled = Math.floor((done / total) * room);
  return `${'█'.repeat(filled)}${'░'.repeat(room - filled)} ${text}`;
}

function duration(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
