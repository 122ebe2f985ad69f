/**
 * A mail: plain text and the same in simple HTML. What is stored is the mail's content as JSON; the mailer makes a
 * message of it. All mails of one alert to one subscription are a thread: the first has an id that follows from both,
 * the others refer to it (RFC 5322 §3.6.4).
 */
import type { Format, Notification } from './format.ts';
import { escapeHtml, oneLine } from './plain-text.ts';
import { headline, type Summary, summarize } from './summary.ts';

export type MailContent = {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly messageId: string;
  /** The first mail of the thread; `null` for that one itself. */
  readonly inReplyTo: string | null;
  /** When it happened. */
  readonly date: string;
};

/** RFC 5322 §2.1.1 asks for lines of 78 characters at most; a subject of twice that is still read whole. */
const longestSubject = 150;

const address = /^[^\s<>@,;:"()[\]\\]{1,64}@[^\s<>@,;:"()[\]\\]{1,255}$/;

export const email: Format = {
  contentType: 'application/json',
  secret: 'none',
  render: (notification) => {
    const { body } = notification;
    const summary = summarize(body);
    const subject = headline(summary, longestSubject);
    const content: MailContent = {
      subject,
      text: textOf(summary, subject),
      html: htmlOf(summary, subject),
      ...threadOf(notification),
      date: body.timestamp,
    };
    return JSON.stringify(content);
  },
  refuse: (url) => (recipientsOf(url).length > 0 ? null : 'write mailto: and an address: mailto:it@office.example'),
};

/** The addresses of `mailto:a@x.example,b@x.example` (RFC 6068); none where one of them is no address. */
export function recipientsOf(url: string): string[] {
  const parsed = URL.parse(url);
  if (parsed?.protocol !== 'mailto:' || parsed.search || parsed.hash) return [];
  try {
    const all = parsed.pathname.split(',').map((part) => decodeURIComponent(part));
    return all.length <= 20 && all.every((each) => address.test(each)) ? all : [];
  } catch {
    return [];
  }
}

function threadOf({ id, body, dashboard, subscription }: Notification) {
  const host = URL.parse(dashboard)?.hostname.replace(/[^a-z0-9.-]/gi, '') || 'platen';
  const { alert } = body.data;
  const first = alert ? `<${alert.id}.${subscription.id}@${host}>` : null;
  const isFirst = body.type === 'alert.fired' || body.type === 'agent.silent';
  return isFirst && first ? { messageId: first, inReplyTo: null } : { messageId: `<${id}@${host}>`, inReplyTo: first };
}

function textOf({ cause, remedy, facts, link }: Summary, subject: string): string {
  const parts = [
    subject,
    cause,
    remedy && `What to do: ${remedy}`,
    facts.map(([label, value]) => `${label}: ${value}`).join('\n'),
    link,
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function htmlOf({ cause, remedy, facts, link }: Summary, subject: string): string {
  const rows = facts.map(
    ([label, value]) => `<tr><th align="left" valign="top">${escapeHtml(label)}</th><td>${escapeHtml(value)}</td></tr>`,
  );
  const parts = [
    `<h2>${escapeHtml(subject)}</h2>`,
    cause && `<p>${escapeHtml(cause)}</p>`,
    remedy && `<p><strong>What to do:</strong> ${escapeHtml(remedy)}</p>`,
    rows.length > 0 && `<table>${rows.join('')}</table>`,
    /^https?:/.test(link) && `<p><a href="${escapeHtml(oneLine(link, 2000))}">Open in Platen</a></p>`,
  ];
  return `<!doctype html>\n<html><body>${parts.filter(Boolean).join('\n')}</body></html>\n`;
}
