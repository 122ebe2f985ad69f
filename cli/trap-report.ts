/** What `platen check` says of traps and of the folder of MIB files. */
import type { AgentConfig } from '../agent/config.ts';
import { loadMibs } from '../agent/mib-files.ts';
import type { Finding } from './config-report.ts';

const lastPrivileged = 1023;

/** Nothing where nothing is configured. */
export function reportTraps({ traps }: AgentConfig): Finding[] {
  if (!traps) return [];
  const { host, port, communities, users } = traps;
  const where = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  const whose = [
    communities.length > 0 ? `v1 and v2c with ${count(communities.length, 'community', 'communities')}` : null,
    users.length > 0 ? `v3 from ${users.map(({ user }) => user).join(', ')}` : null,
  ].filter((part) => part !== null);
  const privilege =
    port <= lastPrivileged && process.platform === 'linux'
      ? '; ports below 1024 need a privilege (in systemd AmbientCapabilities=CAP_NET_BIND_SERVICE)'
      : '';
  const text = `listens on UDP ${where} for ${whose.join(', and ') || 'nobody: name a community or users'}${privilege}`;
  return [
    {
      check: 'traps',
      ok: whose.length > 0,
      text,
      facts: { host, port, communities: communities.length, users: users.map(({ user }) => user) },
    },
  ];
}

const mostWarnings = 20;

export function reportMibs({ mibFolder }: AgentConfig): Finding[] {
  if (mibFolder === null) return [];
  const { files, modules, warnings } = loadMibs(mibFolder);
  const text = `${mibFolder}: ${count(modules, 'module', 'modules')} in ${count(files, 'file', 'files')}`;
  const facts = { folder: mibFolder, files, modules };
  return [
    { check: 'mibs', ok: true, text, facts },
    ...warnings
      .slice(0, mostWarnings)
      .map((warning): Finding => ({ check: 'mibs', ok: false, text: warning, facts: {} })),
  ];
}

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
