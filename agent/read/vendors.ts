/** Who made a device: by what it says of itself, else by the enterprise number of its sysObjectID. */
import type { Oid } from '../walk.ts';

/** IANA enterprise numbers of printer makers. */
const enterprises: Readonly<Record<number, string>> = {
  11: 'hp',
  128: 'xerox',
  186: 'toshiba',
  236: 'samsung',
  253: 'xerox',
  297: 'xerox',
  367: 'ricoh',
  368: 'axis',
  641: 'lexmark',
  674: 'dell',
  683: 'zebra',
  714: 'wyse',
  1129: 'toshiba',
  1248: 'epson',
  1347: 'kyocera',
  1602: 'canon',
  2001: 'oki',
  2385: 'sharp',
  2435: 'brother',
  10642: 'zebra',
  18334: 'konica-minolta',
  20998: 'honeywell',
  29999: 'hp',
  40093: 'pantum',
  51966: 'tsc',
};

/** What texts begin with. A badge counts as the maker of the machine: its tables are the maker's. */
const brands: readonly (readonly [string, RegExp])[] = [
  ['xerox', /^(?:fuji ?xerox|xerox|tektronix|fx(?= (?:docu|apeos)))\b/i],
  ['fujifilm', /^fuji ?film\b/i],
  ['oki', /^(?:oki ?data(?: corp(?:oration)?)?|oki|okilan|okipage)\b/i],
  ['hp', /^(?:hp|hewlett[- ]?packard|jetdirect|laserjet|officejet|designjet|color laserjet)\b/i],
  ['canon', /^canon\b/i],
  ['ricoh', /^(?:ricoh|lanier|nrg|savin|gestetner|nashuatec|rex-?rotary|infotec|aficio)\b/i],
  [
    'kyocera',
    /^(?:kyocera(?: mita| document solutions)?|utax(?:_ta)?|ta triumph-adler|triumph-adler|olivetti|copystar|ecosys|taskalfa)\b/i,
  ],
  ['konica-minolta', /^(?:konica ?minolta|konica|minolta(?:-qms)?|qms\b|develop|bizhub|ineo\b)/i],
  ['brother', /^brother\b/i],
  ['lexmark', /^(?:lexmark(?: international)?|ibm(?= infoprint)|infoprint(?= \d{4} version))\b/i],
  ['epson', /^(?:seiko )?epson\b/i],
  ['sharp', /^sharp\b/i],
  ['samsung', /^samsung\b/i],
  ['toshiba', /^(?:toshiba(?: tec(?: corporation)?)?|tec(?= b-))\b/i],
  ['dell', /^dell\b/i],
  ['zebra', /^(?:zebra(?:net| technologies)?|ztc)\b/i],
  ['pantum', /^pantum\b/i],
  ['panasonic', /^panasonic\b/i],
  ['honeywell', /^(?:honeywell|intermec|datamax)\b/i],
  ['oce', /^oc(?:e\b|é)/i],
  ...(
    'axis bixolon citizen dymo fujitsu godex ibm infoprint kodak mimaki muratec nec printronix riso roland sato sindoh star ' +
    'tallygenicom troy tsc'
  )
    .split(' ')
    .map((name) => [name, new RegExp(`^${name}\\b`, 'i')] as const),
];

/** The maker that a text begins with; `null` for none. */
export function brandOf(text: string | null): string | null {
  if (text === null) return null;
  return brands.find(([, pattern]) => pattern.test(text))?.[0] ?? null;
}

/** A text without the maker's name in front, however often it stands there (`Samsung Samsung SCX-8123`). */
export function withoutBrand(text: string): string {
  let rest = text.trim();
  for (let before = ''; before !== rest; ) {
    before = rest;
    const pattern = brands.find(([, each]) => each.test(rest) && !products.test(rest))?.[1];
    if (pattern)
      rest = rest
        .replace(pattern, '')
        .replace(/^[\s,.;:/_-]*(?:inc\b[.,]*|corporation\b[.,]*|co\b[.,]*|ltd\b[.,]*)?[\s,.;:_-]*/i, '');
  }
  return rest;
}

/** Product names such as LaserJet and bizhub tell the maker too, but belong to the model. */
const products =
  /^(?:jetdirect|laserjet|officejet|designjet|color laserjet|aficio|ecosys|taskalfa|bizhub|ineo|infoprint|okilan|okipage)\b/i;

/** The maker by the enterprise number of an OID; `null` for others. */
export function vendorByOid(oid: Oid | null): string | null {
  // Fuji Xerox numbered its Xerox machines under 93.1; those of Fujifilm follow under 93.2.
  if (oid?.startsWith('1.3.6.1.4.1.297.1.11.93.2.')) return 'fujifilm';
  const number = /^1\.3\.6\.1\.4\.1\.(\d+)(?:\.|$)/.exec(oid ?? '')?.[1];
  return number === undefined ? null : (enterprises[Number(number)] ?? null);
}
