/** Device text as it is compared: one line, no control characters, bounded. */

const longest = 1000;

/**
 * Panels break lines inside a word (`Bereitschafts-` / `modus ein`), pad with blanks and separate lines by CR alone; logs
 * and tables carry NUL. None of this is meaning.
 */
export function plainText(text: string): string {
  return text
    .slice(0, 4 * longest)
    .normalize('NFC')
    .replace(/\u00ad/g, '')
    .replace(/(\p{Ll})-[\r\n]+(\p{Ll})/gu, '$1$2')
    .replace(/[\u2010-\u2013\u2212]/g, '-')
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/[\p{Cc}\p{Zs}\p{Zl}\p{Zp}]+/gu, ' ')
    .trim()
    .slice(0, longest);
}
