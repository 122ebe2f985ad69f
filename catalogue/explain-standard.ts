/** The standard states of a printer by name or number: alert codes, error bits, IPP keywords, our own kinds. */
import type { Explanation } from '../contract/index.ts';
import { finisherUnits, genericCodes, specificCodes } from './alert-code-table.ts';
import { alertCodeMeaning } from './alert-codes.ts';
import { type ConditionKind, isConditionKind, meaningOf } from './conditions.ts';
import { errorBits } from './error-bits.ts';
import { isRestingText } from './resting.ts';
import { plainText } from './text.ts';

type Standard = Omit<
  Explanation,
  'schema' | 'text' | 'found' | 'kind' | 'vendor' | 'enhanced' | 'provider' | 'reason' | 'retryable'
>;

const alertSource = 'IANA-PRINTER-MIB PrtAlertCodeTC; RFC 3805 §2.2.13';
const restCause = 'The device tells of a state or of something that is over. No trouble.';
const restRemedy = 'Nothing to do.';

/** `null` where the text is no name or number of the standards. */
export function explainStandard(text: string): Standard | null {
  const plain = plainText(text);
  return byNumber(plain) ?? byName(plain) ?? bySleep(plain);
}

function byNumber(plain: string): Standard | null {
  const named = /^(?:prtAlertCode|alert ?code)[ =:.#]{0,3}(\d{1,5})$/i.exec(plain)?.[1];
  // A bare number is one of these only where nothing else has so many digits.
  const bare = /^(?:[89]\d\d|[1-6]\d{3}|3\d{4})$/.exec(plain)?.[0];
  const code = named ?? bare;
  return code === undefined ? null : alert(Number(code));
}

function byName(plain: string): Standard | null {
  if (!/^[a-z][a-z0-9-]{2,60}$/i.test(plain)) return null;
  const bit = errorBits.findIndex(({ name }) => name.toLowerCase() === plain.toLowerCase());
  if (bit >= 0) return errorBit(bit);
  // IPP writes the same labels in kebab case and puts how bad it is behind (PWG 5100.9).
  const label = plain.replace(/-(?:report|warning|error)$/i, '').toLowerCase();
  if (isConditionKind(label)) return kind(label);
  const code = codeByLabel.get(label.replaceAll('-', ''));
  return code === undefined ? null : alert(code);
}

function bySleep(plain: string): Standard | null {
  if (!/\p{L}/u.test(plain) || !isRestingText(plain)) return null;
  return {
    entry: 'resting',
    code: null,
    condition: null,
    severity: 'info',
    title: 'The device rests, works or is ready',
    cause: restCause,
    remedy: restRemedy,
    who: 'user',
    confidence: 'high',
    sources: ['Panels and alert rows of devices without a fault'],
  };
}

function alert(code: number): Standard | null {
  const meaning = alertCodeMeaning(code, 0, 3);
  if (!meaning) return null;
  const { title, severity, entry, name } = meaning;
  const sources = [`${alertSource}, ${name}(${code})`];
  const base = { entry, code: `${code}`, severity, title, confidence: 'high' as const, sources };
  if (meaning.kind === 'none') {
    return { ...base, condition: null, cause: restCause, remedy: restRemedy, who: 'user' };
  }
  const { cause, remedy, who } = meaningOf(meaning.kind);
  return { ...base, condition: meaning.kind, cause, remedy, who };
}

function errorBit(index: number): Standard | null {
  const bit = errorBits[index];
  if (!bit) return null;
  return {
    ...kind(bit.kind),
    entry: `error-bit-${index}`,
    severity: bit.severity,
    sources: [
      `RFC 2790 §4.2.1 hrPrinterDetectedErrorState, ${bit.name}(${index}), counted from the most significant bit`,
    ],
  };
}

function kind(name: ConditionKind): Standard {
  const { title, cause, remedy, who, severity } = meaningOf(name);
  return {
    entry: name,
    code: null,
    condition: name,
    severity,
    title,
    cause,
    remedy,
    who,
    confidence: 'high',
    sources: ['Kinds of trouble that Platen knows'],
  };
}

/** `markertonerempty` → 1101. */
const codeByLabel: ReadonlyMap<string, number> = new Map(
  [
    ...Object.keys(genericCodes),
    ...Object.keys(specificCodes),
    ...Object.keys(finisherUnits).flatMap((unit) =>
      Object.keys(genericCodes).map((code) => Number(unit) * 100 + Number(code)),
    ),
  ].flatMap((code) => {
    const name = alertCodeMeaning(Number(code), 0)?.name;
    // "Other" and "unknown" are words, not names.
    return name === undefined || Number(code) < 3 ? [] : [[name.toLowerCase(), Number(code)] as const];
  }),
);
