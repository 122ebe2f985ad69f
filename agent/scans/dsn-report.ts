/** The fields of a delivery report: RFC 3464, with the addresses of RFC 6533 and RFC 3461 §4. */
import type { Outcome } from '../../contract/index.ts';
import type { Diagnostic } from './diagnostic.ts';
import { readDiagnostic } from './diagnostic.ts';
import type { Failure } from './dsn-prose.ts';
import { generatingServer, lastCause, readProse } from './dsn-prose.ts';
import type { Part } from './mime.ts';
import { decodeWords } from './mime.ts';

/** A report names the recipients of one mail; what is over this is cut. */
const maxRecipients = 1_000;
const maxReport = 512 * 1024;
const maxReports = 20;
const longestField = 4_000;

/** The text of the reports in a mail: parts of their own, or fields that stand in its readable text. */
export function reportTexts(leaves: readonly Part[]): string[] {
  const reports = leaves.filter(({ type }) => type.endsWith('delivery-status')).map(({ text }) => text);
  if (reports.length === 0) {
    const inline = leaves.map(({ text }) => text).find((body) => /^(?:Final|Original)-Recipient:/im.test(body));
    if (inline) reports.push(inline.slice(inline.search(/^(?:Reporting-MTA|Final-Recipient|Original-Recipient):/im)));
  }
  return reports.map((report) => report.slice(0, maxReport));
}

/** One failure (or success) per recipient; `prose` is what the server says beside the report. */
export function readReports(reports: readonly string[], prose: string): Failure[] {
  return reports
    .slice(0, maxReports)
    .flatMap((report) => readReport(report, prose))
    .slice(0, maxRecipients);
}

type Fields = Map<string, string>;

/**
 * The fields of each recipient. Blocks are parted by empty lines (RFC 3464 §2.1), but some servers leave the line out, and
 * some put one inside: a block without a recipient belongs to the one before, a second recipient begins a block of its own.
 */
function recipientFields(report: string): Fields[] {
  const groups: Fields[] = [];
  for (const block of report.split(/\n[ \t]*\n/)) {
    const fields = fieldsOf(block);
    const isRecipient = fields.some(([name]) => name === 'final-recipient' || name === 'original-recipient');
    if (isRecipient) groups.push(new Map());
    for (const [name, value] of fields) {
      const group = groups.at(-1);
      if (!group) continue;
      const isNext = name === 'final-recipient' && group.has(name);
      if (isNext) groups.push(new Map([[name, value]]));
      else if (!group.has(name)) group.set(name, value);
    }
  }
  return groups;
}

function fieldsOf(block: string): [string, string][] {
  const unfolded = block.replace(/\n[ \t]+/g, ' ');
  return [...unfolded.matchAll(/^([\w-]{1,60})[ \t]{0,20}:[ \t]*(.*)$/gm)].map(([, name = '', value = '']) => [
    name.toLowerCase(),
    value.slice(0, longestField),
  ]);
}

function readReport(report: string, prose: string): Failure[] {
  const groups = recipientFields(report).slice(0, maxRecipients);
  const about: About = {
    lines: prose.split('\n', 500),
    server: generatingServer(prose),
    told: proseFailures(prose),
    isOnly: groups.length === 1,
  };
  return groups.flatMap((fields) => readRecipient((name) => fields.get(name), about) ?? []);
}

/** What the server says beside the fields: its lines, its name, its own list of failures. */
type About = {
  readonly lines: readonly string[];
  readonly server: string | null;
  readonly told: () => readonly Failure[];
  readonly isOnly: boolean;
};

/** Read once, and only for reports that do not say it themselves. */
function proseFailures(prose: string): () => readonly Failure[] {
  let failures: readonly Failure[] | undefined;
  return () => {
    failures ??= readProse(prose, { returned: '', headers: new Map(), isCertain: false });
    return failures;
  };
}

function readRecipient(field: (name: string) => string | undefined, about: About): Failure | null {
  const final = addressIn(field('final-recipient'));
  const original = addressIn(field('original-recipient'));
  const to = original?.includes('@') ? original : (final ?? original);
  const action = /^\s*([a-z]+)/i.exec(field('action') ?? '')?.[1]?.toLowerCase() ?? '';
  const status = /[245]\.\d{1,3}\.\d{1,3}/.exec(field('status') ?? '')?.[0] ?? null;
  const raw = decodeWords(field('diagnostic-code') ?? '');
  const code = raw.replace(/^\s*[\w-]+\s*;\s*/, '');
  // A program's exit code is no reply: `X-Unix; 255`.
  const said = readDiagnostic(/^\s*x-(?:unix|local)\s*;\s*\d+\s*$/i.test(raw) ? '' : code, status);
  const remote =
    field('remote-mta')
      ?.replace(/^\s*[\w-]+\s*;\s*/, '')
      .trim() || null;
  const better = said.reply.code === null ? fromProse(about, [final, original, to], status) : null;
  const { reply, stage, hop } = better ?? said;
  const enhanced = about.isOnly ? lastCause(reply.enhanced, about.lines) : reply.enhanced;
  const text = reply.text || (field('status') ?? '').replace(/^[\d.\s]+/, '').replace(/^\((.*)\)$/, '$1');
  const outcome = outcomeOf(action, status, reply.code, `${code} ${text}`);
  if (outcome === null) return null;
  const at = dateOf(field('last-attempt-date'));
  return {
    to,
    outcome,
    reply: { ...reply, enhanced, text },
    stage,
    hop: remote ?? hop ?? about.server,
    at,
  };
}

/** Diagnostic of a recipient in the readable part, where the report has none with a reply code. */
function fromProse(
  { told, isOnly }: About,
  addresses: readonly (string | null)[],
  status: string | null,
): Diagnostic | null {
  for (const failure of told()) {
    const isSame = addresses.some((address) => address?.toLowerCase() === failure.to?.toLowerCase());
    if (!(isSame || isOnly) || failure.reply.code === null) continue;
    const { reply } = failure;
    return {
      ...failure,
      reply: { ...reply, enhanced: readDiagnostic(`${reply.code} ${reply.enhanced ?? ''} x`, status).reply.enhanced },
    };
  }
  return null;
}

const tooLate = /\bexpired|too old|time(?:out)? exceeded|exceeded.{0,60}(?:time|days)|in (?:the )?queue too long/i;

/** RFC 3464 §2.3.3. A failure whose last answer was temporary is a mail whose time was over. */
function outcomeOf(action: string, status: string | null, code: number | null, text: string): Outcome {
  if (action === 'delivered' || action === 'relayed' || action === 'expanded') return 'sent';
  if (action === 'delayed') return 'deferred';
  if (action !== 'failed' && action !== '') return 'bounced';
  const isTemporary = status?.startsWith('4') === true && (code === null || code < 500);
  if (isTemporary || tooLate.test(text) || status?.endsWith('.4.7')) return 'expired';
  return status?.startsWith('2') ? 'sent' : 'bounced';
}

/** `rfc822; <anna@example.com>`, `utf-8; …`, `rfc822;anna+40example.com` (xtext), `"Anna" <anna@example.com>`: the address. */
export function addressIn(value: string | undefined): string | null {
  if (value === undefined) return null;
  const text = decodeWords(value.slice(0, 1_000).replace(/^\s*[\w-]+\s*;\s*/, ''));
  const bracketed = /<([^<>\s@]*@[^<>\s]*)>/.exec(text)?.[1];
  const bare = /[^\s<>"',;()@]+@[^\s<>"',;()]+/.exec(text)?.[0];
  const found = bracketed ?? bare ?? (text.replace(/[<>"\s]/g, '') || null);
  return found === null ? null : decodeAddress(found);
}

/** `\x{1F408}` (RFC 6533 §3), and `+40` where no other @ is (RFC 3461 §4). */
function decodeAddress(address: string): string {
  const plain = address.replace(/\\x\{([\da-f]{1,6})\}/gi, (all, hex: string) => {
    const point = Number.parseInt(hex, 16);
    return point >= 32 && point <= 0x10ffff ? String.fromCodePoint(point) : all;
  });
  if (plain.includes('@') || !/\+40/.test(plain)) return plain;
  return plain.replace(/\+([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/** ISO 8601 of an RFC 5322 date, without the comment that many append. */
export function dateOf(value: string | undefined): string | null {
  if (value === undefined) return null;
  const text = value.slice(0, 100).replace(/\([^)]*\)/g, '');
  const ms = Date.parse(text.trim());
  return Number.isNaN(ms) ? null : new Date(ms).toISOString();
}
