import { describe, expect, test } from 'vitest';
import { hashOf, hashWith, parseHash } from '../../../dashboard/web/src/view/route.ts';

describe('an address of the page', () => {
  test.each(['', '#', '#/', '#/?q=a'])('%j is the first view', (hash) => {
    expect(parseHash(hash).view).toBe('home');
  });

  test('carries a device id with any characters there and back', () => {
    for (const id of ['10.0.4.21:161', 'a/b?c#d', 'ä %41', '[::1]:161', '🖨']) {
      expect(parseHash(hashOf('device', id))).toEqual({ view: 'device', id, query: {} });
    }
  });

  test('carries filters, and leaves empty ones out', () => {
    const hash = hashOf('home', '', { q: 'kitchen & hall', status: '', as: 'table' });
    expect(parseHash(hash).query).toEqual({ q: 'kitchen & hall', as: 'table' });
    expect(hashWith(parseHash(hash), { as: '' })).toBe('#/?q=kitchen+%26+hall');
  });

  test.each(['#/nowhere', '#/device', '#/device/', '#/toString'])('%j leads to nothing', (hash) => {
    expect(parseHash(hash).view).toBe('missing');
  });

  test('is read even where it is spelt wrong', () => {
    expect(parseHash('#/device/%E0%A4%A').id).toBe('%E0%A4%A');
    expect(parseHash('#/scans?%%%=1').view).toBe('scans');
  });
});
