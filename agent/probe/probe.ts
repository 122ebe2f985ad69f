/** One probe: what a device would meet at a mail server, from its name up to RCPT TO. It never sends DATA. */
import { performance } from 'node:perf_hooks';
import type { ProbeReport, ProbeStage } from '../../contract/index.ts';
import type { Trust } from '../smtp/connect.ts';
import { dial, resolveHost } from '../smtp/connect.ts';
import type { SmtpLogin } from '../smtp/login.ts';
import { openTalk } from '../smtp/talk.ts';
import type { ProbeConfig } from './config.ts';
import { converse } from './conversation.ts';
import { keepSteps, type Steps } from './steps.ts';
import { standingWarnings } from './warnings.ts';

export type ProbePorts = {
  readonly now: () => Date;
  readonly trust: Trust;
  readonly login: SmtpLogin | null;
  /** Breaks it off. */
  readonly signal?: AbortSignal;
};

/** What came out besides the steps. */
export type Found = { -readonly [part in 'server' | 'tls' | 'address' | 'login']: ProbeReport[part] };

/** Never rejects for what the server does or fails to do: that is in the report. */
export async function probeServer(config: ProbeConfig, ports: ProbePorts): Promise<ProbeReport> {
  const { host, port, from, to, everyMs } = config;
  const { trust, login, signal } = ports;
  const at = ports.now();
  const steps = keepSteps(host, () => performance.now());
  const found: Found = { server: null, tls: null, address: null, login: null };
  const isImplicit = config.tls === 'implicit' || (config.tls === 'auto' && port === 465);

  const addresses = await steps.take('dns', async () => {
    const all = await resolveHost(host, config.connectMs);
    const more = all.length > 3 ? ` and ${all.length - 3} more` : '';
    return { value: all, note: `${all.slice(0, 3).join(', ')}${more}` };
  });
  const socket =
    addresses &&
    (await steps.take('tcp', async () => {
      const connected = await dial(addresses, { port, patienceMs: config.connectMs, ...(signal && { signal }) });
      found.address = connected.remoteAddress ?? null;
      return { value: connected, note: `${found.address ?? host}, port ${port}` };
    }));
  if (socket) {
    const talk = openTalk(socket);
    await converse({ config, isImplicit, talk, trust, login, steps, found, at }).finally(() => talk.destroy());
  }

  const all = inOrder(steps, isImplicit);
  return {
    schema: 'platen.probe/1',
    at: at.toISOString(),
    target: `${host}:${port}`,
    host,
    port,
    tlsMode: config.tls,
    ...found,
    from,
    to: [...to],
    everySeconds: everyMs === null ? null : everyMs / 1000,
    ok: all.every(({ outcome }) => outcome !== 'failed'),
    steps: all,
    warnings: standingWarnings({
      host,
      serverName: found.server?.name ?? '',
      certificate: found.tls?.certificate ?? null,
      isEncrypted: found.tls !== null,
      login: login?.kind ?? null,
    }),
  };
}

const inClear: readonly ProbeStage[] = ['dns', 'tcp', 'greeting', 'ehlo', 'tls', 'auth', 'mail', 'rcpt', 'quit'];
const fromFirstOctet: readonly ProbeStage[] = ['dns', 'tcp', 'tls', 'greeting', 'ehlo', 'auth', 'mail', 'rcpt', 'quit'];

/** Every stage, also those that were not come to, in the order in which a device meets them. */
function inOrder(steps: Steps, isImplicit: boolean): ProbeReport['steps'] {
  const order = isImplicit ? fromFirstOctet : inClear;
  const taken = new Set(steps.all.map(({ stage }) => stage));
  for (const stage of order) if (!taken.has(stage)) steps.skip(stage, 'not reached');
  return steps.all.toSorted((a, b) => order.indexOf(a.stage) - order.indexOf(b.stage));
}
