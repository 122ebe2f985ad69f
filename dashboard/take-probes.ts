/** Takes what an agent's probes found: the newest report of each target is kept and judged. */
import type { ProbeReport } from '../contract/index.ts';
import { mergeConditions } from './alerting/merge.ts';
import { judgeProbe, probeSubject } from './alerting/scans/probes.ts';
import { record } from './record.ts';
import { contextOf, type Taking } from './taking.ts';

export async function takeProbes(reports: readonly ProbeReport[], taking: Taking): Promise<void> {
  const { tx, agent, now } = taking;
  for (const told of reports) {
    // A clock that is ahead must not keep later reports out.
    const at = new Date(Math.min(Date.parse(told.at), now.getTime())).toISOString();
    const report: ProbeReport = { ...told, at };
    if (await tx.probes.put(agent, report, now.toISOString())) await judge(report, taking);
  }
}

async function judge(report: ProbeReport, taking: Taking): Promise<void> {
  const { tx, agent, now, services } = taking;
  const subject = probeSubject(agent, report.target);
  const alive = (await tx.alerts.aliveOfAgent(agent)).filter(({ key }) => key.startsWith(`${subject}/`));
  const context = contextOf(taking, subject, null, new Date(report.at));
  const changes = mergeConditions(alive, judgeProbe(report), () => true, context);
  await record(tx, changes, null, now, services);
}
