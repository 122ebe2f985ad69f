/** Agent and dashboard in one process: how the one gets into the other without anything being configured. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { AgentConfig } from '../agent/config.ts';
import { Secret } from '../contract/secret.ts';
import type { DashboardConfig } from '../dashboard/config.ts';

/**
 * Gives the agent a token, and the dashboard an entry for it: what the configuration says of either, else one that is
 * made once and kept in `data_dir`. An agent that is told to push elsewhere is left as it is.
 */
export function introduce(
  agent: AgentConfig,
  dashboard: DashboardConfig,
): { agent: AgentConfig; dashboard: DashboardConfig } {
  const { url, agent: name } = agent.push;
  if (url !== null) return { agent, dashboard };
  const known = dashboard.agents.find((each) => each.name === name);
  const token = agent.push.token ?? new Secret(known?.token ?? keptToken(agent.dataDir));
  const agents = known ? dashboard.agents : [...dashboard.agents, { name, token: token.reveal() }];
  return { agent: { ...agent, push: { ...agent.push, token } }, dashboard: { ...dashboard, agents } };
}

function keptToken(folder: string): string {
  const file = path.join(folder, 'agent-token');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  try {
    writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  return readFileSync(file, 'utf8').trim();
}

/** Where a dashboard that listens there is reached from this machine. */
export function localUrl({ address, port }: { readonly address: string; readonly port: number }): string {
  const host = address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address;
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
