/** Writing for people: colours where there are any, the width there is, and nothing that could play tricks on a terminal. */
import type { Io } from './command.ts';

type Stream = Io['stdout'];
const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
} as const;
export type Ink = keyof typeof codes;

export type Page = {
  readonly width: number;
  paint(ink: Ink, text: string): string;
};

/** Colours only on a terminal, and not against https://no-color.org. */
export function openPage(stream: Stream, env: Io['env']): Page {
  const hasColour = stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb';
  return {
    width: Math.max(60, Math.min(stream.columns ?? 100, 120)),
    paint: (ink, text) => (hasColour ? `\u001b[${codes[ink][0]}m${text}\u001b[${codes[ink][1]}m` : text),
  };
}

/**
 * What devices and mails say, made safe to show: no control characters (they could move the cursor or recolour the
 * screen), no marks that turn the direction of writing, one line.
 */
export function cleanText(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\ufeff]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

/** Lines of at most `width` characters; a longer word is not broken. */
export function wrapText(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** Cut to `width`, with an ellipsis for what is missing, and padded to it. */
export function fitText(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) return text + ' '.repeat(width - characters.length);
  return `${characters.slice(0, width - 1).join('')}…`;
}
