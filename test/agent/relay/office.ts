/** A relay between devices and a scripted upstream, and what it reports. */

import type { RelayConfig } from '../../../agent/relay/config.ts';
import { createRelay, type Relay } from '../../../agent/relay/relay.ts';
import type { ScanResult } from '../../../contract/index.ts';
import { scanResultSchema } from '../../../contract/index.ts';
import { keptLog } from '../samples.ts';

export type Office = { readonly port: number; readonly results: ScanResult[]; readonly relay: Relay };

export type RelayParts = Partial<Omit<RelayConfig, 'upstream'>> & {
  readonly upstream?: Partial<RelayConfig['upstream']>;
};

export function relayConfigOf(upstreamPort: number, { upstream = {}, ...rest }: RelayParts = {}): RelayConfig {
  return {
    listen: { host: '127.0.0.1', port: 0 },
    allow: ['127.0.0.1'],
    name: 'relay.office.example',
    size: 50_000_000,
    connections: 500,
    idleMs: 300_000,
    login: null,
    tls: null,
    from: null,
    ...rest,
    upstream: {
      host: '127.0.0.1',
      port: upstreamPort,
      tls: 'none',
      verify: true,
      ca: null,
      name: null,
      login: null,
      connectMs: 5000,
      replyMs: 10_000,
      connections: 500,
      ...upstream,
    },
  };
}

export async function openOffice(config: RelayConfig, refreshMs?: number): Promise<Office> {
  const results: ScanResult[] = [];
  const report = (told: readonly ScanResult[]) =>
    void results.push(...told.map((each) => scanResultSchema.parse(each)));
  const relay = createRelay(config, {
    report,
    log: keptLog(),
    now: () => new Date(),
    dataDir: '/nonexistent',
    ...(refreshMs !== undefined && { refreshMs }),
  });
  await relay.start();
  return { port: relay.port() ?? 0, results, relay };
}

/** What matters of results, one line each. */
export function linesOf(results: readonly ScanResult[]): string[] {
  return results.map(
    ({ to, stage, outcome, reason, reply }) => `${to} ${stage} ${outcome} ${reason} ${reply?.code ?? '-'}`,
  );
}
