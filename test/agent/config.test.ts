import { describe, expect, test } from 'vitest';
import { cronEvery, durationText, nearestEven } from '../../agent/cadence.ts';
import { agentConfig, revealCredentials } from '../../agent/config.ts';
import { agentSettings } from '../../agent/settings.ts';

const around = { resolvePath: (path: string) => `/etc/platen/${path}`, dataDir: '/var/lib/platen', hostname: 'relay' };
const config = (settings: object) => agentConfig(agentSettings.parse(settings), around);

describe('every so often, as a cron pattern', () => {
  test.each([
    [1_000, '* * * * * *'],
    [15_000, '*/15 * * * * *'],
    [60_000, '0 * * * * *'],
    [300_000, '0 */5 * * * *'],
    [3_600_000, '0 0 * * * *'],
    [6 * 3_600_000, '0 0 */6 * * *'],
    [86_400_000, '0 0 0 * * *'],
  ])('%i ms is %s', (ms, pattern) => {
    expect(cronEvery(ms)).toBe(pattern);
    expect(nearestEven(ms)).toBe(ms);
  });

  test.each([
    [0, 1_000],
    [500, 1_000],
    [45_000, 60_000],
    [7 * 60_000, 6 * 60_000],
    [90 * 60_000, 7_200_000],
    [7 * 86_400_000, 86_400_000],
  ])('%i ms has none; the nearest is %i', (ms, near) => {
    expect(cronEvery(ms)).toBeNull();
    expect(nearestEven(ms)).toBe(near);
    expect(cronEvery(nearestEven(ms))).not.toBeNull();
  });

  test.each([
    [250, '250ms'],
    [90_000, '90s'],
    [300_000, '5m'],
    [7_200_000, '2h'],
    [86_400_000, '1d'],
  ])('%i ms is written %s', (ms, text) => {
    expect(durationText(ms)).toBe(text);
  });
});

describe('defaults', () => {
  test('of everything', () => {
    expect(config({})).toEqual({
      dataDir: '/var/lib/platen',
      devices: [],
      concurrency: 64,
      poll: { schedule: '0 * * * * *', jitterMs: 6000, discoverMs: 900_000 },
      scans: [],
      push: { url: null, token: null, agent: 'relay' },
    });
  });

  test('a cron pattern is kept to the second, an interval is spread', () => {
    expect(config({ poll: { schedule: '*/10 * * * * *' } }).poll).toMatchObject({
      schedule: '*/10 * * * * *',
      jitterMs: 0,
    });
    expect(config({ poll: { every: '1h' } }).poll.jitterMs).toBe(30_000);
    expect(config({ poll: { every: '30s', jitter: 0 } }).poll.jitterMs).toBe(0);
  });

  test('paths are made absolute', () => {
    const made = config({ data_dir: 'state', scans: [{ postfix: 'mail.log', from: 'start' }] });
    expect(made.dataDir).toBe('/etc/platen/state');
    expect(made.scans).toEqual([{ format: 'postfix', path: '/etc/platen/mail.log', from: 'start' }]);
  });
});

describe('credentials', () => {
  test('come out of their wrapping only for the client', () => {
    const { devices } = config({
      devices: [
        { address: 'a', community: 'c1' },
        { address: 'b', v3: { user: 'u', context: 'x', auth_protocol: 'sha', auth_password: 'aaaaaaaa' } },
        'c',
      ],
    });
    expect(devices.map(({ ask }) => revealCredentials(ask.credentials))).toEqual([
      { version: 'v2c', community: 'c1' },
      { version: 'v3', user: 'u', auth: { protocol: 'sha', password: 'aaaaaaaa' }, context: 'x' },
      { version: 'v2c', community: 'public' },
    ]);
  });
});
