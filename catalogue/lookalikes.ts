/**
 * Numbers that look like a fault code and are none. Each is blanked before codes are looked for.
 *
 * Service manuals write inputs to diagnostic routines, sensor and motor names and memory locations in the very shape of a
 * Xerox fault code (`dC330 code 08-100`, `Component Control [071-110 Exit 2 Sensor]`, `NVM location 740-061`).
 */
const lookalikes: readonly RegExp[] = [
  // Diagnostic routine and what is to be typed into it, to the end of the sentence.
  /\bdC ?\d{3,4}\b[^.;]{0,120}/gi,
  /\b(?:component control|input component|output component|diagnostic (?:routine|input|output|code))\b ?(?:\[[^\]]{0,80}\]|[^.;]{0,80})/gi,
  // A part named in brackets: the word after the number is what it is, and nothing says that it failed.
  /\[\d{2,3}-\d{3}(?=[^\]]{0,60}\b(?:sensor|motor|solenoid|clutch|switch|fan|lamp|on|off)\b)(?![^\]]{0,60}\b(?:jam|fail|fault|error|open)\w*\b)[^\]]{0,60}\]/gi,
  // Memory locations and counters.
  /\b(?:NVM|NVRAM|HFSI|memory location)\b[^.;]{0,30}?\d{2,3}-\d{3}/gi,
  // Parts, plates, connectors and documents.
  /\b(?:P\/N|PN|PL|P\/Js?|part (?:no\.?|number|#)|S\/N|SN|serial(?: no\.?| number)?|order (?:no\.?|number)|model|tag(?:\/mod)?)[ :#]{1,3}[\w./-]{2,30}/gi,
  /\b\d{3}[A-Z]\d{5}\b/g,
  // Telephone and fax numbers.
  /\b(?:tel|phone|fax|hotline)\b[.:]? ?\+?[\d ()/-]{6,24}/gi,
  // Addresses, versions, dates and times.
  /(?<![\w.])\d{1,3}(?:\.\d{1,10}){2,5}(?![\w.])/g,
  /\b(?:rev|ver(?:sion)?|fw|firmware|v)[. :]{0,2}[A-Z]?\d[\w.-]{0,20}/gi,
  /\b(?:19|20)\d\d-\d{1,3}(?:-\d{1,2})?\b/g,
  /\b\d{1,2}:\d{2}(?::\d{2})?\b/g,
  // Amounts.
  /\b\d{2,4}(?:[.,]\d+)? ?(?:%|dpi|ppm|sheets?|pages?|copies|impressions|mm|cm|inch|g\/m|gsm|[kmg]?bytes?|[kmg]i?b|v|volts?|hz|°|deg|seconds?|sec|minutes?|min|ms|times|x \d+)(?![\w-])/gi,
];

/** The same text with blanks where a number is something else than a code. */
export function withoutLookalikes(text: string): string {
  let left = text;
  for (const pattern of lookalikes) left = left.replace(pattern, (found) => ' '.repeat(found.length));
  return left;
}
