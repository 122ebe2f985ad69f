/** The script language of the simulated office: plain literals, a moment and what happens then. */
import type { Trouble } from './printer/description.ts';

/** What happens at which device, by its id. */
export type Act = { readonly device: string } & Deed;

export type Step = {
  /** Seconds after the start of the script. */
  readonly at: number;
} & Act;

export type Deed =
  | { readonly do: 'raise'; readonly trouble: Trouble }
  | { readonly do: 'clear'; readonly trouble: string }
  /** `percent` is what is left. */
  | { readonly do: 'set-supply'; readonly supply: string; readonly percent: number }
  | { readonly do: 'set-tray'; readonly tray: string; readonly sheets: number }
  | { readonly do: 'set-cover'; readonly cover: string; readonly open: boolean }
  | { readonly do: 'print'; readonly pages: number }
  | { readonly do: 'sleep' }
  | { readonly do: 'wake' }
  | { readonly do: 'go-dark' }
  | { readonly do: 'come-back' }
  | { readonly do: 'scan'; readonly to: string; readonly kilobytes: number; readonly login?: string }
  /** A scan into a folder; the troubles of that are raised by the script. */
  | { readonly do: 'file-scan'; readonly succeeds: boolean };

export type Script = {
  readonly steps: readonly Step[];
  /** Played again and again afterwards, each time from its own second 0. */
  readonly loop?: { readonly everySeconds: number; readonly steps: readonly Step[] };
};

export type Playing = { stop(): void };

/** Plays a script in real time; `perform` is told each step when its moment has come. */
export function play(script: Script, perform: (step: Step) => void): Playing {
  const timers = new Set<NodeJS.Timeout>();
  const schedule = (atMs: number, action: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      action();
    }, atMs);
    timers.add(timer);
  };
  const begin = (steps: readonly Step[]): void => {
    for (const step of steps) schedule(step.at * 1000, () => perform(step));
  };
  const round = (again: NonNullable<Script['loop']>): void => {
    begin(again.steps);
    schedule(again.everySeconds * 1000, () => round(again));
  };
  begin(script.steps);
  const { loop } = script;
  const last = Math.max(0, ...script.steps.map(({ at }) => at));
  if (loop) schedule(last * 1000, () => round(loop));
  return {
    stop() {
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
    },
  };
}
