/** `platen explain`: one text, whatever it is, looked up in the whole catalogue. */
import type { Explanation } from '../contract/index.ts';
import { type Catalogue, standardCatalogue } from './catalogue.ts';
import { findCode } from './code-spelling.ts';
import { explainReply } from './explain-reply.ts';
import { explainStandard } from './explain-standard.ts';
import { mailText, startsWithReply } from './mail-or-device.ts';
import { canonicalVendor } from './makers.ts';
import { type DeviceMatch, matchDevices } from './match-device.ts';
import { plainText } from './text.ts';

export type ExplainOptions = {
  /** Lower-case maker; without it all are asked. */
  readonly vendor?: string | null;
  /** Without the maker's name. */
  readonly model?: string | null;
  /** Ours, unless an office has entries of its own: see `catalogueWith`. */
  readonly catalogue?: Catalogue;
};

const longest = 4000;

/**
 * What is known of a code, a panel text or a reply of a mail server: best first, and one `found: false` where nothing is.
 * With a maker given, what that maker says comes before what a mail server may mean by the same.
 */
export function explain(
  text: string,
  { vendor = null, model = null, catalogue = standardCatalogue }: ExplainOptions = {},
): Explanation[] {
  const shown = text.slice(0, longest);
  const matches = withoutEchoes(
    matchDevices({ vendor, model, texts: [shown], code: numberAlone(shown) }, catalogue.devices),
  );
  const { replies: own } = catalogue;
  const isOwnMail = own.exact.some(({ match }) => match.text?.test(plainText(shown)));
  const asMail = mailText(shown, vendor) ?? (isOwnMail ? plainText(shown) : null);
  const replies = asMail === null ? [] : explainReply(asMail, own).filter(({ found }) => found);
  const isMaker = canonicalVendor(vendor) !== null && matches.some(({ entry }) => entry.vendor !== null);
  const devices = matches.map((match) => ofDevice(shown, match, model));
  const mails = replies.map((reply) => ({ ...reply, text: shown }));
  if (isMaker) return asMail !== null && startsWithReply(plainText(shown)) ? [...devices, ...mails] : devices;
  // Words that a device may say as well add nothing to a reply that was recognised; a code does.
  if (mails.length > 0) return [...mails, ...devices.filter(({ code }) => code !== null)];
  const standard = explainStandard(shown);
  const all = standard === null ? devices : [blank(shown, { found: true, kind: 'device', ...standard }), ...devices];
  return all.length > 0 ? all : [blank(shown, { code: findCode(shown, vendor, model) ?? numberAlone(shown) })];
}

/** `49.4C02`, `13.B2.D1`: in a longer text it may be a version. */
const codeAlone = /^\d{2}(?:\.[0-9A-F]{2}){1,2}$|^\d{2}\.[0-9A-F]{4}$/i;

/** What a person types as a number is meant as a code. */
function numberAlone(text: string): string | null {
  const plain = plainText(text);
  return /^[({[]?\d{2,3}[)}\]]?$/.test(plain) || codeAlone.test(plain) ? plain : null;
}

/** Leaves out what a better match says already: the chain of a code with an entry, other words for the same trouble. */
function withoutEchoes(matches: readonly DeviceMatch[]): DeviceMatch[] {
  const isExact = ({ entry, code }: DeviceMatch) => entry.code !== null && entry.code === code;
  return matches.filter((match, i) => {
    if (isExact(match)) return true;
    const better = matches.slice(0, i);
    if (better.some((other) => isExact(other) && other.code === match.code)) return false;
    return match.entry.chain !== undefined || !better.some(({ entry }) => entry.condition === match.entry.condition);
  });
}

function ofDevice(text: string, { entry, code }: DeviceMatch, model: string | null): Explanation {
  const { id, vendor, family, condition, severity, title, cause, remedy, who, confidence, sources } = entry;
  const known = family !== undefined && model === null ? ` Known from: ${family.name}.` : '';
  return blank(text, {
    found: true,
    entry: id,
    kind: 'device',
    vendor,
    code,
    condition,
    severity,
    title,
    cause: cause + known,
    remedy,
    who,
    confidence,
    sources: [...sources],
  });
}

function blank(text: string, known: Partial<Explanation>): Explanation {
  return {
    schema: 'platen.explanation/1',
    text,
    found: false,
    entry: null,
    kind: null,
    vendor: null,
    code: null,
    enhanced: null,
    provider: null,
    condition: null,
    reason: null,
    severity: null,
    retryable: null,
    title: null,
    cause: null,
    remedy: null,
    who: null,
    confidence: null,
    sources: [],
    ...known,
  };
}
