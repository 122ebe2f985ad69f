/** What happened, in the words of Postfix's log. Pure; forms after `log_adhoc.c` and `smtpd.c` of Postfix 3. */
import type { Attempt, CommandCount, MailEvent, Peer, QueuedMail } from './events.ts';
import { isDeferred } from './relay.ts';
import type { SmtpStage } from './rules.ts';

/** A line without its stamp: who writes, and what. */
export type LogLine = { readonly process: 'smtpd' | 'cleanup' | 'qmgr' | 'smtp'; readonly text: string };

const show = ({ name, address }: Peer): string => `${name}[${address}]`;

export function logLines(event: MailEvent): LogLine[] {
  switch (event.kind) {
    case 'connected':
      return [smtpd(`connect from ${show(event.peer)}`)];
    case 'refused':
      return [smtpd(refusedText(event))];
    case 'opened':
      return [smtpd(`${event.queueId}: client=${show(event.peer)}${loginText(event.login)}`)];
    case 'accepted':
      return acceptedLines(event.mail);
    case 'lost': {
      const octets = event.after === 'DATA' && event.octets !== null ? ` (${event.octets} bytes)` : '';
      return [smtpd(`lost connection after ${event.after}${octets} from ${show(event.peer)}`)];
    }
    case 'closed':
      return [smtpd(`disconnect from ${show(event.peer)}${countText(event.counts)}`)];
    case 'delivery':
      return deliveryLines(event.mail, event.to, event.attempt);
    case 'expired': {
      const { queueId, from } = event.mail;
      return [{ process: 'qmgr', text: `${queueId}: from=<${from}>, status=expired, returned to sender` }];
    }
    case 'removed':
      return [{ process: 'qmgr', text: `${event.queueId}: removed` }];
  }
}

const smtpd = (text: string): LogLine => ({ process: 'smtpd', text });

const loginText = (login: string | null): string => (login ? `, sasl_method=PLAIN, sasl_username=${login}` : '');

const commands: Readonly<Record<SmtpStage, string>> = {
  connect: 'CONNECT',
  auth: 'AUTH',
  mail: 'MAIL',
  rcpt: 'RCPT',
  data: 'END-OF-MESSAGE',
};

function refusedText(event: Extract<MailEvent, { kind: 'refused' }>): string {
  const { peer, queueId, at, reply, from, to, helo, login } = event;
  // Postfix logs a failed login as a warning, with the reason of its authentication service.
  if (at === 'auth') {
    return `warning: ${show(peer)}: SASL PLAIN authentication failed: ${reply.text.replace(/^5\.\d+\.\d+ (Error: )?/, '')}, sasl_username=${login ?? ''}`;
  }
  const envelope = [from === null ? '' : `from=<${from}> `, to === null ? '' : `to=<${to}> `].join('');
  const says = `${reply.code} ${reply.text}`;
  const greeted = helo ? ` helo=<${helo}>` : '';
  return `${queueId ?? 'NOQUEUE'}: reject: ${commands[at]} from ${show(peer)}: ${says}; ${envelope}proto=ESMTP${greeted}`;
}

function acceptedLines({ queueId, messageId, from, size, to }: QueuedMail): LogLine[] {
  return [
    { process: 'cleanup', text: `${queueId}: message-id=${messageId}` },
    { process: 'qmgr', text: `${queueId}: from=<${from}>, size=${size}, nrcpt=${to.length} (queue active)` },
  ];
}

function countText(counts: readonly CommandCount[]): string {
  const ok = counts.reduce((sum, count) => sum + count.ok, 0);
  const all = counts.reduce((sum, count) => sum + count.all, 0);
  const each = counts.map((count) => ` ${count.command}=${share(count)}`).join('');
  return `${each} commands=${share({ ok, all })}`;
}

const share = ({ ok, all }: { ok: number; all: number }): string => (ok === all ? String(all) : `${ok}/${all}`);

function deliveryLines(mail: QueuedMail, to: string, attempt: Attempt): LogLine[] {
  const { hop, startedAt, endedAt, result } = attempt;
  const seconds = (ms: number) => Number((Math.max(0, ms) / 1000).toPrecision(2)).toString();
  const delay = seconds(endedAt - mail.arrivedAt);
  const waited = seconds(startedAt - mail.arrivedAt);
  const relay = result.kind === 'unreachable' ? 'none' : `${hop.name}[${hop.address}]:${hop.port}`;
  const status = result.kind === 'sent' ? 'sent' : isDeferred(attempt) ? 'deferred' : 'bounced';
  const text =
    `${mail.queueId}: to=<${to}>, relay=${relay}, delay=${delay}, delays=${waited}/0/0/${seconds(endedAt - startedAt)}, ` +
    `dsn=${dsnOf(attempt)}, status=${status} (${resultText(attempt)})`;
  return [{ process: 'smtp', text }];
}

function resultText({ hop, result }: Attempt): string {
  const host = `${hop.name}[${hop.address}]`;
  switch (result.kind) {
    case 'sent':
      return `${result.reply.code} ${result.reply.text}`;
    case 'said':
      if (result.command === 'AUTH') {
        return `SASL authentication failed; server ${host} said: ${result.reply.code} ${result.reply.text}`;
      }
      return result.command === null
        ? `host ${host} refused to talk to me: ${result.reply.code} ${result.reply.text}`
        : `host ${host} said: ${result.reply.code} ${result.reply.text} (in reply to ${result.command})`;
    case 'unreachable':
      return `connect to ${host}:${hop.port}: ${result.why}`;
    case 'broken':
      return `lost connection with ${host} while ${result.during}`;
  }
}

/** The enhanced code of the reply, or Postfix's own where there was none. */
function dsnOf(attempt: Attempt): string {
  const { result } = attempt;
  if (result.kind === 'unreachable') return '4.4.1';
  if (result.kind === 'broken') return '4.4.2';
  const { code, text } = result.reply;
  const dsn = /^([245]\.\d{1,3}\.\d{1,3})\b/.exec(text)?.[1] ?? `${Math.floor(code / 100)}.0.0`;
  return isDeferred(attempt) ? dsn.replace(/^5/, '4') : dsn;
}

/** `2026-11-23T09:12:04.512000+00:00 relay postfix/smtpd[4711]: …`, as rsyslog writes it today. */
export function stampLine(line: LogLine, host: string, at: number): string {
  const stamp = new Date(at).toISOString().replace('Z', '000+00:00');
  return `${stamp} ${host} postfix/${line.process}[${pids[line.process]}]: ${line.text}`;
}

const pids = { smtpd: 2113, cleanup: 2117, qmgr: 1022, smtp: 2120 } as const;
