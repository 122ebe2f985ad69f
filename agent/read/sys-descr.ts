/** What sysDescr tells, maker by maker: there is no common form (RFC 3418 asks for "name and version" only). */
import { remembering } from '../remember.ts';

export type SystemWords = {
  /** May still carry the maker's name. */
  readonly model: string | null;
  readonly firmware: string | null;
  readonly serial: string | null;
};

type Rule = {
  readonly vendors: readonly string[];
  /** Groups `model`, `firmware`, `serial`; several rules of a maker complete each other, the first match of each wins. */
  readonly pattern: RegExp;
};

const rules: readonly Rule[] = [
  // OKI OkiLAN 9450g Rev.00.69 10/100/1000BASE Ethernet PrintServer: Attached to MC873 Rev.07.87 : Copyright …
  { vendors: ['oki'], pattern: /Attached to (?<model>[^\s:,]+)(?:\s+Rev\.?\s*(?<firmware>[^\s:,]+))?/i },
  // HP ETHERNET MULTI-ENVIRONMENT,SN:…,FN:…,SVCID:…,PID:HP Color LaserJet … (PID can be changed to anything)
  { vendors: ['hp'], pattern: /\bPID:(?<model>(?:hp|hewlett|.*(?:jet|laser|pagewide))[^,]*)/i },
  { vendors: ['hp'], pattern: /\bSN:(?<serial>[\w-]{4,})/ },
  { vendors: ['hp'], pattern: /^(?!hp ethernet|.*jetdirect)(?<model>(?:hp|hewlett)[^,;]+)/i },
  // Xerox AltaLink C8045; SS 100.002…, … · Xerox Phaser 5500DN;PS …,OS 4.46;SN RET570148
  {
    vendors: ['xerox', 'fujifilm'],
    pattern: /[;,]\s*(?:SS|System Software|System|Controller|Network Controller|ESS)\s*(?:PS)?\s*(?<firmware>\d[\w.]*)/,
  },
  { vendors: ['xerox'], pattern: /[;,]\s*OS\s*(?<firmware>\d[\w.]*)/ },
  { vendors: ['xerox'], pattern: /;\s*SN (?<serial>\w+)\s*$/ },
  { vendors: ['xerox'], pattern: /^Tektronix, Inc\.,\s*(?<model>[^,;]+)/i },
  // Lexmark T640 version NS.NP.N219 kernel 2.6.6 All-N-1, and what others sell of theirs
  { vendors: ['lexmark', 'dell', 'xerox', 'ricoh'], pattern: /^(?<model>.+?) version (?<firmware>\S+) kernel\b/i },
  // Dell 3130cn Color Laser; Net 11.74,Controller 200804031045,Engine 05.09.00
  { vendors: ['dell'], pattern: /[;,]\s*Controller\s*(?<firmware>\d[\w.]*)/ },
  // RICOH Aficio MP C3002 2.20 / RICOH Network Printer C model / …
  { vendors: ['ricoh'], pattern: /^(?<model>.+?)\s+(?<firmware>\d+(?:\.\d+)+)(?:\s*\/|\s*$)/ },
  // Samsung ML-2850 Series OS 1.01.15.47 02-10-2010;Engine 1.01.25;NIC V4.01.09(ML-285x) · Samsung X4300 Series; V11.…
  { vendors: ['samsung'], pattern: /^(?<model>.+?)(?:;\s*|\s+)(?:OS|V(?=\d))\s*(?<firmware>\d[\w.]*)/ },
  { vendors: ['brother'], pattern: /\bFirmware Ver\.?\s*(?<firmware>[\w.]+)/i },
  { vendors: ['zebra', 'tsc', 'unknown'], pattern: /^(?<model>.+?) Version: *(?<firmware>[\w.]+)/i },
];

/** Makers whose print servers say nothing of the printer behind them. */
const withCards: readonly string[] = ['oki', 'hp'];
const mostWords = 3;

const nothing: SystemWords = { model: null, firmware: null, serial: null };

/** `vendor` decides which forms are tried; without a form the whole text is taken for the model. */
export function describeSystem(text: string | null, vendor: string): SystemWords {
  return text === null ? nothing : describe(`${vendor}\n${text}`);
}

const describe = remembering((both: string): SystemWords => {
  const vendor = both.slice(0, both.indexOf('\n'));
  const text = both.slice(vendor.length + 1);
  const found: Record<string, string> = {};
  for (const { vendors, pattern } of rules) {
    if (!vendors.includes(vendor)) continue;
    for (const [key, value] of Object.entries(pattern.exec(text)?.groups ?? {})) if (value) found[key] ??= value.trim();
  }
  // Of a maker that is not known, only a short text is a name; a long one belongs to a computer or a switch.
  const isStory = vendor === 'unknown' && text.split(' ').length > mostWords;
  const isCard = withCards.includes(vendor) && /print ?server|multi-environment|jetdirect|okilan|fastether/i.test(text);
  return {
    model: found.model ?? (isCard || isStory ? null : text),
    firmware: found.firmware ?? null,
    serial: found.serial ?? null,
  };
});
