/** Evidence quotes what a device sent by its number; people want its name beside it. Pure. */
import type { Reading } from '../contract/index.ts';
import type { Names } from '../mibs/names.ts';

const numbers = /(?<![\d.])1\.3\.6\.1(?:\.\d{1,10}){3,124}(?![\d.])/g;

/** `1.3.6.1.2.1.43.18.1.1.8.1.4 (prtAlertDescription.1.4) = …` in the evidence of every condition. */
export function nameEvidence(reading: Reading, names: Names): Reading {
  if (reading.conditions.length === 0) return reading;
  const conditions = reading.conditions.map((condition) => ({
    ...condition,
    evidence: nameNumbers(condition.evidence, names),
  }));
  return { ...reading, conditions };
}

export function nameNumbers(text: string, names: Names): string {
  return text.replace(numbers, (oid) => {
    const name = names.nameOf(oid);
    return name === null ? oid : `${oid} (${name})`;
  });
}
