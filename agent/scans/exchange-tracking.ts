/**
 * Exchange Server's message tracking (`MSGTRK…LOG`): CSV in UTC, a row per event of a message, all its recipients in one
 * row. The device is `original-client-ip`; `client-ip` may be another Exchange server.
 */
import { readReply } from '../../catalogue/read-reply.ts';
import type { Outcome, Reply, ScanResult } from '../../contract/index.ts';
import { createClock } from './clock.ts';
import { columnsOf, splitRow } from './csv.ts';
import type { LogReader, ReaderOptions } from './reader.ts';
import { nothing } from './reader.ts';
import { createRecent } from './recent.ts';
import type { Client } from './result.ts';
import { noClient, resultOf } from './result.ts';

const usualHead =
  'date-time,client-ip,client-hostname,server-ip,server-hostname,source-context,connector-id,source,event-id,internal-message-id,message-id,network-message-id,recipient-address,recipient-status,total-bytes,recipient-count,related-recipient-address,reference,message-subject,sender-address,return-path,message-info,directionality,tenant-id,original-client-ip,original-server-ip,custom-data,transport-traffic-type,log-id,schema-version';

const outcomes: Readonly<Record<string, Outcome>> = {
  SEND: 'sent',
  SENDEXTERNAL: 'sent',
  DELIVER: 'sent',
  DEFER: 'deferred',
  FAIL: 'bounced',
  HAREDIRECTFAIL: 'bounced',
};

/** A reader of one tracking log, row by row. */
export function createTrackingReader(options: ReaderOptions): LogReader {
  const clock = createClock(options);
  const clients = createRecent<string, Client>(20_000);
  let column = columnsOf(usualHead.split(','));
  let damaged = 0;

  const read = (row: readonly string[]): ScanResult[] => {
    const at = clock.iso(column(row, 'date-time'), true);
    if (at === null) {
      damaged += 1;
      return nothing;
    }
    const event = column(row, 'event-id').toUpperCase();
    const messageId = column(row, 'message-id');
    const address = column(row, 'original-client-ip') || (event === 'RECEIVE' ? column(row, 'client-ip') : '');
    if (event === 'RECEIVE' && column(row, 'source') === 'SMTP') {
      clients.set(messageId, { address: address || null, name: column(row, 'client-hostname') || null, login: null });
    }
    const outcome = outcomes[event];
    if (outcome === undefined) return nothing;
    const recipients = column(row, 'recipient-address').split(';');
    const statuses = statusesIn(column(row, 'recipient-status'), recipients.length);
    const context = column(row, 'source-context');
    const known = clients.get(messageId) ?? noClient;
    const client = address ? { ...known, address } : known;
    const host = column(row, 'server-hostname');
    const ip = column(row, 'server-ip');
    const from = [column(row, 'return-path'), column(row, 'sender-address')].find(
      (path) => path !== '' && path !== '<>',
    );
    return recipients.map((to, index) => {
      const reply = replyOf(statuses[index] ?? statuses[0] ?? '', context);
      return resultOf({
        at,
        source: 'exchange',
        queueId: column(row, 'internal-message-id') || null,
        messageId: messageId || null,
        client,
        from: from ?? null,
        to: to.trim() || null,
        size: Number(column(row, 'total-bytes')) || null,
        hop: host || ip ? `${host || ip}${ip && host ? `[${ip}]` : ''}` : null,
        stage: 'delivery',
        outcome: outcome === 'bounced' && /expired/i.test(`${reply?.text} ${context}`) ? 'expired' : outcome,
        reply,
      });
    });
  };

  return {
    push(line) {
      const text = line.replace(/^\uFEFF/, '');
      if (text.startsWith('#')) {
        const head = /^#Fields: (.*)$/.exec(text)?.[1];
        if (head) column = columnsOf(splitRow(head, ','));
        return nothing;
      }
      const row = splitRow(text, ',');
      return row.length < 10 ? nothing : read(row);
    },
    end: () => nothing,
    damaged: () => damaged,
  };
}

/** True of a line of a tracking log. */
export function isTrackingLine(line: string): boolean {
  return (
    /^\uFEFF?#Log-type: Message Tracking/i.test(line) ||
    /^\uFEFF?#Fields: (?=.*\bevent-id\b)(?=.*\brecipient-address\b)/.test(line) ||
    /^\d{4}-\d\d-\d\dT[\d:.]+Z,.*,(?:SMTP|STOREDRIVER|AGENT|ROUTING|DSN|HADISCARD|DNS),(?:RECEIVE|SEND|SENDEXTERNAL|DELIVER|FAIL|DEFER|DSN|HA\w+|SUBMIT|EXPAND|TRANSFER|REDIRECT|RESOLVE|BADMAIL),/.test(
      line,
    )
  );
}

/** `250 2.1.5 OK;550 …`, or the form of newer versions: `[{LRT=…};{LED=550 5.1.10 …};{FQDN=…}]` for each. */
function statusesIn(cell: string, recipients: number): string[] {
  const errors = [...cell.matchAll(/\{LED=([^}]*)\}/g)].map(([, error = '']) => error);
  if (errors.length > 0) return errors;
  return recipients === 1 ? [cell] : cell.split(';');
}

/** The status of the recipient, else the reply in the context: `;250 2.6.0 <…> Queued mail for delivery`. */
function replyOf(status: string, context: string): Reply | null {
  for (const text of [status.trim(), /(?:^|;)\s*([2-5]\d\d[ -].*)$/.exec(context)?.[1] ?? '']) {
    const said = readReply(text);
    if (said.code !== null) return { code: said.code, enhanced: said.enhanced, text: said.text };
  }
  return status.trim() === '' ? null : { code: null, enhanced: null, text: status.trim() };
}
