/**
 * Slack's incoming webhooks: `blocks` for Slack, `text` for its notifications and for Mattermost and Rocket.Chat, which
 * read nothing else. Limits: docs.slack.dev "Block Kit" (header 150, section 3000, field 2000, ten fields, fifty blocks).
 * Texts of devices stand in `plain_text` objects, where nothing is markup.
 */
import type { Format } from './format.ts';
import { escapeMrkdwn, oneLine, withoutCalls } from './plain-text.ts';
import { type Fact, headline, type Summary, summarize } from './summary.ts';

const marks = { critical: '🔴', warning: '🟠', info: '🔵' } as const;
const most = { header: 150, section: 3000, field: 2000, fields: 10, text: 3000 } as const;

export const slack: Format = {
  contentType: 'application/json',
  secret: 'may-sign',
  render: ({ body }) => {
    const summary = summarize(body);
    const mark = summary.severity ? marks[summary.severity] : body.data.alert ? '🟢' : 'ℹ️';
    const first = `${mark} ${headline(summary, most.header - 4)}`;
    return JSON.stringify({
      text: escapeMrkdwn(
        withoutCalls(oneLine([first, summary.cause, summary.remedy].filter(Boolean).join(' · '), most.text)),
      ),
      unfurl_links: false,
      unfurl_media: false,
      blocks: [
        { type: 'header', text: plain(first, most.header) },
        ...sectionsOf(summary),
        ...buttonOf(summary.link),
        { type: 'context', elements: [plain(`Platen · ${body.timestamp}`, most.field)] },
      ],
    });
  },
};

function sectionsOf({ cause, remedy, facts }: Summary) {
  const texts = [cause, remedy && `What to do: ${remedy}`].filter((text) => text !== null);
  const short = facts.slice(0, most.fields);
  return [
    ...texts.map((text) => ({ type: 'section', text: plain(text, most.section) })),
    ...(short.length > 0 ? [{ type: 'section', fields: short.map(fieldOf) }] : []),
  ];
}

function fieldOf([label, value]: Fact) {
  return plain(`${label}: ${value}`, most.field);
}

/** Slack takes addresses of at most 3000 characters, and no button without one. */
function buttonOf(url: string) {
  if (!/^https?:/.test(url) || url.length > 3000) return [];
  return [{ type: 'actions', elements: [{ type: 'button', text: plain('Open in Platen', 75), url }] }];
}

function plain(text: string, max: number) {
  return { type: 'plain_text', text: oneLine(text, max), emoji: false };
}
