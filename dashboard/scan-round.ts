/** What time alone says of scans: who has gone quiet, and whose failures are of yesterday. */
import { judgeDevice, judgeRelay } from './judge-scans.ts';
import type { Services } from './services.ts';
import type { Taking } from './taking.ts';

const day = 86_400_000;
const quietAtMost = 29 * day;

/** One look at the scans of all agents that are heard. Gives how many devices were looked at. */
export async function judgeAllScans(services: Services): Promise<number> {
  const { store, config } = services;
  const now = services.now();
  const heard = (await store.agents.all()).filter(
    ({ heardAt }) => now.getTime() - Date.parse(heardAt) < config.alerts.agentSilent,
  );
  let looked = 0;
  for (const { name: agent } of heard) {
    // A transaction for each agent: pushes need not wait for all of them.
    looked += await store.transaction(async (tx) => {
      const taking: Taking = { tx, agent, now, services };
      const covers = await judgeRelay(taking);
      const ids = await tx.scanDays.quietBetween([agent], new Date(now.getTime() - quietAtMost), now);
      for (const id of ids) {
        const row = await tx.devices.row(id);
        if (row) await judgeDevice(row, covers.get(id) ?? new Set(), taking);
      }
      return ids.length;
    });
  }
  services.news.ring();
  services.mail.ring();
  return looked;
}
