/** Takes a push, all of it or nothing. */
import type { Push, PushAnswer } from '../contract/index.ts';
import { agentSubject } from './alerting/agent-silence.ts';
import { mergeConditions } from './alerting/merge.ts';
import { record } from './record.ts';
import type { Services } from './services.ts';
import { takeProbes } from './take-probes.ts';
import { takeReading } from './take-reading.ts';
import { takeScans } from './take-scans.ts';
import { takeTraps } from './take-traps.ts';
import { contextOf, type Taking } from './taking.ts';

/** All of a push in one transaction, or, where this (agent, boot, seq) was taken before, nothing. */
export async function takePush(push: Push, services: Services): Promise<PushAnswer> {
  const now = services.now();
  const accepted = await services.store.transaction(async (tx) => {
    if (!(await tx.agents.takePush(push, now.toISOString()))) return false;
    const taking: Taking = { tx, agent: push.agent, now, services };
    await welcomeBack(taking);
    for (const reading of push.readings) await takeReading(reading, taking);
    await takeScans(push.scanResults, taking);
    await takeTraps(push.traps, taking);
    await takeProbes(push.probes, taking);
    return true;
  });
  if (accepted) {
    services.news.ring();
    services.mail.ring();
  }
  return { accepted, agent: push.agent, seq: push.seq };
}

/** An agent that pushes is not silent. */
async function welcomeBack({ tx, agent, now, services }: Taking): Promise<void> {
  const subject = agentSubject(agent);
  const silent = await tx.alerts.aliveWithKey(`${subject}/agent-silent`);
  if (!silent) return;
  const context = contextOf({ tx, agent, now, services }, subject, null, now);
  await record(
    tx,
    mergeConditions([silent], [], () => true, context),
    null,
    now,
    services,
  );
  await tx.agents.setSilent(agent, false);
}
