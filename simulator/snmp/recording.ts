/** `.snmprec` files: one `OID|TAG|VALUE` a line, the format of snmpsim and of `platen record`. */
import type { Row, Value } from './value.ts';
import { objectId, octets, text } from './value.ts';

export type Recording = {
  readonly rows: readonly Row[];
  /** Lines that were left out, by number from 1 and why. */
  readonly problems: readonly { readonly line: number; readonly message: string }[];
};

const isOid = (value: string): boolean =>
  /^\d+(\.\d+)+$/.test(value) && value.split('.').every((arc) => Number(arc) < 2 ** 32);

/** Never throws: what is not understood is named in `problems`. */
export function readRecording(content: string): Recording {
  const rows: Row[] = [];
  const problems: { line: number; message: string }[] = [];
  for (const [i, line] of content.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [oid = '', tagged = '', ...rest] = line.split('|');
    const value = isOid(oid) ? readValue(tagged, rest.join('|')) : null;
    if (value) rows.push({ oid, value });
    else
      problems.push({ line: i + 1, message: isOid(oid) ? `type "${tagged}" with this value` : 'no OID at its start' });
  }
  return { rows, problems };
}

/** The number is the BER tag; an `x` after it says that the value is written in hexadecimal. */
function readValue(tagged: string, written: string): Value | null {
  const [, type, hex] = /^(\d+)(x?)$/.exec(tagged) ?? [];
  if (hex && !/^([0-9a-f]{2})*$/i.test(written)) return null;
  switch (type) {
    case '2':
      return readNumber('integer', written, -(2 ** 31));
    case '65':
      return readNumber('counter', written, 0);
    case '66':
      return readNumber('gauge', written, 0);
    case '67':
      return readNumber('ticks', written, 0);
    case '70':
      return /^\d{1,20}$/.test(written) ? { type: 'counter64', value: BigInt.asUintN(64, BigInt(written)) } : null;
    case '4':
      return hex ? octets(Buffer.from(written, 'hex')) : text(written);
    case '68':
      return hex ? { type: 'opaque', value: Buffer.from(written, 'hex') } : null;
    case '6':
      return isOid(written) ? objectId(written) : null;
    case '64':
      return readAddress(hex ? [...Buffer.from(written, 'hex')].join('.') : written);
    default:
      return null;
  }
}

function readNumber(type: 'integer' | 'counter' | 'gauge' | 'ticks', written: string, least: number): Value | null {
  const value = Number(written);
  return /^-?\d+$/.test(written) && value >= least && value < 2 ** 32 ? { type, value } : null;
}

function readAddress(value: string): Value | null {
  const parts = value.split('.');
  const fits = parts.length === 4 && parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256);
  return fits ? { type: 'ip', value } : null;
}
