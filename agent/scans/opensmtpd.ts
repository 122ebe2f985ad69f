/** OpenSMTPD's log: today's `session smtp|mta|mda event key=value`, version 6's `event=…`, and the sentences of version 5. */
import { readReply } from '../../catalogue/read-reply.ts';
import type { Outcome, ScanResult, Stage } from '../../contract/index.ts';
import { createClock } from './clock.ts';
import { stageOf } from './postfix-delivery.ts';
import type { LogReader, ReaderOptions } from './reader.ts';
import { nothing } from './reader.ts';
import { createRecent } from './recent.ts';
import type { Client, Facts } from './result.ts';
import { noClient, resultOf } from './result.ts';
import type { SyslogLine } from './syslog.ts';
import { createSyslogReader } from './syslog.ts';

type Message = { readonly client: Client; readonly size: number | null };

const maxKept = 20_000;

/** A reader of OpenSMTPD's log, line by line. */
export function createOpenSmtpdReader(options: ReaderOptions): LogReader {
  const readHead = createSyslogReader(createClock(options));
  const sessions = createRecent<string, Client>(maxKept);
  const messages = createRecent<string, Message>(maxKept);
  let damaged = 0;

  const result = (head: SyslogLine, told: Omit<Facts, 'at' | 'source'>): ScanResult[] => {
    const at = head.at();
    if (at !== null) return [resultOf({ ...told, at, source: 'opensmtpd' })];
    damaged += 1;
    return nothing;
  };

  const keepSession = (id: string, client: Client) => {
    sessions.set(id, client);
  };

  const keepMessage = (id: string, message: Message) => {
    messages.set(id, message);
  };

  /** An envelope's id is that of its message and eight digits more. */
  const messageOf = (envelope: string) => messages.get(envelope.slice(0, 8));

  const delivery = (head: SyslogLine, verdict: string, envelope: string, fields: Fields): ScanResult[] => {
    const outcome = outcomes[verdict];
    if (outcome === undefined) return nothing;
    const raw = readReply(fields.get('stat') ?? '');
    const message = messageOf(envelope);
    const isRemote = raw.code !== null;
    const isLocal = fields.has('user') || outcome === 'expired';
    return result(head, {
      queueId: envelope || null,
      client: message?.client ?? noClient,
      from: bare(fields.get('from')),
      to: bare(fields.get('to')),
      size: message?.size ?? null,
      hop: hopOf(fields.get('relay')),
      stage: outcome === 'sent' || isLocal ? 'delivery' : isRemote ? 'rcpt' : 'connect',
      outcome: outcome === 'bounced' && isRemote ? 'refused' : outcome,
      reply: { code: raw.code, enhanced: raw.enhanced, text: raw.text },
    });
  };

  const refusal = (head: SyslogLine, client: Client, command: string, answer: string): ScanResult[] => {
    const raw = readReply(answer);
    if (raw.code === null || raw.code < 400) return nothing;
    const path = /<([^>]*)>/.exec(command)?.[1] || null;
    const stage: Stage = stageOf(command.replace(/<.*$/, ''));
    return result(head, {
      client,
      from: stage === 'mail' ? path : null,
      to: stage === 'rcpt' ? path : null,
      stage,
      outcome: 'refused',
      reply: { code: raw.code, enhanced: raw.enhanced, text: raw.text },
    });
  };

  const loginFailed = (head: SyslogLine, client: Client, login: string | null): ScanResult[] => {
    const reply = { code: null, enhanced: null, text: 'authentication failed' };
    return result(head, { client: { ...client, login }, stage: 'auth', outcome: 'refused', reply });
  };

  const readNew = (head: SyslogLine, id: string, event: string, text: string): ScanResult[] => {
    const fields = fieldsOf(text);
    const client = sessions.get(id) ?? clientOf(fields);
    switch (event) {
      case 'smtp connected':
        keepSession(id, clientOf(fields));
        return nothing;
      case 'smtp authentication': {
        const login = fields.get('user') ?? fields.get('username') ?? null;
        if (fields.get('result') === 'ok') keepSession(id, { ...client, login });
        else return loginFailed(head, client, login);
        return nothing;
      }
      case 'smtp message':
        keepMessage(fields.get('msgid') ?? '', { client, size: Number(fields.get('size')) || null });
        return nothing;
      case 'smtp failed-command':
        return refusal(head, client, fields.get('command') ?? '', fields.get('result') ?? '');
      case 'smtp disconnected':
        sessions.delete(id);
        return nothing;
      case 'mta delivery':
      case 'mda delivery':
        return delivery(head, fields.get('result') ?? '', fields.get('evpid') ?? '', fields);
      default:
        return nothing;
    }
  };

  const readOld = (head: SyslogLine, text: string): ScanResult[] => {
    const opened = /^smtp-in: New session (\w+) from host (\S+) \[([^\]]+)\]/.exec(text);
    if (opened)
      keepSession(opened[1] ?? '', {
        address: opened[3] === 'local' ? null : (opened[3] ?? null),
        name: opened[2] ?? null,
        login: null,
      });
    const taken = /^smtp-in: Accepted message (\w+) on session (\w+): .*?\bsize=(\d+)/.exec(text);
    if (taken)
      keepMessage(taken[1] ?? '', { client: sessions.get(taken[2] ?? '') ?? noClient, size: Number(taken[3]) || null });
    const login = /^smtp-in: Authentication failed for user (\S+) on session (\w+)/i.exec(text);
    if (login) return loginFailed(head, sessions.get(login[2] ?? '') ?? noClient, login[1] ?? null);
    const failed = /^smtp-in: Failed command on session (\w+): "(.*?)"? ?=> (\d{3}.*)$/.exec(text);
    if (failed)
      return refusal(
        head,
        sessions.get(failed[1] ?? '') ?? noClient,
        failed[2] ?? '',
        (failed[3] ?? '').replace(/^(\d{3} [\d.]+):/, '$1'),
      );
    const delivered = /^(?:delivery|smtp-out|relay): (Ok|TempFail|PermFail|Expire)\w* for (\w+): (.*)$/.exec(text);
    return delivered ? delivery(head, delivered[1] ?? '', delivered[2] ?? '', fieldsOf(delivered[3] ?? '')) : nothing;
  };

  return {
    push(line) {
      const head = readHead(line);
      if (head === null || (head.program !== 'smtpd' && head.program !== 'opensmtpd')) return nothing;
      const found = /^([0-9a-f]{16}) (smtp|mta|mda) (?:event=)?([\w-]+) ?(.*)$/.exec(head.message);
      if (found) return readNew(head, found[1] ?? '', `${found[2]} ${found[3]}`, found[4] ?? '');
      return /^(?:smtp-in|smtp-out|delivery|relay): /.test(head.message) ? readOld(head, head.message) : nothing;
    },
    end: () => nothing,
    damaged: () => damaged,
  };
}

/** True of a line that OpenSMTPD wrote. */
export function isOpenSmtpdLine(line: string): boolean {
  return /\b(?:open)?smtpd\[\d+\]: (?:[0-9a-f]{16} (?:smtp|mta|mda) |smtp-in: |smtp-out: |delivery: |relay: )/.test(
    line,
  );
}

const outcomes: Readonly<Record<string, Outcome>> = {
  Ok: 'sent',
  TempFail: 'deferred',
  PermFail: 'bounced',
  Expire: 'expired',
  Expired: 'expired',
};

type Fields = Map<string, string>;

/** `key=value key="a value" key=<a@b>`, with or without commas. */
function fieldsOf(text: string): Fields {
  const fields: Fields = new Map();
  for (const [, name = '', quoted, plain] of text.matchAll(
    /([a-z][\w-]*)=(?:"((?:[^"\\]|\\.)*)"|(<[^>]*>|[^\s,]*))/gi,
  )) {
    if (!fields.has(name)) fields.set(name, quoted ?? plain ?? '');
  }
  // Version 5, and a local delivery of today, have it at the end of the line, unquoted.
  const stat = /(?:, | )stat=(?!")(.*)$/.exec(text)?.[1];
  if (stat !== undefined) fields.set('stat', stat);
  const relay = /\brelay=([^,"]+?\([^)]*\))/.exec(text)?.[1];
  if (relay !== undefined) fields.set('relay', relay);
  return fields;
}

function clientOf(fields: Fields): Client {
  const address = fields.get('address') ?? null;
  const name = fields.get('host') ?? null;
  return { address: address === 'local' ? null : address, name: name === '<unknown>' ? null : name, login: null };
}

function bare(path: string | undefined): string | null {
  const address = path?.replace(/^<|>$/g, '') ?? '';
  return address === '' || address === '-' ? null : address;
}

/** `192.0.2.1 (mx.example.com)` → `mx.example.com[192.0.2.1]` */
function hopOf(relay: string | undefined): string | null {
  const found = /^(\S+) \(([^)]*)\)$/.exec(relay ?? '');
  return found ? `${found[2]}[${found[1]}]` : relay || null;
}
