/** The little picture in the browser's tab: the platen, with the number of things to do in its corner. */

const counts = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'more'] as const;

/** File names without `.svg`. */
export const faviconNames: readonly string[] = ['favicon', ...counts.map((c) => `favicon-${c}`), 'favicon-lost'];

/** Which favicon fits: `lost` wins over any count, because a count that is not live may be wrong. */
export function faviconFor(count: number, isLost: boolean): string {
  if (isLost) return 'favicon-lost';
  if (count <= 0) return 'favicon';
  return count > 9 ? 'favicon-more' : `favicon-${count}`;
}

/** The SVG text of one of `faviconNames`. */
export function drawFavicon(name: string): string {
  const mark = name.slice('favicon-'.length);
  const ink = mark === 'lost' ? '#77716a' : '#1f4a63';
  const platen = `<path d="M8 7h12v9H8z" fill="#fffdf8" stroke="${ink}" stroke-width="2.4"/><rect x="3" y="14" width="22" height="10" rx="5" fill="${ink}"/>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">${platen}${badge(mark)}</svg>\n`;
}

function badge(mark: string): string {
  if (mark === '') return '';
  const fill = mark === 'lost' ? '#77716a' : '#b3261e';
  const text = mark === 'lost' ? '?' : mark === 'more' ? '9+' : mark;
  const size = text.length > 1 ? 11 : 15;
  return `<circle cx="22.5" cy="9.5" r="9" fill="${fill}" stroke="#fff" stroke-width="1.2"/><text x="22.5" y="${9.5 + size * 0.36}" font-family="sans-serif" font-size="${size}" font-weight="700" text-anchor="middle" fill="#fff">${text}</text>`;
}
