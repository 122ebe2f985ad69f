/** The office's mail relay: takes scans from the devices, passes them on, and keeps a log in Postfix's format. */
import { appendFileSync } from 'node:fs';
import type { Hop, MailEvent } from './events.ts';
import { logLines, stampLine } from './postfix-log.ts';
import { createRelay } from './relay.ts';
import type { SmtpRule } from './rules.ts';
import { startMailServer } from './server.ts';

export type SmarthostOptions = {
  readonly address: string;
  readonly port?: number;
  readonly logPath: string;
  /** What it refuses to the devices. */
  readonly rules: readonly SmtpRule[];
  /** What the far side refuses to it. */
  readonly farRules: readonly SmtpRule[];
  readonly retryMs: number;
  readonly lifetimeMs: number;
  readonly nameOf: (address: string) => string;
};

export type Smarthost = { readonly address: string; readonly port: number; stop(): Promise<void> };

const host = 'relay';

export async function startSmarthost(options: SmarthostOptions): Promise<Smarthost> {
  const newQueueId = queueIds();
  appendFileSync(options.logPath, '');
  const write = (event: MailEvent) => {
    const lines = logLines(event).map((line) => `${stampLine(line, host, Date.now())}\n`);
    appendFileSync(options.logPath, lines.join(''));
  };
  const far = await startMailServer({
    name: 'mx.partner.example',
    address: options.address,
    port: 0,
    rules: options.farRules,
    nameOf: () => 'relay.office.example',
    newQueueId,
    onEvent: () => {},
  });
  const relay = createRelay({
    name: 'relay.office.example',
    hopOf: (to) => hopOf(to, options.address, far.port),
    retryMs: options.retryMs,
    lifetimeMs: options.lifetimeMs,
    onEvent: write,
  });
  const front = await startMailServer({
    name: 'relay.office.example',
    address: options.address,
    port: options.port ?? 0,
    rules: options.rules,
    nameOf: options.nameOf,
    newQueueId,
    onEvent: (event) => {
      write(event);
      if (event.kind === 'accepted') relay.take(event.mail);
    },
  }).catch(async (error: unknown) => {
    await far.stop();
    throw error;
  });
  return {
    address: options.address,
    port: front.port,
    async stop() {
      await front.stop();
      await relay.stop();
      await far.stop();
    },
  };
}

/** All domains are on one server of the far side, each under its own name; a cloud's wants a login. */
function hopOf(to: string, address: string, port: number): Hop {
  const domain = to.slice(to.lastIndexOf('@') + 1);
  if (!domain.startsWith('cloud.')) return { name: `mx.${domain}`, address, port };
  return { name: `smtp.${domain}`, address, port, login: { user: 'scanner@office.example', password: 'simulated' } };
}

/** Ten hexadecimal digits that grow, like Postfix's of microseconds and inode. */
function queueIds(): () => string {
  let last = Date.now() % 0x1000000;
  return () => {
    last += 1;
    return `4A${last.toString(16).toUpperCase().padStart(8, '0')}`;
  };
}
