/** The commands, in the order that `platen help` lists them. Each is loaded only when it is asked for. */
import type { Command } from '../command.ts';

type Loader = () => Promise<{ readonly command: Command }>;

export const commands: Readonly<Record<string, Loader>> = {
  demo: () => import('./demo.ts'),
  start: () => import('./start.ts'),
  agent: () => import('./agent.ts'),
  dashboard: () => import('./dashboard.ts'),
  check: () => import('./check.ts'),
  poll: () => import('./poll.ts'),
  explain: () => import('./explain.ts'),
  scans: () => import('./scans.ts'),
  simulate: () => import('./simulate.ts'),
  version: () => import('./version.ts'),
};
