/** A line on a terminal that says how far a long call has got; nothing where stderr is no terminal. */
import type { Io } from './command.ts';

export type Progress = {
  step(): void;
  /** Takes the line away, so that other text can be written. */
  clear(): void;
};

const barWidth = 30;

export function openProgress(io: Io, total: number, what: string): Progress {
  if (io.stderr.isTTY !== true || total < 2) return { step: () => {}, clear: () => {} };
  let done = 0;
  let shown = '';
  const draw = () => {
    const filled = Math.round((done / total) * barWidth);
    const line = `${'█'.repeat(filled)}${'░'.repeat(barWidth - filled)} ${done} of ${total} ${what}`;
    if (line === shown) return;
    shown = line;
    io.stderr.write(`\r\u001b[2K${line}`);
  };
  const clear = () => {
    if (shown !== '') io.stderr.write('\r\u001b[2K');
    shown = '';
  };
  return {
    step: () => {
      done++;
      if (done < total) draw();
      else clear();
    },
    clear,
  };
}
