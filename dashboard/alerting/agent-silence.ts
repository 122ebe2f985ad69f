/** An agent's silence is an alert of its own, made here: one, however many devices it watches. */
import type { Condition } from '../../contract/index.ts';
import type { AlertSettings } from './settings.ts';

/** What keys of an agent's own alerts begin with. */
export function agentSubject(agent: string): string {
  return `agent/${agent}`;
}

/**
 * Whether an agent has said nothing for too long. `listeningSince`: when this dashboard began to listen; while it was
 * away itself no agent could be heard.
 */
export function isSilent(heardAt: string, listeningSince: Date, now: Date, settings: AlertSettings): boolean {
  const since = Math.max(Date.parse(heardAt), listeningSince.getTime());
  return now.getTime() - since >= settings.agentSilent;
}

/** The condition of a silent agent. */
export function silence(agent: string, heardAt: string): Condition {
  return {
    kind: 'agent-silent',
    key: 'agent-silent',
    entry: 'agent-silent',
    code: null,
    severity: 'critical',
    stops: [],
    title: `Nothing is heard from agent ${agent}`,
    cause: 'The agent, its machine or the network between it and this dashboard is down. Its devices are as last seen.',
    remedy: 'See whether the agent runs and whether its machine reaches this dashboard; its own log names the error.',
    who: 'admin',
    where: null,
    source: 'poll',
    evidence: `last push ${heardAt}`,
  };
}
