/** The commands, in the order that `platen help` lists them. Each is loaded only when it is asked for. */
import type { Command } from '../command.ts';

export type CommandEntry = {
  /** For `platen help`: what it does, in a line without a full stop. */
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: Command }>;
};

export const commands: Readonly<Record<string, CommandEntry>> = {
  demo: {
    summary: 'shows a simulated office with its troubles, without any configuration',
    load: () => import('./demo.ts'),
  },
  start: { summary: 'agent and dashboard together: the small office', load: () => import('./start.ts') },
  agent: { summary: 'the agent alone; it pushes to a dashboard elsewhere', load: () => import('./agent.ts') },
  dashboard: { summary: 'the dashboard alone; agents elsewhere push to it', load: () => import('./dashboard.ts') },
  check: { summary: 'validates the configuration and says what it would do', load: () => import('./check.ts') },
  poll: { summary: 'asks devices once, and shows what they say and what is wrong', load: () => import('./poll.ts') },
  discover: {
    summary: 'finds the printers of a network, and says of every address why or why not',
    load: () => import('./discover.ts'),
  },
  record: {
    summary: 'writes all that a device answers to a file, for a bug report',
    load: () => import('./record.ts'),
  },
  explain: {
    summary: 'says what a fault code, a panel text or an SMTP reply means',
    load: () => import('./explain.ts'),
  },
  scans: { summary: 'reads what became of scans from a mail log or a bounce', load: () => import('./scans.ts') },
  simulate: { summary: 'answers SNMP from .snmprec recordings', load: () => import('./simulate.ts') },
  version: { summary: 'prints the version', load: () => import('./version.ts') },
};
