import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { requestIds } from '../../../agent/snmp/message.ts';
import { Questions } from '../../../agent/snmp/questions.ts';

describe('questions under way', () => {
  test('are found by their ids alone, however many there are and whichever have ended', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 3 }), { maxLength: 2000 }), (steps) => {
        const questions = new Questions<string>();
        const open = new Map<number, string>();
        for (const [n, step] of steps.entries()) {
          const [ended] = open.keys();
          if (step === 0 && ended !== undefined) {
            questions.remove(ended);
            open.delete(ended);
            expect(questions.find(ended)).toBeUndefined();
          } else {
            const id = questions.add(`question ${n}`);
            expect(open.has(id)).toBe(false);
            open.set(id, `question ${n}`);
          }
        }
        for (const [id, question] of open) {
          expect(questions.find(id)).toBe(question);
          // The same low bits, another id.
          expect(questions.find(id ^ 0x2000_0000)).toBeUndefined();
        }
        expect(questions.all().toSorted()).toEqual([...open.values()].toSorted());
      }),
      { numRuns: 30 },
    );
  });

  test('have ids of four octets that do not follow from each other', () => {
    const questions = new Questions<null>();
    const ids = Array.from({ length: 500 }, () => questions.add(null));
    expect(Math.min(...ids)).toBeGreaterThanOrEqual(requestIds.from);
    expect(Math.max(...ids)).toBeLessThanOrEqual(requestIds.to);
    const steps = new Set(ids.map((id, i) => id - (ids[i - 1] ?? 0)));
    expect(steps.size).toBeGreaterThan(490);
  });
});
