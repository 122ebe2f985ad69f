/**
 * ntfy, published as JSON (docs.ntfy.sh/publish, "Publish as JSON"): posted to the root of the server, with the topic
 * from the subscription's URL. Texts are plain: `markdown` is not set. The secret, where there is one, is an access token.
 */
import type { Format } from './format.ts';
import { oneLine } from './plain-text.ts';
import { headline, summarize } from './summary.ts';

const priorities = { critical: 5, warning: 4, info: 3 } as const;
const tags = { critical: 'rotating_light', warning: 'warning', info: 'information_source' } as const;

/** ntfy turns messages above 4096 bytes into attachments: this many UTF-16 units never are as many bytes. */
const most = { title: 200, message: 1300 } as const;

export const ntfy: Format = {
  contentType: 'application/json',
  secret: 'token',
  render: ({ body, subscription }) => {
    const summary = summarize(body);
    const { severity, cause, remedy, link } = summary;
    const lines = [cause, remedy && `What to do: ${remedy}`].filter((line) => line !== null);
    const each = Math.floor(most.message / Math.max(lines.length, 1)) - 1;
    return JSON.stringify({
      topic: topicOf(subscription.url),
      title: headline(summary, most.title),
      // ntfy says "triggered" for an empty message.
      message: lines.map((line) => oneLine(line, each)).join('\n') || summary.title,
      priority: severity ? priorities[severity] : 3,
      tags: [severity ? tags[severity] : body.data.alert ? 'white_check_mark' : 'printer'],
      ...(/^https?:/.test(link) && { click: link }),
    });
  },
  addressOf: (url) => new URL('/', url).href,
  refuse: (url) =>
    /^[-_A-Za-z0-9]{1,64}$/.test(topicOf(url)) ? null : 'write the topic into the URL: https://ntfy.sh/topic',
};

function topicOf(url: string): string {
  return URL.parse(url)?.pathname.replace(/^\/|\/$/g, '') ?? '';
}
