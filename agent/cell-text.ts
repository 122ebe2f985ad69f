/** A value that a device sent, for people. Pure. What it says was written by a stranger: bounded, one line, text at most. */
import { alertCodeMeaning } from '../catalogue/index.ts';
import type { Names } from '../mibs/names.ts';
import { columns } from '../mibs/oids.ts';
import { cleanText, decodeText } from './read/text.ts';
import type { Cell, Oid } from './walk.ts';

const mostOctets = 32;

/** `jam (8)`, `Paper jam`, `9c:93:4e:00:00:01`, `doorOpen, jammed`, `linux`. */
export function describeCell(oid: Oid, cell: Cell, names: Names): string {
  switch (cell.type) {
    case 'octets':
      return names.bitsOf(oid, cell.value) ?? textOf(cell.value) ?? hex(cell.value);
    case 'opaque':
      return hex(cell.value);
    case 'oid':
      return names.nameOf(cell.value) ?? cell.value;
    case 'ticks':
      return `${cell.value / 100} s`;
    case 'integer': {
      const label = labelOf(oid, cell.value, names);
      return label === null ? String(cell.value) : `${label} (${cell.value})`;
    }
    default:
      return String(cell.value);
  }
}

/** `null` for what is no text: addresses, dates and counters come as octets, too. */
export function textOf(octets: Uint8Array): string | null {
  const end = octets.findLastIndex((octet) => octet !== 0) + 1;
  const isText = octets.subarray(0, end).every((octet) => octet >= 0x20 || (octet >= 0x09 && octet <= 0x0d));
  return isText ? decodeText(octets.subarray(0, end)) : null;
}

/** One line of at most `most` characters. */
export function cutText(text: string, most: number): string {
  const clean = cleanText(text);
  return clean.length > most ? `${clean.slice(0, most - 1).toWellFormed()}…` : clean;
}

/** The registry of alert codes is the catalogue's: no module of ours holds it. */
function labelOf(oid: Oid, value: number, names: Names): string | null {
  if (oid.startsWith(`${columns.prtAlertCode}.`)) return alertCodeMeaning(value, 0)?.name ?? null;
  return names.labelOf(oid, value);
}

function hex(octets: Uint8Array): string {
  const shown = Buffer.from(octets.subarray(0, mostOctets))
    .toString('hex')
    .replace(/..(?=.)/g, '$&:');
  return octets.length > mostOctets ? `${shown}… (${octets.length} octets)` : shown;
}
