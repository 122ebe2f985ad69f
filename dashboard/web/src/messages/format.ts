/** Numbers, dates and plurals in the language of the page. */
import type { Age, AgeUnit } from '../view/age.ts';

/** How the units of ages are written after their number: one form for 1, one for the others. */
export type UnitWords = Readonly<Record<AgeUnit, readonly [one: string, other: string]>>;

/** What the messages of one language need to write numbers and times. */
export function formatsOf(locale: string, units: UnitWords) {
  const number = new Intl.NumberFormat(locale);
  const rules = new Intl.PluralRules(locale);
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'medium' });
  const pick = (value: number, one: string, other: string): string => (rules.select(value) === 'one' ? one : other);
  return {
    number: (value: number): string => number.format(value),
    /** `1 device`, `12 devices`: the number and the form that fits it. */
    count: (value: number, one: string, other: string): string => `${number.format(value)} ${pick(value, one, other)}`,
    /** `8 s`, `12 min`, `3 h`, `2 days`; never broken over two lines. */
    age: ({ value, unit }: Age): string => `${number.format(value)}\u00a0${pick(value, ...units[unit])}`,
    /** Date and time to the second. */
    moment: (iso: string): string => write(moment, iso),
    /** `2.4 MB`, of octets. */
    size: (octets: number): string =>
      octets < 1_000_000
        ? `${number.format(Math.ceil(octets / 1000))} kB`
        : `${number.format(Math.round(octets / 100_000) / 10)} MB`,
    /** `412 ms`, `3.1 s`. */
    span: (ms: number): string =>
      ms < 1000 ? `${Math.round(ms)} ms` : `${number.format(Math.round(ms / 100) / 10)} s`,
  };
}

/** A text that is no date is shown as it came. */
function write(format: Intl.DateTimeFormat, iso: string): string {
  const ms = Date.parse(iso);
  return Number.isNaN(ms) ? iso : format.format(ms);
}
