/**
 * What stays of a reply when addresses, hosts and ids are left out. A log repeats few answers hundreds of thousands of
 * times with other ones in them; this runs for each of them, so it walks over the text once, without a regular expression.
 */

const at = 64;
const less = 60;
const longestBracket = 320;

/** `<anna@example.com>: no 192.0.2.9, id 1234567` → `#: no #, id #`. */
export function shapeOf(text: string): string {
  let shape = '';
  let kept = 0;
  let i = 0;
  while (i < text.length) {
    const end = text.charCodeAt(i) === less ? endOfBracket(text, i) : endOfWord(text, i);
    if (end < 0) {
      shape += `${text.slice(kept, i)}#`;
      i = -end;
      kept = i;
    } else i = end;
  }
  return kept === 0 ? text : shape + text.slice(kept);
}

/** Where to go on; negative where what lies between is left out. */
function endOfBracket(text: string, start: number): number {
  const close = text.indexOf('>', start);
  return close < 0 || close - start > longestBracket ? start + 1 : -(close + 1);
}

/** A word is left out for an @, for four numbers with dots between, and for five digits in a row. */
function endOfWord(text: string, start: number): number {
  let i = start;
  let run = 0;
  let longest = 0;
  let dots = 0;
  let isAddress = true;
  let hasAt = false;
  for (; i < text.length; i += 1) {
    const c = text.charCodeAt(i);
    if (c >= 48 && c <= 57) {
      run += 1;
      if (run > longest) longest = run;
      continue;
    }
    run = 0;
    if (c === 46) dots += 1;
    else if (isLetter(c)) isAddress = false;
    else if (c === at) hasAt = true;
    else break;
  }
  if (i === start) return start + 1;
  return hasAt || longest >= 5 || (isAddress && dots === 3) ? -i : i;
}

/** Letters, and what stands in ids and local parts: `_ - + =` and all beyond ASCII. */
function isLetter(c: number): boolean {
  return (c >= 97 && c <= 122) || (c >= 65 && c <= 90) || c === 95 || c === 45 || c === 43 || c === 61 || c > 127;
}
