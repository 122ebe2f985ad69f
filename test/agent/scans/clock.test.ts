import { describe, expect, it } from 'vitest';
import { createClock } from '../../../agent/scans/clock.ts';

const now = new Date('2027-01-02T08:00:00Z');

describe('times of log lines', () => {
  it('puts a line without a year into the past', () => {
    const clock = createClock({ now });
    expect(clock.classic('Dec 31 23:59:59')).toBe('2026-12-31T23:59:59Z');
    expect(clock.classic('Jan  1 00:00:01')).toBe('2027-01-01T00:00:01Z');
    expect(clock.classic('Jan  2 09:30:00')).toBe('2027-01-02T09:30:00Z');
    expect(clock.classic('Mar 22 08:00:05')).toBe('2026-03-22T08:00:05Z');
  });

  it('finds the last leap year for 29 February', () => {
    expect(createClock({ now }).classic('Feb 29 12:00:00')).toBe('2024-02-29T12:00:00Z');
  });

  it('takes a year that stands in the line', () => {
    expect(createClock({ now }).classic('Nov 23 2019 09:12:04')).toBe('2019-11-23T09:12:04Z');
  });

  it('knows the offset of its zone, summer and winter', () => {
    const clock = createClock({ now, zone: 'Europe/Paris' });
    expect(clock.classic('Jul  1 10:00:00')).toBe('2026-07-01T08:00:00Z');
    expect(clock.classic('Dec  1 10:00:00')).toBe('2026-12-01T09:00:00Z');
    expect(createClock({ now, zone: 'Asia/Kathmandu' }).classic('Dec  1 10:00:00')).toBe('2026-12-01T04:15:00Z');
    expect(createClock({ now, zone: 'America/New_York' }).classic('Dec 31 20:00:00')).toBe('2027-01-01T01:00:00Z');
  });

  it('reads ISO times with and without offset and fraction', () => {
    const clock = createClock({ now, zone: 'Europe/Paris' });
    expect(clock.iso('2026-11-23T09:12:04Z')).toBe('2026-11-23T09:12:04Z');
    expect(clock.iso('2026-11-23T09:12:04.123456+01:00')).toBe('2026-11-23T08:12:04.123Z');
    expect(clock.iso('2026-11-23T09:59:59.5+0100')).toBe('2026-11-23T08:59:59.500Z');
    expect(clock.iso('2026-11-23T09:12:04+05:45')).toBe('2026-11-23T03:27:04Z');
    expect(clock.iso('2026-11-23 09:12:04')).toBe('2026-11-23T08:12:04Z');
    expect(clock.iso('2026-11-23 09:12:04', true)).toBe('2026-11-23T09:12:04Z');
    expect(clock.iso('2026-11-23 09:12:04.7 +0200')).toBe('2026-11-23T07:12:04.700Z');
  });

  it('does not mistake one hour for another', () => {
    const clock = createClock({ now });
    expect(clock.iso('2026-11-23T09:12:04+01:00')).toBe('2026-11-23T08:12:04Z');
    expect(clock.iso('2026-11-23T09:13:04+02:00')).toBe('2026-11-23T07:13:04Z');
    expect(clock.iso('2026-11-24T09:13:04+02:00')).toBe('2026-11-24T07:13:04Z');
    expect(clock.classic('Nov 23 09:12:04')).toBe('2026-11-23T09:12:04Z');
    expect(clock.classic('Nov 23 10:12:04')).toBe('2026-11-23T10:12:04Z');
  });

  it.each(['Nov 31 09:12:04', 'Foo  1 00:00:00', 'Nov 23 25:00:00', 'Nov 23 09:61:00', '', 'garbage'])(
    'refuses %j',
    (text) => {
      expect(createClock({ now }).classic(text)).toBeNull();
    },
  );

  it.each(['2026-02-30T00:00:00Z', '2026-13-01T00:00:00Z', '2026-11-23T24:00:00Z', 'x'])('refuses %j', (text) => {
    expect(createClock({ now }).iso(text)).toBeNull();
  });
});
