/** The mail logs that can be read, and the way from a text to its results. */
import type { ScanResult } from '../../contract/index.ts';
import { createDsnReader, isMailHeader } from './dsn.ts';
import { createExchangeReader, isExchangeLine } from './exchange.ts';
import { createTrackingReader, isTrackingLine } from './exchange-tracking.ts';
import { createEximReader, isEximLine } from './exim.ts';
import { createHmailserverReader, isHmailserverLine } from './hmailserver.ts';
import { createIisReader, isIisLine } from './iis-smtp.ts';
import { createTraceReader, isTraceLine } from './microsoft-trace.ts';
import { createOpenSmtpdReader, isOpenSmtpdLine } from './opensmtpd.ts';
import { createPostfixReader, isPostfixLine } from './postfix.ts';
import type { LogReader, ReaderOptions } from './reader.ts';
import { createSendmailReader, isSendmailLine } from './sendmail.ts';
import { createStalwartReader, isStalwartLine } from './stalwart.ts';
import { createXeroxAuditReader, isXeroxAuditLine } from './xerox-audit.ts';

export type { LogReader, ReaderOptions } from './reader.ts';

export type FormatEntry = {
  /** For people: `platen scans read --help` lists it. */
  readonly summary: string;
  /** True of lines that only this format has. */
  recognises(line: string): boolean;
  create(options: ReaderOptions): LogReader;
};

const registry = {
  postfix: {
    summary: 'Postfix, as syslog or journald writes it',
    recognises: isPostfixLine,
    create: createPostfixReader,
  },
  exim: { summary: 'Exim main log, alone or inside syslog', recognises: isEximLine, create: createEximReader },
  sendmail: { summary: 'Sendmail, as syslog writes it', recognises: isSendmailLine, create: createSendmailReader },
  opensmtpd: { summary: 'OpenSMTPD, as syslog writes it', recognises: isOpenSmtpdLine, create: createOpenSmtpdReader },
  exchange: {
    summary: 'Exchange Server protocol log (RECV, SEND)',
    recognises: isExchangeLine,
    create: createExchangeReader,
  },
  'exchange-tracking': {
    summary: 'Exchange Server message tracking log (MSGTRK)',
    recognises: isTrackingLine,
    create: createTrackingReader,
  },
  'iis-smtp': { summary: 'SMTP service of Windows Server, W3C log', recognises: isIisLine, create: createIisReader },
  hmailserver: { summary: 'hMailServer log', recognises: isHmailserverLine, create: createHmailserverReader },
  stalwart: { summary: 'Stalwart log, or its webhooks', recognises: isStalwartLine, create: createStalwartReader },
  'microsoft365-trace': {
    summary: 'Microsoft 365 message trace, CSV or JSON lines',
    recognises: isTraceLine,
    create: createTraceReader,
  },
  'xerox-job': { summary: 'audit log of a Xerox device', recognises: isXeroxAuditLine, create: createXeroxAuditReader },
  dsn: {
    summary: 'a bounce: a delivery report, or the prose of a mail server',
    recognises: isMailHeader,
    create: createDsnReader,
  },
} satisfies Record<string, FormatEntry>;

export type Format = keyof typeof registry;
/** In the order in which a line that two formats know is given to the first. */
export const formats: Readonly<Record<Format, FormatEntry>> = registry;
export const formatNames = Object.keys(registry) as readonly Format[];

export function isFormat(name: string): name is Format {
  return Object.hasOwn(registry, name);
}

/** The format of a text by its first lines: the one that knows most of them; `null` where none knows any. */
export function recogniseFormat(lines: readonly string[]): Format | null {
  let best: Format | null = null;
  let most = 0;
  for (const name of formatNames) {
    const known = lines.filter((line) => formats[name].recognises(line)).length;
    if (known > most) {
      best = name;
      most = known;
    }
  }
  return best;
}

/** All results of a text. `auto` recognises the format; an unknown one gives no results. */
export function readMailLog(
  log: string | readonly string[],
  options: ReaderOptions & { readonly format?: Format | 'auto' },
): ScanResult[] {
  const lines = typeof log === 'string' ? log.split(/\r\n|\n|\r/) : log;
  const { format = 'auto' } = options;
  const chosen = format === 'auto' ? recogniseFormat(lines.slice(0, 2_000)) : format;
  if (chosen === null) return [];
  const reader = formats[chosen].create(options);
  const results: ScanResult[] = [];
  for (const line of lines) results.push(...reader.push(line));
  results.push(...reader.end());
  return results;
}
