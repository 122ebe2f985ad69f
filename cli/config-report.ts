/** What a configuration means: what would be polled and read, how often, and who is told. */
import { constants, type Stats } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import path from 'node:path';
import type { AgentConfig, CredentialConfig } from '../agent/config.ts';
import { nextRuns } from '../agent/schedule.ts';
import { expandHosts } from '../agent/targets.ts';
import type { DashboardConfig } from '../dashboard/config.ts';
import type { PlatenConfig } from './config-file.ts';
import { reportMail } from './mail-report.ts';
import type { OwnCatalogue } from './own-catalogue.ts';
import { reportScans } from './scan-report.ts';
import { reportMibs, reportTraps } from './trap-report.ts';
import { reportWebhooks, withoutSecrets } from './webhook-report.ts';

export type Finding = {
  readonly check:
    | 'file'
    | 'catalogue'
    | 'data_dir'
    | 'devices'
    | 'snmp'
    | 'poll'
    | 'traps'
    | 'mibs'
    | 'scans'
    | 'relay'
    | 'probes'
    | 'push'
    | 'dashboard'
    | 'webhooks';
  readonly ok: boolean;
  /** For people. */
  readonly text: string;
  /** For programs. */
  readonly facts: object;
};

/** Looks at files; asks no device and no server. `own`: the office's own entries, where there is a folder of them. */
export async function reportConfig(config: PlatenConfig, own: OwnCatalogue | null = null): Promise<Finding[]> {
  const { file, agent, dashboard, catalogue } = config;
  return [
    { check: 'file', ok: true, text: `${file} is right`, facts: { file } },
    ...(own && catalogue !== null ? [reportCatalogue(catalogue, own)] : []),
    await reportFolder(agent.dataDir),
    reportDevices(agent),
    reportSnmp(agent),
    reportPoll(agent),
    ...reportTraps(agent),
    ...reportMibs(agent),
    ...(await reportScans(agent.scans, agent.recipients, process.env)),
    ...reportMail(agent),
    reportPush(agent),
    reportDashboard(dashboard),
    ...reportWebhooks(dashboard),
  ];
}

function reportCatalogue(folder: string, { files, entries, examples }: OwnCatalogue): Finding {
  const proof = examples > 0 ? `${count(examples, 'example', 'examples')} tried` : 'none with examples to try';
  const text = `${folder}: ${count(entries, 'own entry', 'own entries')} in ${count(files, 'file', 'files')}, ${proof}`;
  return { check: 'catalogue', ok: true, text, facts: { folder, files, entries, examples } };
}

/** The folder, or where it is still to be made the nearest that exists, must be writable. */
async function reportFolder(folder: string): Promise<Finding> {
  let nearest = folder;
  while (!(await find(nearest)) && path.dirname(nearest) !== nearest) nearest = path.dirname(nearest);
  const isFolder = (await find(nearest))?.isDirectory() === true;
  const isWritable = await access(nearest, constants.W_OK).then(
    () => true,
    () => false,
  );
  const fault = isFolder ? `this user may not write to ${nearest}` : `${nearest} is no folder`;
  const ok = isFolder && isWritable;
  return { check: 'data_dir', ok, text: ok ? folder : `${fault}; set data_dir to a folder for it`, facts: { folder } };
}

function reportDevices({ devices }: AgentConfig): Finding {
  const expanded = devices.map(({ address, ask }) => expandHosts([address], { port: ask.port }));
  const ranges = expanded.filter((hosts) => hosts.length > 1);
  const single = expanded.length - ranges.length;
  const inRanges = ranges.reduce((sum, hosts) => sum + hosts.length, 0);
  const parts = [
    single > 0 ? count(single, 'single device', 'single devices') : null,
    ranges.length > 0
      ? `${count(ranges.length, 'range', 'ranges')} of ${inRanges} addresses (polled once they answered as printer or scanner)`
      : null,
  ].filter((part) => part !== null);
  return {
    check: 'devices',
    ok: true,
    text: parts.join(' and ') || 'none; add "devices:"',
    facts: { single, ranges: ranges.length, addresses: single + inRanges },
  };
}

function reportSnmp({ devices, concurrency }: AgentConfig): Finding {
  const kinds = [...new Set(devices.map(describeAsking))];
  const [first] = devices;
  const patience = first
    ? `, ${first.ask.timeoutMs} ms and ${count(first.ask.retries, 'retry', 'retries')}, ${concurrency} at a time`
    : '';
  return {
    check: 'snmp',
    ok: true,
    text: `${kinds.join('; ') || 'asks nobody'}${patience}`,
    facts: { credentials: kinds, concurrency },
  };
}

/** Several are tried one after the other. */
function describeAsking({ ask }: AgentConfig['devices'][number]): string {
  return [ask.credentials, ...ask.otherCredentials].map(describeCredentials).join(', else ');
}

function describeCredentials(credentials: CredentialConfig): string {
  if (credentials.version !== 'v3') {
    const isPublic = credentials.community.reveal() === 'public';
    return `${credentials.version} with ${isPublic ? 'the community "public"' : 'a community of its own'}`;
  }
  const { user, auth, priv } = credentials;
  return `v3 as ${user}, ${auth ? `signed (${auth.protocol})` : 'not signed'}, ${priv ? `encrypted (${priv.protocol})` : 'not encrypted'}`;
}

function reportPoll({ poll, devices }: AgentConfig): Finding {
  const next = nextRuns(poll.schedule, 3);
  const spread = poll.jitterMs > 0 ? `, spread over ${poll.jitterMs / 1000} s` : '';
  const times = next.map((at) => at.toLocaleString('sv-SE')).join(', ');
  return {
    check: 'poll',
    ok: true,
    text: `${poll.schedule}${spread}; next at ${times}${devices.length === 0 ? ' (nothing to poll)' : ''}`,
    facts: { schedule: poll.schedule, jitterMs: poll.jitterMs, next: next.map((at) => at.toISOString()) },
  };
}

function reportPush({ push }: AgentConfig): Finding {
  const { url, token, agent } = push;
  if (url === null) {
    const text = `as ${agent}, to the dashboard of "platen start" (for "platen agent" set push.url and push.token)`;
    return { check: 'push', ok: true, text, facts: { agent, url } };
  }
  if (token === null) {
    const text = `to ${withoutSecrets(url)} without a token; set push.token_file to the token that dashboard.agents has there`;
    return { check: 'push', ok: false, text, facts: { agent, url } };
  }
  const host = new URL(url).hostname;
  const isOpen = url.startsWith('http:') && !/^(localhost|127\..*|\[::1\])$/.test(host);
  const warning = isOpen ? '; unencrypted: anyone on the way reads the token, use https' : '';
  return {
    check: 'push',
    ok: true,
    text: `as ${agent}, to ${withoutSecrets(url)}${warning}`,
    facts: { agent, url: withoutSecrets(url) },
  };
}

function reportDashboard({ listen, login, agents, url }: DashboardConfig): Finding {
  const host = listen.host.includes(':') ? `[${listen.host}]` : listen.host;
  const who = login ? `login as ${login.user}` : 'no login, so for this machine only';
  const known = agents.length > 0 ? `; agents ${agents.map(({ name }) => name).join(', ')}` : '';
  return {
    check: 'dashboard',
    ok: true,
    text: `http://${host}:${listen.port}, ${who}${known}`,
    facts: { host: listen.host, port: listen.port, url, login: login !== null, agents: agents.map(({ name }) => name) },
  };
}

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}

function find(file: string): Promise<Stats | null> {
  return stat(file).catch(() => null);
}
