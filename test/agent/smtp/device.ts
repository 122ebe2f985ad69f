/** A device that sends scans, from any loopback address, one command at a time. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import * as tls from 'node:tls';
import type { SmtpReply } from '../../../agent/smtp/replies.ts';
import { openTalk, type Talk } from '../../../agent/smtp/talk.ts';

export type Device = {
  readonly talk: Talk;
  /** `250 2.1.5 Ok`, lines joined by `|`. */
  say(line: string): Promise<string>;
  /** Sends octets as they are. */
  send(octets: string | Buffer): Promise<void>;
  hear(): Promise<string>;
  startTls(options?: tls.ConnectionOptions): Promise<void>;
  leave(): void;
};

export const patienceMs = 120_000;

/** Connects and hears the greeting. */
export async function openDevice(port: number, localAddress = '127.0.0.1', secure = false): Promise<Device> {
  const plain: Socket = connect({ port, host: '127.0.0.1', localAddress });
  await once(plain, 'connect');
  let socket = plain;
  if (secure) {
    socket = tls.connect({ socket: plain, rejectUnauthorized: false });
    await once(socket, 'secureConnect');
  }
  const talk = openTalk(socket);
  await talk.hear(patienceMs);
  return {
    talk,
    say: async (line) => show(await talk.ask(line, patienceMs)),
    send: (octets) => talk.write([Buffer.from(octets)], patienceMs),
    hear: async () => show(await talk.hear(patienceMs)),
    async startTls(options = {}) {
      await talk.ask('STARTTLS', patienceMs);
      await talk.moveTo(async (old) => {
        const wrapped = tls.connect({ socket: old, rejectUnauthorized: false, ...options });
        await once(wrapped, 'secureConnect');
        return wrapped;
      });
    },
    leave: () => talk.destroy(),
  };
}

export function show({ code, lines }: SmtpReply): string {
  return `${code} ${lines.join('|')}`;
}

/** A whole conversation up to the reply to the end of the mail; stops at the first no. */
export async function sendScan(
  device: Device,
  scan: { readonly from?: string; readonly to?: readonly string[]; readonly body?: readonly (string | Buffer)[] },
): Promise<string> {
  const {
    from = 'copier@office.example',
    to = ['anna@partner.example'],
    body = ['Subject: scan\r\n\r\nhello\r\n'],
  } = scan;
  const lines = ['EHLO copier-2f', `MAIL FROM:<${from}>`, ...to.map((each) => `RCPT TO:<${each}>`), 'DATA'];
  for (const line of lines) {
    const reply = await device.say(line);
    if (/^[45]/.test(reply)) return reply;
  }
  for (const part of body) await device.send(part);
  await device.send('.\r\n');
  return device.hear();
}
