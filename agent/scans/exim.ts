/**
 * Exim's main log: `time [pid] id flag address key=value…`, alone or inside syslog. Flags by the Exim specification,
 * "Log files": `<=` arrival, `=>` `->` `>>` delivery, `==` deferral, `**` failure, `*>` suppressed by -N.
 */
import type { ScanResult } from '../../contract/index.ts';
import { createClock } from './clock.ts';
import { readAttempt, readDefer, readDelivered, readFailed } from './exim-delivery.ts';
import { readArrival, readSession } from './exim-session.ts';
import { createQueue, dropFailure, failureOf, noteFailure } from './queue.ts';
import type { LogReader, ReaderOptions } from './reader.ts';
import { nothing } from './reader.ts';
import type { Facts } from './result.ts';
import { resultOf } from './result.ts';
import { createSyslogReader } from './syslog.ts';

type Line = { readonly at: () => string | null; readonly queueId: string | null; readonly text: string };
type Told = Omit<Facts, 'at' | 'source'>;

/** Exim cuts what it quotes; longer is only a list of recipients. */
const maxText = 8_192;

const stamped =
  /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?(?: [+-]\d{4})?) (?:(?:\S+ )?exim\w*\[\d+\]: )?(?:\[\d+\] )?/;
const inSyslog = /\bexim\d?(?:\[\d+\])?: /;
/** Sixteen characters before Exim 4.97, 23 since. */
const queueIdFirst = /^([0-9A-Za-z]{6}-[0-9A-Za-z]{6}-[0-9A-Za-z]{2}|[0-9A-Za-z]{6}-[0-9A-Za-z]{11}-[0-9A-Za-z]{4}) /;

/** A reader of Exim's main log (and reject log), line by line. */
export function createEximReader(options: ReaderOptions): LogReader {
  const clock = createClock(options);
  const readHead = createSyslogReader(clock);
  const queue = createQueue();
  let damaged = 0;

  const open = (line: string): Line | null => {
    let rest = line;
    let at: Line['at'] | null = null;
    if (!/^\d{4}-\d\d-\d\d \d/.test(line)) {
      const mark = inSyslog.exec(line);
      if (!mark) return null;
      const head = readHead(line);
      at = () => head?.at() ?? null;
      rest = line.slice(mark.index + mark[0].length);
    }
    const head = stamped.exec(rest);
    if (head) {
      const stamp = head[1] ?? '';
      at = () => clock.iso(stamp);
      rest = rest.slice(head[0].length);
    } else rest = rest.replace(/^\[\d+\] /, '');
    if (at === null) return null;
    const id = queueIdFirst.exec(rest);
    return { at, queueId: id?.[1] ?? null, text: rest.slice(id ? id[0].length : 0, maxText) };
  };

  const result = (line: Line, facts: Told): ScanResult[] => {
    const at = line.at();
    if (at === null) {
      damaged += 1;
      return nothing;
    }
    const message = line.queueId === null ? undefined : queue.get(line.queueId);
    const { messageId = null, client = null, from = null, size = null } = message ?? {};
    return [resultOf({ queueId: line.queueId, messageId, client, from, size, ...facts, at, source: 'exim' })];
  };

  const failure = (line: Line, told: Told): ScanResult[] => {
    const queueId = line.queueId ?? '';
    const message = queue.get(queueId) ?? queue.meet(queueId);
    const to = told.to ?? null;
    const before = failureOf(message, to);
    const text = told.reply?.text ?? '';
    // Exim did not even try: what it met the last time still holds.
    const isWaiting = told.outcome === 'deferred' && /retry time not reached/.test(text);
    if (isWaiting && before) return nothing;
    const isGivenUp = told.outcome === 'expired' && before;
    const facts = isGivenUp ? { ...told, reply: before.reply, stage: before.stage, hop: told.hop ?? before.hop } : told;
    const found = result(line, facts);
    const [made] = found;
    if (!made) return found;
    const { outcome, stage, hop, reply, reason } = made;
    return noteFailure(message, { to, outcome, stage, hop, reply, reason }) ? found : nothing;
  };

  const delivery = (line: Line, flag: string): ScanResult[] => {
    const text = line.text.slice(3);
    switch (flag) {
      case '=>':
      case '->':
      case '>>': {
        const told = readDelivered(text);
        dropFailure(queue.get(line.queueId ?? ''), told.to ?? null);
        return result(line, told);
      }
      case '==':
        return failure(line, readDefer(text));
      case '**':
        return failure(line, readFailed(text));
      default:
        return nothing;
    }
  };

  return {
    push(raw) {
      const line = open(raw);
      if (line === null) return nothing;
      const { queueId, text } = line;
      if (queueId !== null) {
        if (text.startsWith('<= ')) {
          Object.assign(queue.renew(queueId), readArrival(text.slice(3)));
          return nothing;
        }
        if (text.startsWith('Completed')) {
          queue.remove(queueId);
          return nothing;
        }
        if (text.charCodeAt(2) === 32) {
          const flag = text.slice(0, 2);
          if (/^(?:=>|->|>>|==|\*\*|\*>|\(=)$/.test(flag)) return delivery(line, flag);
        }
        const attempt = text.startsWith('H=') ? readAttempt(text) : null;
        if (attempt) return failure(line, attempt);
      }
      const told = readSession(text);
      return told === null ? nothing : result(line, told);
    },
    end: () => nothing,
    damaged: () => damaged,
  };
}

/** True of a line that Exim wrote. */
export function isEximLine(line: string): boolean {
  if (inSyslog.test(line)) return true;
  const rest = stamped.test(line) ? line.replace(stamped, '') : null;
  if (rest === null) return false;
  return (
    queueIdFirst.test(rest) ||
    /^(?:H=|SMTP (?:connection|call|command|protocol)|\w+ authenticator failed|TLS error on|rejected |Start queue run|End queue run|no host name found)/.test(
      rest,
    )
  );
}
