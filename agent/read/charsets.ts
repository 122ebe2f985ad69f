/** Decoders for the character sets that printers declare as IANA MIBenum in prtLocalizationCharacterSet. */
import { hpRoman8, ibm437, ibm850, ibm852, jisX0201, type UpperHalf } from './charset-tables.ts';

/** Octets → text, or `null` where they are not of this set. */
export type Decode = (octets: Uint8Array) => string | null;

/** MIBenum → label of the Encoding Standard; the supersets that decoders use for some of them do no harm here. */
const labels: Readonly<Record<number, string>> = {
  4: 'windows-1252',
  5: 'iso-8859-2',
  6: 'iso-8859-3',
  7: 'iso-8859-4',
  8: 'iso-8859-5',
  9: 'iso-8859-6',
  10: 'iso-8859-7',
  11: 'iso-8859-8',
  12: 'windows-1254',
  13: 'iso-8859-10',
  17: 'shift_jis',
  18: 'euc-jp',
  36: 'euc-kr',
  38: 'euc-kr',
  39: 'iso-2022-jp',
  82: 'iso-8859-6',
  84: 'iso-8859-8',
  85: 'iso-8859-8',
  106: 'utf-8',
  109: 'iso-8859-13',
  110: 'iso-8859-14',
  111: 'iso-8859-15',
  112: 'iso-8859-16',
  113: 'gbk',
  114: 'gb18030',
  1000: 'utf-16be',
  1013: 'utf-16be',
  1014: 'utf-16le',
  1015: 'utf-16be',
  2000: 'windows-1252',
  2001: 'windows-1252',
  2002: 'windows-1250',
  2003: 'windows-1254',
  2024: 'shift_jis',
  2025: 'gbk',
  2026: 'big5',
  2027: 'macintosh',
  2084: 'koi8-r',
  2086: 'ibm866',
  2088: 'koi8-u',
  2101: 'big5',
  2109: 'windows-874',
  2250: 'windows-1250',
  2251: 'windows-1251',
  2252: 'windows-1252',
  2253: 'windows-1253',
  2254: 'windows-1254',
  2255: 'windows-1255',
  2256: 'windows-1256',
  2257: 'windows-1257',
  2258: 'windows-1258',
  2259: 'windows-874',
};

const tables: Readonly<Record<number, UpperHalf>> = {
  15: jisX0201,
  2004: hpRoman8,
  2009: ibm850,
  2010: ibm852,
  2011: ibm437,
};

/** Sets whose octets also look like UTF-8 or ASCII with zeros in between: here the declaration comes first. */
const mistakable = new Set([39, 1000, 1013, 1014, 1015]);

const known = new Map<number, Decode | null>();

/** The decoder of a declared set; `null` for a set that nobody decodes. */
export function decoderOf(mibEnum: number): Decode | null {
  const found = known.get(mibEnum);
  if (found !== undefined) return found;
  const label = labels[mibEnum];
  const table = tables[mibEnum];
  const made = label ? byLabel(label) : table ? byTable(table) : null;
  if (known.size < 256) known.set(mibEnum, made);
  return made;
}

/** Whether text in this set must not be tried as UTF-8 first. */
export function isMistakable(mibEnum: number): boolean {
  return mistakable.has(mibEnum);
}

function byLabel(label: string): Decode {
  const decoder = new TextDecoder(label, { fatal: true });
  return (octets) => {
    try {
      return decoder.decode(octets);
    } catch {
      return null;
    }
  };
}

function byTable({ from, characters }: UpperHalf): Decode {
  return (octets) => {
    let text = '';
    for (const octet of octets) {
      if (octet < 0x80) text += String.fromCharCode(octet);
      else if (octet >= from) text += characters[octet - from] ?? '';
    }
    return text;
  };
}
