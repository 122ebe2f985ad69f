/**
 * Microsoft Teams by a Workflows webhook: a message with one Adaptive Card 1.4. Texts of devices stand in TextRuns only:
 * TextBlocks and Facts are read as Markdown, TextRuns are not (learn.microsoft.com/adaptive-cards/create/textfeatures).
 */
import type { Format } from './format.ts';
import { oneLine } from './plain-text.ts';
import { headline, type Summary, summarize } from './summary.ts';

/** Teams refuses messages above 28 kB; what is around a card in transit counts too. */
const mostBytes = 27_000;

const colors = { critical: 'Attention', warning: 'Warning', info: 'Accent' } as const;

export const teams: Format = {
  contentType: 'application/json',
  secret: 'may-sign',
  render: ({ body }) => {
    const summary = summarize(body);
    const color = summary.severity ? colors[summary.severity] : body.data.alert ? 'Good' : 'Default';
    // Texts are shortened until the card fits; the JSON around them stays whole.
    for (let longest = 1000; ; longest = Math.floor(longest / 2)) {
      const text = JSON.stringify(messageOf(summary, color, body.timestamp, longest));
      if (Buffer.byteLength(text) <= mostBytes || longest === 0) return text;
    }
  },
};

function messageOf(summary: Summary, color: string, at: string, longest: number) {
  const { cause, remedy, facts, link } = summary;
  const content = {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    // What a notification says, and screens that cannot show the card.
    fallbackText: headline(summary, Math.min(longest, 300)),
    body: [
      rich([{ text: headline(summary, longest), weight: 'Bolder', size: 'Large', color }]),
      ...(cause ? [rich([{ text: oneLine(cause, longest) }])] : []),
      ...(remedy ? [rich([{ text: 'What to do: ', weight: 'Bolder' }, { text: oneLine(remedy, longest) }])] : []),
      ...facts.map(([label, value]) =>
        rich([{ text: `${label}: `, weight: 'Bolder', isSubtle: true }, { text: oneLine(value, longest) }], 'None'),
      ),
      rich([{ text: `Platen · ${at}`, size: 'Small', isSubtle: true }]),
    ],
    // An address cannot be shortened; one that leaves no room for words is left out.
    ...(/^https?:/.test(link) &&
      link.length <= 2000 && { actions: [{ type: 'Action.OpenUrl', title: 'Open in Platen', url: link }] }),
    msteams: { width: 'Full' },
  };
  return {
    type: 'message',
    attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
  };
}

function rich(runs: readonly object[], spacing: 'Default' | 'None' = 'Default') {
  return { type: 'RichTextBlock', spacing, inlines: runs.map((run) => ({ type: 'TextRun', ...run })) };
}
