/** Takes what an agent's probes found: the newest report of each target is kept. */
import type { ProbeReport } from '../contract/index.ts';
import type { Taking } from './taking.ts';

export async function takeProbes(reports: readonly ProbeReport[], { tx, agent, now }: Taking): Promise<void> {
  for (const told of reports) {
    // A clock that is ahead must not keep later reports out.
    const at = new Date(Math.min(Date.parse(told.at), now.getTime())).toISOString();
    await tx.probes.put(agent, { ...told, at }, now.toISOString());
  }
}
