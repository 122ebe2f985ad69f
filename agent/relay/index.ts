/** The relay as a part of the agent: where it cannot run yet, it says why and tries again, and the agent goes on. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RelayConfig } from './config.ts';
import { createRelay, type Relay, type RelayPorts } from './relay.ts';

export type { RelayConfig } from './config.ts';

export type RelayService = {
  start(): void;
  stop(): Promise<void>;
  /** The port that it listens on; `null` while it does not. */
  readonly port: number | null;
};

/** A port that is taken, a certificate that is being renewed. */
const againMs = 15_000;

export function createRelayService(config: RelayConfig, ports: RelayPorts): RelayService {
  const ending = new AbortController();
  let relay: Relay | null = null;
  let running: Promise<void> | null = null;

  async function run(): Promise<void> {
    while (!ending.signal.aborted) {
      try {
        const built = createRelay(config, ports);
        await built.start();
        relay = built;
        return;
      } catch (error) {
        const { host, port } = config.listen;
        const reason = error instanceof Error ? error.message : String(error);
        ports.log.error({ host, port, reason }, 'the relay cannot start; it is tried again');
      }
      await sleep(againMs, undefined, { signal: ending.signal }).catch(() => {});
    }
  }

  return {
    start() {
      running ??= run();
    },
    async stop() {
      ending.abort();
      await running;
      await relay?.stop();
    },
    get port() {
      return relay?.port() ?? null;
    },
  };
}
