/** A walk as a recording: `.snmprec`, one `OID|TAG|VALUE` a line, the format of snmpsim. Pure. */
import type { Cell, Oid } from './walk.ts';

const tags: Record<Cell['type'], string> = {
  integer: '2',
  octets: '4',
  oid: '6',
  ip: '64',
  counter: '65',
  gauge: '66',
  ticks: '67',
  opaque: '68',
  counter64: '70',
};

/** In the order of the cells, which a walk makes the order of the MIB. Ends with a line end. */
export function writeRecording(cells: Iterable<readonly [Oid, Cell]>): string {
  let text = '';
  for (const [oid, cell] of cells) text += `${oid}|${writeCell(cell)}\n`;
  return text;
}

/**
 * Octets that are not plain text are written in hexadecimal, which the `x` after the tag says; so are blanks at an end,
 * which editors take away: 0x20 alone is an error state with a bit set.
 */
function writeCell(cell: Cell): string {
  if (cell.type !== 'octets' && cell.type !== 'opaque') return `${tags[cell.type]}|${cell.value}`;
  const bytes = Buffer.from(cell.value);
  const text = bytes.toString('latin1');
  const isPlain = cell.type === 'octets' && /^[\x20-\x7e]*$/.test(text) && text.trim() === text;
  return isPlain ? `${tags.octets}|${text}` : `${tags[cell.type]}x|${bytes.toString('hex')}`;
}
