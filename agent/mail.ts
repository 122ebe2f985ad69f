/** What the agent does with mail itself: hands scans on, and asks mail servers what a device would meet. */
import type { ProbeReport, ScanResult } from '../contract/index.ts';
import type { Log } from './log.ts';
import type { ProbeConfig } from './probe/config.ts';
import { createProbes } from './probe/schedule.ts';
import { createRelayService, type RelayConfig } from './relay/index.ts';

export type MailConfig = {
  readonly dataDir: string;
  readonly relay: RelayConfig | null;
  readonly probes: readonly ProbeConfig[];
};

export type MailPorts = {
  readonly tell: (results: readonly ScanResult[]) => void;
  readonly report: (report: ProbeReport) => void;
  readonly log: Log;
  readonly clock: () => Date;
  readonly chance: () => number;
};

export type Mail = {
  start(): void;
  stop(): Promise<void>;
  /** TCP port where scans are taken; `null` where none are. */
  readonly relayPort: number | null;
};

export function createMail({ dataDir, relay: relayConfig, probes: configs }: MailConfig, ports: MailPorts): Mail {
  const { tell, report, log, clock, chance } = ports;
  const relay = relayConfig && createRelayService(relayConfig, { report: tell, log, now: clock, dataDir });
  const probes = createProbes(configs, { report, log, now: clock, dataDir, chance });
  return {
    start() {
      relay?.start();
      probes.start();
    },
    async stop() {
      await Promise.all([relay?.stop(), probes.stop()]);
    },
    get relayPort() {
      return relay?.port ?? null;
    },
  };
}
