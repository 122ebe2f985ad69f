import { describe, expect, test } from 'vitest';
import { type DashboardConfig, dashboardConfigSchema, isLoopback } from '../../dashboard/config.ts';
import { secret } from './office.ts';

const parse = (sections: object): DashboardConfig => dashboardConfigSchema.parse(sections);
const faults = (sections: object) =>
  dashboardConfigSchema.safeParse(sections).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ??
  [];

test('nothing at all is a dashboard on this machine only', () => {
  expect(parse({})).toMatchObject({
    listen: { host: '127.0.0.1', port: 8631 },
    login: null,
    url: null,
    agents: [],
    webhooks: [],
    alerts: { misses: 3, agentSilent: 300_000, wait: { 'tray-empty': 600_000 } },
  });
});

describe('listening where others can reach it', () => {
  test.each([':8631', '0.0.0.0:8631', '[::]:8631', '10.0.0.4:8631', '127.0.0.1.example.com:80'])(
    '%s without a login is refused with a sentence',
    (listen) => {
      expect(faults({ dashboard: { listen } })).toEqual([
        expect.stringMatching(/^dashboard.listen: .*dashboard.login/),
      ]);
    },
  );

  test('with a login it is fine', () => {
    const login = { user: 'admin', password: 'correct horse' };
    expect(parse({ dashboard: { listen: ':8631', login } })).toMatchObject({ listen: { host: '0.0.0.0' }, login });
  });

  test.each(['127.0.0.1:0', '127.8.9.10:80', '[::1]:8631', 'localhost:8631'])('%s needs none', (listen) => {
    expect(faults({ dashboard: { listen } })).toEqual([]);
  });
});

test('host names are not addresses', () => {
  expect(isLoopback('127.0.0.1.example.com')).toBe(false);
  expect(isLoopback('localhost.example.com')).toBe(false);
});

describe('patience', () => {
  test('one duration for all', () => {
    expect(parse({ alerts: { wait: '1s' } }).alerts.wait).toEqual({ default: 1000 });
  });

  test('one per kind, beside the defaults', () => {
    const { recover } = parse({ alerts: { recover: { 'tray-empty': '3s', default: 0 } } }).alerts;
    expect(recover).toMatchObject({ 'tray-empty': 3000, default: 0, 'device-unreachable': 120_000 });
  });

  test('nonsense is told with what to write', () => {
    expect(faults({ alerts: { wait: 'soon' } })).toEqual([expect.stringContaining('alerts.wait: write a duration')]);
  });
});

describe('webhooks', () => {
  test('the smallest: everything is told, private addresses are allowed, loopback is not', () => {
    const [webhook] = parse({ webhooks: [{ url: 'https://helpdesk.example/hook', secret }] }).webhooks;
    expect(webhook).toMatchObject({
      name: 'helpdesk.example',
      minSeverity: 'info',
      allowPrivate: true,
      allowLoopback: false,
      events: expect.arrayContaining(['alert.fired', 'agent.silent']),
    });
  });

  test('a secret that is none is told without being shown', () => {
    const [fault] = faults({ webhooks: [{ url: 'https://x.example', secret: 'hunter2hunter2' }] });
    expect(fault).toContain('webhooks.0.secret: write whsec_');
    expect(fault).not.toContain('hunter2');
  });

  test.each([[['alert.resolved']], [['agent.recovered', 'alert.fired']], [[]]])('events %j are refused', (events) => {
    expect(faults({ webhooks: [{ url: 'https://x.example', secret, events }] })).toHaveLength(1);
  });

  test('the same receiver twice is told; with names of their own both are fine', () => {
    const twice = (a: object, b: object) => ({
      webhooks: [a, b].map((x) => ({ url: 'https://x.example', secret, ...x })),
    });
    expect(faults(twice({}, {}))).toEqual([expect.stringContaining('webhooks.1: this receiver is listed twice')]);
    expect(faults(twice({ name: 'a' }, { name: 'b' }))).toEqual([]);
  });

  test('only http and https', () => {
    expect(faults({ webhooks: [{ url: 'ftp://x.example', secret }] })).toEqual([expect.stringContaining('http://')]);
  });

  test.each([
    [
      { format: 'slack', url: 'https://x.example' },
      { format: 'slack', secret: null },
    ],
    [{ format: 'pagerduty', secret: 'k'.repeat(32) }, { url: 'https://events.pagerduty.com/v2/enqueue' }],
    [{ format: 'email', url: 'mailto:a@x.example,b@x.example' }, { name: 'a@x.example,b@x.example' }],
    [{ format: 'ntfy', url: 'https://ntfy.sh/topic', secret: 'tk_1' }, { name: 'ntfy.sh' }],
    [{ format: 'template', url: 'https://x.example', secret, template: '{}' }, { template: '{}' }],
  ])('%j is fine', (webhook, expected) => {
    expect(parse({ webhooks: [webhook] }).webhooks).toMatchObject([expected]);
  });

  test.each([
    [{ url: 'https://x.example' }, 'webhooks.0.secret'],
    [{ format: 'pagerduty' }, 'webhooks.0.secret'],
    [{ format: 'slack' }, 'webhooks.0.url'],
    [{ format: 'slack', url: 'https://x.example', secret: 'mine' }, 'webhooks.0.secret: write whsec_'],
    [{ format: 'email', url: 'mailto:a@x.example', secret }, 'webhooks.0.secret: this format has no secret'],
    [{ format: 'email', url: 'mailto:nobody' }, 'webhooks.0.url: write mailto:'],
    [{ format: 'ntfy', url: 'https://ntfy.sh/' }, 'webhooks.0.url: write the topic'],
    [{ format: 'template', url: 'https://x.example', secret }, 'webhooks.0.template: write the JSON'],
    [{ format: 'slack', url: 'https://x.example', template: '{}' }, 'webhooks.0.template'],
    [{ url: 'https://%%/', secret }, 'webhooks.0.url: this is no address'],
  ])('%j is told', (webhook, words) => {
    expect(faults({ webhooks: [webhook] })).toEqual([expect.stringContaining(words)]);
  });
});

test('keys that do not exist are named', () => {
  expect(faults({ dashboard: { lissen: ':1' } })).toEqual([expect.stringContaining('lissen')]);
});
