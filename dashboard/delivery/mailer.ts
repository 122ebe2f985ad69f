/** One attempt by mail: hands the stored content to the configured server, and says what came of it. Never throws. */
import nodemailer from 'nodemailer';
import type { MailContent } from './formats/email.ts';
import type { Sent } from './schedule.ts';
import { limits } from './send.ts';
import type { MailConfig } from './settings.ts';

export type Mailer = {
  send(content: MailContent, to: readonly string[]): Promise<Sent>;
  close(): void;
};

export function makeMailer({ host, port, tls, login, from }: MailConfig): Mailer {
  const transport = nodemailer.createTransport({
    host,
    port: port ?? (tls === 'implicit' ? 465 : 587),
    secure: tls === 'implicit',
    requireTLS: tls === 'starttls',
    ignoreTLS: tls === 'none',
    ...(login && { auth: { user: login.user, pass: login.password } }),
    pool: true,
    maxConnections: 2,
    connectionTimeout: limits.connect,
    greetingTimeout: limits.connect,
    socketTimeout: limits.total,
    dnsTimeout: limits.connect,
    // The content is ours alone: nothing of it may be read from a file or fetched from an address.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send({ subject, text, html, messageId, inReplyTo, date }, to) {
      const thread = inReplyTo === null ? {} : { inReplyTo, references: inReplyTo };
      try {
        const { response } = await transport.sendMail({
          from: { name: 'Platen', address: from },
          to: [...to],
          subject,
          text,
          html,
          messageId,
          ...thread,
          date: new Date(date),
          // RFC 3834 §5: nobody's absence note answers this.
          headers: { 'Auto-Submitted': 'auto-generated' },
        });
        return {
          outcome: 'delivered',
          status: null,
          message: null,
          retryAfter: null,
          isAborted: false,
          answer: response,
        };
      } catch (error) {
        return explain(error);
      }
    },
    close: () => transport.close(),
  };
}

/** What nodemailer throws: its `code`, and `responseCode` and `response` where the server said something. */
function explain(error: unknown): Sent {
  const { code, responseCode, response, message } = error as {
    code?: string;
    responseCode?: number;
    response?: string;
    message?: string;
  };
  const outcome =
    code === 'EDNS'
      ? 'dns'
      : code === 'ETLS'
        ? 'tls'
        : code === 'ETIMEDOUT'
          ? 'timeout'
          : code === 'ECONNECTION' || code === 'ESOCKET'
            ? 'connect'
            : 'mail';
  return {
    outcome,
    status: responseCode ?? null,
    message: (message ?? String(error)).slice(0, 500),
    retryAfter: null,
    // A server that refuses these recipients or this content for good (RFC 5321 §4.2.1) refuses it tomorrow too; a wrong
    // password (EAUTH) may be put right.
    isAborted: responseCode !== undefined && responseCode >= 550 && code !== 'EAUTH',
    answer: response?.slice(0, limits.keptBytes) ?? null,
  };
}
