/** Tables of text: comma, tab or blank separated, with quotes (RFC 4180). */

/** One row's cells. */
export function splitRow(line: string, separator: string): string[] {
  if (!line.includes('"')) return line.split(separator);
  const cells: string[] = [];
  let at = 0;
  while (at <= line.length) {
    if (line.charCodeAt(at) !== 34) {
      const end = line.indexOf(separator, at);
      cells.push(line.slice(at, end < 0 ? line.length : end));
      if (end < 0) return cells;
      at = end + 1;
      continue;
    }
    let cell = '';
    let end = at + 1;
    for (;;) {
      const quote = line.indexOf('"', end);
      if (quote < 0) {
        cells.push(cell + line.slice(end));
        return cells;
      }
      cell += line.slice(end, quote);
      if (line.charCodeAt(quote + 1) !== 34) {
        at = quote + 1;
        break;
      }
      cell += '"';
      end = quote + 2;
    }
    cells.push(cell);
    if (line.charAt(at) !== separator) return cells;
    at += 1;
  }
  return cells;
}

/** What is the same of a column's name, however it is written: `Message ID`, `message-id`, `message_id`. */
export function columnKey(name: string): string {
  return name.toLowerCase().replace(/[\s_\-"#]/g, '');
}

/**
 * A function from a row to the cell of a column, by the names of a head row; case and blanks do not count. `absent` is how
 * the log writes a cell without a value.
 */
export function columnsOf(
  head: readonly string[],
  absent = '',
): (row: readonly string[], ...names: string[]) => string {
  const index = new Map(head.map((name, at) => [columnKey(name), at]));
  return (row, ...names) => {
    for (const name of names) {
      const at = index.get(columnKey(name));
      const cell = at === undefined ? '' : (row[at] ?? '').trim();
      if (cell !== '' && cell !== absent) return cell;
    }
    return '';
  };
}
