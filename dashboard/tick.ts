/** What time alone does: alerts that waited long enough fire or end, agents that say nothing are missed. */
import { agentSubject, isSilent, silence } from './alerting/agent-silence.ts';
import { overdue } from './alerting/life.ts';
import { freeze, mergeConditions } from './alerting/merge.ts';
import { isNews, withAlerts } from './device-row.ts';
import { makeId } from './ids.ts';
import { record } from './record.ts';
import type { Services } from './services.ts';
import type { StoredAgent } from './store/agents.ts';
import type { Queries } from './store/store.ts';

const batch = 500;

/** One look at the clock. `listeningSince`: when this dashboard began to listen. Gives how many things happened. */
export async function tick(listeningSince: Date, services: Services): Promise<number> {
  const { store, config } = services;
  const now = services.now();
  const settings = config.alerts;
  const agents = await store.agents.all();
  const silent = agents.filter((a) => !a.silent && isSilent(a.heardAt, listeningSince, now, settings));
  // After a pause of ours the last evidence is old: alerts wait until their agent is heard again.
  const heard = agents
    .filter((a) => now.getTime() - Date.parse(a.heardAt) < settings.agentSilent)
    .map((agent) => agent.name);
  const due = await store.alerts.due(heard, now.toISOString(), batch);
  if (silent.length === 0 && due.length === 0) return 0;

  await store.transaction(async (tx) => {
    for (const agent of silent) await missAgent(tx, agent, now, services);
    // Read again: a push may have come between looking and holding the store.
    const changes = overdue(await tx.alerts.due(heard, now.toISOString(), batch), now, settings);
    for (const [deviceId, ofDevice] of Map.groupBy(changes, ({ alert }) => alert.deviceId)) {
      const row = deviceId === null ? null : await tx.devices.row(deviceId);
      await record(tx, ofDevice, row, now, services);
      if (row) await recount(tx, row.id, now);
    }
  });
  services.news.ring();
  services.mail.ring();
  return silent.length + due.length;
}

/** One alert for the agent; its devices' alerts stay as they are. */
async function missAgent(tx: Queries, agent: StoredAgent, now: Date, services: Services): Promise<void> {
  const { name } = agent;
  const current = (await tx.agents.all()).find((a) => a.name === name);
  if (!current || current.heardAt !== agent.heardAt) return;
  await tx.agents.setSilent(name, true);
  const alive = await tx.alerts.aliveOfAgent(name);
  const own = alive.filter((alert) => alert.kind === 'agent-silent');
  const changes = mergeConditions(own, [silence(name, agent.heardAt)], () => true, {
    subject: agentSubject(name),
    deviceId: null,
    agent: name,
    at: now,
    now,
    settings: services.config.alerts,
    newId: () => makeId('al', now, services.random),
  });
  const frozen = freeze(alive.filter((alert) => alert.kind !== 'agent-silent'));
  await record(tx, [...changes, ...frozen], null, now, services);
}

/** The list shows how many alerts are open. */
async function recount(tx: Queries, deviceId: string, now: Date): Promise<void> {
  const row = await tx.devices.row(deviceId);
  if (!row) return;
  const counted = withAlerts(row, await tx.alerts.aliveOf(deviceId));
  if (!isNews(row, counted)) return;
  await tx.devices.rewrite(counted);
  await tx.stream.append('device', counted, now.toISOString());
}
