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
      traps: null,
      mibFolder: null,
      scans: [],
      recipients: 'masked',
      relay: null,
      probes: [],
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
    expect(made.scans).toEqual([
      { kind: 'file', format: 'postfix', path: '/etc/platen/mail.log', from: 'start', zone: null },
    ]);
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

  const several = [{ community: 'new' }, { version: 'v1', community: 'old' }, { v3: { user: 'u' } }] as const;
  const all = (made: ReturnType<typeof config>) =>
    made.devices.map(({ ask }) =>
      [ask.credentials, ...ask.otherCredentials]
        .map(revealCredentials)
        .map((each) => `${each.version} ${each.version === 'v3' ? each.user : each.community}`),
    );

  test('several of a range or of the fleet are tried in their order; a device’s own one stands alone', () => {
    const devices = [
      '10.0.0.0/24',
      { address: 'b', community: 'own' },
      { address: 'c', credentials: [{ community: 'x' }] },
    ];
    expect(all(config({ devices, snmp: { credentials: several } }))).toEqual([
      ['v2c new', 'v1 old', 'v3 u'],
      ['v2c own'],
      ['v2c x'],
    ]);
  });

  test.each([
    [{ snmp: { credentials: several, community: 'c' } }, /write them all under "credentials"/],
    [{ snmp: { credentials: [{}] } }, /needs either "community" or "v3"/],
    [{ snmp: { credentials: [{ version: 'v3', community: 'c' }] } }, /another version/],
    [{ snmp: { credentials: [] } }, /Too small/],
  ])('%j is refused', (settings, words) => {
    const parsed = agentSettings.safeParse(settings);
    expect(parsed.error?.issues.map(({ message }) => message).join()).toMatch(words);
  });
});

describe('traps', () => {
  const made = (settings: Record<string, unknown>) => {
    const { traps } = config(settings);
    return (
      traps && [
        `${traps.host}:${traps.port}`,
        traps.communities.map((each) => each.reveal()),
        traps.users.map(({ user }) => user),
      ]
    );
  };

  test('are heard with what devices are asked with, where nothing else is said', () => {
    expect(made({})).toBeNull();
    expect(made({ traps: { listen: ':1162' } })).toEqual(['0.0.0.0:1162', ['public'], []]);
    const devices = [
      'a',
      { address: 'b', community: 'c1' },
      { address: 'c', v3: { user: 'u' } },
      { address: 'd', v3: { user: 'u' } },
    ];
    expect(made({ devices, traps: { listen: '[::]:162' } })).toEqual([':::162', ['public', 'c1'], ['u']]);
  });

  test('are heard with what is said', () => {
    const own = { listen: ':162', community: ['x', 'y'], users: [{ user: 'printer' }] };
    expect(made({ devices: [{ address: 'b', community: 'c1' }], traps: own })).toEqual([
      '0.0.0.0:162',
      ['x', 'y'],
      ['printer'],
    ]);
    expect(made({ traps: { ...own, community: 'one' } })?.[1]).toEqual(['one']);
  });
});
