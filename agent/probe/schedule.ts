/** Probes, each at its own pace. */
import { readFileSync } from 'node:fs';
import type { ProbeReport } from '../../contract/index.ts';
import type { Log } from '../log.ts';
import { openLogin } from '../smtp/config.ts';
import { makeTrust } from '../smtp/connect.ts';
import type { ProbeConfig } from './config.ts';
import { type ProbePorts, probeServer } from './probe.ts';

export type Probes = {
  start(): void;
  /** Resolves when the last one has ended. */
  stop(): Promise<void>;
};

export type ProbesPorts = {
  readonly report: (report: ProbeReport) => void;
  readonly log: Log;
  readonly now: () => Date;
  /** Where replaced refresh tokens are kept. */
  readonly dataDir: string;
  /** In [0, 1). */
  readonly chance: () => number;
};

/** A login that was refused is not tried again sooner: servers lock accounts that knock with a wrong password. */
const afterRefusalMs = 3_600_000;
/** The first ones do not come all at once. */
const spreadMs = 5000;

export function createProbes(
  configs: readonly ProbeConfig[],
  { report, log, now, dataDir, chance }: ProbesPorts,
): Probes {
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  const ending = new AbortController();

  function later(config: ProbeConfig, ports: () => ProbePorts, ms: number): void {
    if (ending.signal.aborted) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      const work = run(config, ports).finally(() => running.delete(work));
      running.add(work);
    }, ms);
    timers.add(timer);
  }

  async function run(config: ProbeConfig, ports: () => ProbePorts): Promise<void> {
    let waitMs = config.everyMs ?? afterRefusalMs;
    try {
      const made = await probeServer(config, ports());
      const { target, ok, steps } = made;
      const failed = steps.find(({ outcome }) => outcome === 'failed');
      if (failed?.stage === 'auth') waitMs = Math.max(waitMs, afterRefusalMs);
      log.debug({ target, ok, stage: failed?.stage }, 'a mail server was probed');
      if (!ending.signal.aborted) report(made);
    } catch (error) {
      log.error({ err: error, host: config.host }, 'a mail server could not be probed');
    }
    later(config, ports, waitMs);
  }

  return {
    start() {
      for (const config of configs) {
        const login = openLogin(config.login, () => now().getTime(), dataDir);
        // A CA file may be replaced while we run; it is read for each probe.
        const ports = () => ({ now, login, trust: trustOf(config), signal: ending.signal });
        later(config, ports, chance() * spreadMs);
      }
    },
    async stop() {
      ending.abort();
      for (const timer of timers) clearTimeout(timer);
      await Promise.all(running);
    },
  };
}

/** Throws where the CA file cannot be read. */
export function trustOf({ ca, verify }: Pick<ProbeConfig, 'ca' | 'verify'>) {
  return makeTrust({ ca: ca === null ? null : readFileSync(ca, 'utf8'), verify });
}
