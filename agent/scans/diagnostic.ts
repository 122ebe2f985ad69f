/** What a bounce, or a log that quotes, says of one failure: the reply, who gave it, and at which step. */
import { findReply } from '../../catalogue/read-reply.ts';
import type { Reply, Stage } from '../../contract/index.ts';
import { stageOf } from './postfix-delivery.ts';

export type Diagnostic = {
  readonly reply: Reply;
  readonly stage: Stage;
  /** Host that answered, as written: `mx.example.com[192.0.2.1]`. */
  readonly hop: string | null;
};

const hosts = [
  /\bhost (\S+?\s?\[[^\]\s]+\](?::\d+)?)(?:[:,]? (?:said|refused)|:)/i,
  /\b(?:connect to|lost connection with|conversation with|while talking to|server) (\S+?\s?\[[^\]\s]+\](?::\d+)?)/i,
  /\bhost (\S+ \[[^\]\s]+\]):/i,
  /\bwhile talking to (\S+?)\.?:/i,
  /\bby (\S+?)\.? ?\[([\d.:a-f]+)\]/i,
  /\bhost: (\S+) \(([\d.:a-f]+)\)/i,
  /\b([\w-]+(?:\.[\w-]+)+) \[([\d.:a-f]{7,})\]: ?>>>/i,
  /\bremote system: *(?:dns *;)? *([\w-]+(?:\.[\w-]+)+)/i,
];

/** The host stands at the beginning of what it said. */
const longestSearch = 1_000;

/** Reads a diagnostic of any maker; `status` is the Status field of a delivery report, where there is one. */
export function readDiagnostic(raw: string, status: string | null = null): Diagnostic {
  const text = plain(raw);
  const found = findReply(text);
  const stage =
    found.command === null ? (found.code === null ? 'delivery' : stageByWords(text)) : stageOf(found.command);
  const reply = {
    code: found.code,
    enhanced: pickEnhanced(text, found.code, found.enhanced, status),
    text: found.text || text,
  };
  return { reply, stage, hop: hopOf(text) };
}

export function hopOf(text: string): string | null {
  const start = text.slice(0, longestSearch);
  for (const host of hosts) {
    const found = host.exec(start);
    if (found) return found[2] ? `${found[1]}[${found[2]}]` : (found[1]?.replace(/\s/g, '') ?? null);
  }
  return null;
}

/** The more telling of the two: reports often carry 5.0.0 beside a diagnostic that knows better. */
function pickEnhanced(text: string, code: number | null, said: string | null, status: string | null): string | null {
  const own = realCause(text, said);
  if (own !== null && !own.endsWith('.0.0')) return own;
  if (status === null || !/^[245]\.\d{1,3}\.\d{1,3}$/.test(status)) return own;
  if (own !== null && status.endsWith('.0.0')) return own;
  return code !== null && String(code)[0] !== status[0] && own !== null ? own : status;
}

/** An expiry (X.4.7) quotes what the last try met: that is the cause. */
function realCause(text: string, said: string | null): string | null {
  if (!said?.endsWith('.4.7')) return said;
  const others = text.matchAll(/(?<![\d.])[245]\.\d{1,3}\.\d{1,3}(?![\d.])/g);
  return [...others].map(([code]) => code).findLast((code) => !code.endsWith('.4.7')) ?? said;
}

/** One line; the ways in which some makers take code and text apart put right: `550: 5.1.1`, `ERROR_CODE :550, …`. */
function plain(raw: string): string {
  return raw
    .replace(/\s+/g, ' ')
    .replace(/\(reason: ([245]\d\d[ -][^()]*(?:\([^()]*\)[^()]*)*)\)/g, '$1')
    .replace(/(^|\s)#(?=[45]\d\d )/g, '$1')
    .replace(/ERROR_CODE :(\d{3}), ERROR_CODE :,? */g, '$1 ')
    .replace(/(?<![\w.])([245][0-5]\d): (?=#?[245]\.\d)/g, '$1 ')
    .replace(/(?<![\w.])554 (<[^>]*>\.\.\.) ([45]\d\d) /g, '$2 $1 ')
    .trim();
}

function stageByWords(text: string): Stage {
  if (/refused to talk|initial (?:server )?greeting|connection/i.test(text)) return 'connect';
  if (/\bRCPT\b|recipient|user unknown|mailbox/i.test(text)) return 'rcpt';
  return 'delivery';
}
