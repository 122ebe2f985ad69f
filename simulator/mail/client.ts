/** One SMTP conversation with nodemailer's connection, from the greeting to QUIT, and what came of it. */
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import type { Attempt, Refused } from './events.ts';

export type Errand = {
  readonly to: { readonly address: string; readonly port: number };
  /** What the client calls itself. */
  readonly name: string;
  /** Address to call from. */
  readonly localAddress?: string;
  readonly login?: { readonly user: string; readonly password: string };
  readonly envelope: { readonly from: string; readonly to: string };
  readonly message: Buffer;
};

type Failed = Error & { code?: string; originalCode?: string; command?: string; response?: string };

/** Never rejects: every end of a conversation is a result. */
export async function deliver({
  to,
  name,
  localAddress,
  login,
  envelope,
  message,
}: Errand): Promise<Attempt['result']> {
  let lastSent = '';
  const connection = new SMTPConnection({
    debug: true,
    logger: listener((line) => {
      lastSent = line;
    }),
    host: to.address,
    port: to.port,
    name,
    ignoreTLS: true,
    connectionTimeout: 5000,
    socketTimeout: 10_000,
    ...(localAddress !== undefined && { localAddress }),
  });
  const ended = new Promise<void>((resolve) => connection.once('end', resolve));
  const broken = new Promise<never>((_, reject) => connection.on('error', reject));
  const step = <T>(take: (done: (error?: Error | null, value?: T) => void) => void) =>
    Promise.race([
      broken,
      new Promise<T | undefined>((resolve, reject) => take((error, value) => (error ? reject(error) : resolve(value)))),
    ]);
  try {
    await step((done) => connection.connect(done));
    if (login) await step((done) => connection.login({ user: login.user, pass: login.password }, done));
    const size = message.length;
    const sent = await step<SMTPConnection.SentMessageInfo>((done) =>
      connection.send({ from: envelope.from, to: [envelope.to], size }, message, done),
    );
    return { kind: 'sent', reply: readReply(sent?.response ?? '') };
  } catch (error) {
    return resultOf(error as Failed, lastSent);
  } finally {
    connection.quit();
    await Promise.race([ended, broken.catch(() => {})]);
    connection.close();
  }
}

/** Commands as nodemailer names them, to Postfix's words for what a reply answers. */
const answers: Readonly<Record<string, string>> = {
  EHLO: 'EHLO command',
  'MAIL FROM': 'MAIL FROM command',
  'RCPT TO': 'RCPT TO command',
  DATA: 'end of DATA command',
};

/** Beginnings of what was sent last, to Postfix's words for what a break interrupts. */
const doings: readonly (readonly [begin: string, doing: string])[] = [
  ['EHLO', 'performing the EHLO handshake'],
  ['AUTH', 'performing SASL authentication'],
  ['MAIL', 'sending MAIL FROM'],
  ['RCPT', 'sending RCPT TO'],
  ['DATA', 'sending end of data -- message may be sent more than once'],
];

/** nodemailer tells of a break only that there was one; what was sent last says where. */
function listener(onSent: (line: string) => void) {
  const ignore = (): void => {};
  const debug = ({ tnx }: { tnx?: string }, line: unknown): void => {
    if (tnx === 'client' && line !== '.') onSent(String(line));
  };
  return { level: ignore, trace: ignore, debug, info: ignore, warn: ignore, error: ignore, fatal: ignore };
}

function resultOf(error: Failed, lastSent: string): Attempt['result'] {
  const command = error.command ?? 'CONN';
  if (error.response && /^\d{3}/.test(error.response)) {
    const answered = command.startsWith('AUTH') ? 'AUTH' : (answers[command] ?? null);
    return { kind: 'said', reply: readReply(error.response), command: answered };
  }
  const system = error.originalCode ?? error.code;
  if (system === 'ECONNREFUSED') return { kind: 'unreachable', why: 'Connection refused' };
  if (system === 'ETIMEDOUT') return { kind: 'unreachable', why: 'Connection timed out' };
  const during = doings.find(([begin]) => lastSent.startsWith(begin))?.[1];
  return { kind: 'broken', during: during ?? 'receiving the initial server greeting' };
}

function readReply(response: string): Refused {
  const [, code = '0', text = ''] = /^(\d{3})[ -]?(.*)/s.exec(response) ?? [];
  return { code: Number(code), text: text.replace(/\r?\n/g, ' ').trim() };
}
