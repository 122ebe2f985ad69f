/** Texts that devices and logs sent: always shown as text, never longer than their place. */

/** Cuts to at most `max` code points, with an ellipsis where something is missing; never splits a surrogate pair. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  let kept = '';
  let count = 0;
  for (const point of text) {
    if (count === max) return `${kept}…`;
    kept += point;
    count++;
  }
  return kept;
}

/**
 * Makes control characters visible (U+2400 pictures), leaving line breaks alone. Marks of writing direction stay: the
 * element around the text isolates them.
 */
export function showControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
  return text.replace(/[\u0000-\u0009\u000b-\u001f\u007f]/g, (c) => {
    const code = c.charCodeAt(0);
    return code === 0x09 ? ' ' : String.fromCharCode(code === 0x7f ? 0x2421 : 0x2400 + code);
  });
}

/** For searching: no accents, no case, no runs of white space. */
export function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase().replace(/\s+/g, ' ').trim();
}
