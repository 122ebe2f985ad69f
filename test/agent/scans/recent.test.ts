import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createRecent } from '../../../agent/scans/recent.ts';

it('remembers at least the half that was used last, and never more than the limit', () => {
  const step = fc.record({ key: fc.nat(40), what: fc.constantFrom('set', 'get', 'delete') });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const recent = createRecent<number, number>(10);
      // Most recently used last, without limit.
      const model = new Map<number, number>();
      for (const [at, { key, what }] of steps.entries()) {
        if (what === 'set') recent.set(key, at);
        if (what === 'delete') recent.delete(key);
        const found = what === 'get' ? recent.get(key) : undefined;
        if (found !== undefined) expect(found).toBe(model.get(key));
        const known = what === 'set' ? at : what === 'get' ? model.get(key) : undefined;
        if (what !== 'get' || found !== undefined) model.delete(key);
        if (known !== undefined && (what === 'set' || found !== undefined)) model.set(key, known);
        expect(recent.values().length).toBeLessThanOrEqual(10);
      }
      for (const key of [...model.keys()].slice(-5)) expect(recent.values()).toContain(model.get(key));
    }),
  );
});

it('is empty when cleared', () => {
  const recent = createRecent<string, number>(4);
  recent.set('a', 1);
  recent.clear();
  expect([recent.get('a'), recent.values()]).toEqual([undefined, []]);
});
