/** Stalwart's log: `time LEVEL Description (event.id) key = value, …`, or the same events as JSON (its webhooks). */
import { readReply } from '../../catalogue/read-reply.ts';
import type { Outcome, Reply, ScanResult, Stage } from '../../contract/index.ts';
import { createClock } from './clock.ts';
import { keepText } from './queue.ts';
import type { LogReader, ReaderOptions } from './reader.ts';
import { nothing } from './reader.ts';
import { createRecent } from './recent.ts';
import type { Client } from './result.ts';
import { keepClient, noClient, resultOf } from './result.ts';

type Event = { readonly stage: Stage; readonly outcome?: Outcome; readonly hint?: string };

/** Events about the next hop. Where no outcome is named, the class of the reply decides. */
const outbound: Readonly<Record<string, Event>> = {
  'delivery.delivered': { stage: 'delivery', outcome: 'sent' },
  'delivery.rcpt-to-rejected': { stage: 'rcpt' },
  'delivery.rcpt-to-failed': { stage: 'rcpt', hint: 'lost connection' },
  'delivery.message-rejected': { stage: 'delivery' },
  'delivery.mail-from-rejected': { stage: 'mail' },
  'delivery.ehlo-rejected': { stage: 'connect' },
  'delivery.lhlo-rejected': { stage: 'connect' },
  'delivery.greeting-failed': { stage: 'connect', hint: 'connection lost before the greeting' },
  'delivery.auth-failed': { stage: 'auth', hint: 'authentication failed' },
  'delivery.start-tls-unavailable': { stage: 'tls', hint: 'STARTTLS not offered' },
  'delivery.start-tls-error': { stage: 'tls', hint: 'TLS handshake error' },
  'delivery.implicit-tls-error': { stage: 'tls', hint: 'TLS handshake error' },
  'delivery.connect-error': { stage: 'connect', hint: 'could not connect' },
  'delivery.mx-lookup-failed': { stage: 'connect', hint: 'MX lookup failed' },
  'delivery.ip-lookup-failed': { stage: 'connect', hint: 'host lookup failed' },
  'delivery.null-mx': { stage: 'connect', outcome: 'bounced', hint: 'null MX' },
  'delivery.missing-outbound-hostname': { stage: 'connect', hint: 'configuration error' },
  'delivery.double-bounce': { stage: 'delivery', outcome: 'bounced', hint: 'message expired' },
};

/** Events about a device: it was told no. */
const inbound: Readonly<Record<string, Event>> = {
  'auth.failed': { stage: 'auth', hint: 'authentication failed' },
  'auth.too-many-attempts': { stage: 'auth', hint: 'too many authentication attempts' },
  'smtp.auth-mechanism-not-supported': { stage: 'auth', hint: 'authentication mechanism not supported' },
  'smtp.auth-not-allowed': { stage: 'auth', hint: 'authentication not enabled' },
  'smtp.relay-not-allowed': { stage: 'rcpt', hint: 'relay not allowed' },
  'smtp.mailbox-does-not-exist': { stage: 'rcpt', hint: 'mailbox does not exist' },
  'smtp.rcpt-to-greylisted': { stage: 'rcpt', hint: 'greylisted' },
  'smtp.too-many-recipients': { stage: 'rcpt', hint: 'too many recipients' },
  'smtp.too-many-invalid-rcpt': { stage: 'rcpt', hint: 'unknown user' },
  'smtp.mail-from-unauthenticated': { stage: 'mail', hint: 'authentication required' },
  'smtp.mail-from-unauthorized': { stage: 'mail', hint: 'sender not allowed to send as this address' },
  'smtp.mail-from-not-allowed': { stage: 'mail', hint: 'sender address rejected' },
  'smtp.message-too-large': { stage: 'delivery', hint: 'message too large' },
  'smtp.message-parse-failed': { stage: 'delivery', hint: 'message malformed' },
  'smtp.loop-detected': { stage: 'delivery', hint: 'mail loop' },
  'smtp.rate-limit-exceeded': { stage: 'connect', hint: 'rate limit exceeded' },
  'smtp.concurrency-limit-exceeded': { stage: 'connect', hint: 'too many concurrent connections' },
  'smtp.invalid-ehlo': { stage: 'connect', hint: 'invalid EHLO' },
};

/** On a terminal, and in what was copied from one. */
const colours = new RegExp(`${String.fromCharCode(27)}\\[[\\d;]*m`, 'g');
const shape = /^(\d{4}-\d\d-\d\dT\S+) (?:TRACE|DEBUG|INFO|WARN|ERROR) .*?\(([a-z]+\.[a-z-]+)\) ?(.*)$/;

/** A reader of Stalwart's log or webhook bodies, line by line. */
export function createStalwartReader(options: ReaderOptions): LogReader {
  const clock = createClock(options);
  const arrivals = createRecent<string, { readonly client: Client | null; readonly size: number | null }>(20_000);
  let damaged = 0;

  const told = (at: string | null, id: string, value: Values): ScanResult[] => {
    const event = outbound[id] ?? inbound[id];
    if (!event) {
      if (id.startsWith('queue.queue-message')) noteArrival(value);
      return nothing;
    }
    if (at === null) {
      damaged += 1;
      return nothing;
    }
    const isOutbound = id in outbound;
    const reply = replyOf(value);
    const host = value('hostname');
    const address = value('remoteIp');
    const arrival = isOutbound ? arrivals.get(value('queueId')) : undefined;
    const isFinal = (reply?.code ?? 400) >= 500;
    return listOf(value('to')).map((to) =>
      resultOf({
        at,
        source: 'stalwart',
        queueId: value('queueId') || null,
        messageId: value('messageId') || null,
        client: arrival?.client ?? (isOutbound ? noClient : clientOf(value)),
        from: value('from').replace(/^<>$/, '') || null,
        to: to || null,
        size: Number(value('size')) || arrival?.size || null,
        hop: isOutbound ? `${host || address}${host && address ? `[${address}]` : ''}` || null : null,
        stage: event.stage,
        outcome: event.outcome ?? (isOutbound && !isFinal ? 'deferred' : 'refused'),
        reply:
          reply ??
          (event.outcome === 'sent' ? null : { code: null, enhanced: null, text: event.hint ?? value('reason') }),
        ...(isOutbound ? {} : { provider: 'stalwart' }),
      }),
    );
  };

  /** Who handed a message in is told when it is queued only. */
  const noteArrival = (value: Values) => {
    const queueId = value('queueId');
    if (queueId === '' || value('remoteIp') === '') return;
    arrivals.set(keepText(queueId), { client: keepClient(clientOf(value)), size: Number(value('size')) || null });
  };

  return {
    push(line) {
      if (line.startsWith('{'))
        return eventsOf(line).flatMap(({ at, id, values }) =>
          told(clock.iso(at, true), id, (name) => values[name] ?? ''),
        );
      const found = shape.exec(line.replace(colours, ''));
      if (!found) return nothing;
      const values = pairsOf(found[3] ?? '');
      return told(clock.iso(found[1] ?? ''), found[2] ?? '', (name) => values.get(name) ?? '');
    },
    end: () => nothing,
    damaged: () => damaged,
  };
}

/** True of a line that Stalwart wrote. */
export function isStalwartLine(line: string): boolean {
  return (
    shape.test(line.replace(colours, '')) ||
    (line.startsWith('{') && /"type"\s*:\s*"(?:delivery|smtp|auth|queue)\.[a-z-]+"/.test(line))
  );
}

/** `to = "anna@example.com", code = 550, details = "5.1.1 User unknown"` */
function pairsOf(text: string): Map<string, string> {
  const pairs = new Map<string, string>();
  for (const [, name = '', quoted, plain] of text.matchAll(
    /\b(\w{1,40}) = (?:"((?:[^"\\]|\\.)*)"|(\[[^\]]*\]|[^,]+))/g,
  )) {
    if (!pairs.has(name)) pairs.set(name, (quoted?.replace(/\\(.)/g, '$1') ?? plain ?? '').trim());
  }
  return pairs;
}

type Values = (name: string) => string;

function clientOf(value: Values): Client {
  const login = value('accountName') || value('login') || null;
  return { address: value('remoteIp') || null, name: value('domain') || null, login };
}

/** `["anna@example.com", "bert@example.com"]`, or one value as it is. */
function listOf(text: string): string[] {
  if (!text.startsWith('[')) return [text];
  const items = [...text.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, item = '']) => item.replace(/\\(.)/g, '$1'));
  return items.length > 0 ? items : [text];
}

function replyOf(value: Values): Reply | null {
  const code = Number(value('code'));
  const text = listOf(value('details') || value('reason')).join(' ');
  if (!(code >= 200 && code < 600)) return text === '' ? null : readReply(text);
  const said = readReply(`${code} ${text}`);
  return { code, enhanced: said.enhanced, text: said.text };
}

type JsonEvent = { readonly at: string; readonly id: string; readonly values: Readonly<Record<string, string>> };

/** One event, or the `events` list of a webhook's body. */
function eventsOf(line: string): JsonEvent[] {
  let body: unknown;
  try {
    body = JSON.parse(line);
  } catch {
    return [];
  }
  const list = isRecord(body) && Array.isArray(body.events) ? body.events : [body];
  return list.filter(isRecord).flatMap((event) => {
    const { type, createdAt, timestamp } = event;
    if (typeof type !== 'string') return [];
    // Webhooks have the values in an object of their own, log exporters beside the rest.
    const data = isRecord(event.data) ? event.data : event;
    const values = Object.fromEntries(Object.entries(data).map(([name, value]) => [name, textOf(value)]));
    return [{ at: String(createdAt ?? timestamp ?? ''), id: type, values }];
  });
}

function textOf(value: unknown): string {
  if (Array.isArray(value)) return JSON.stringify(value.filter((item) => typeof item === 'string'));
  return typeof value === 'object' ? '' : String(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
