/** What there is and how it is: summary, devices, supplies, agents. */
import { z } from 'zod';
import {
  agentSchema,
  deviceChangeSchema,
  deviceDetailSchema,
  deviceRowSchema,
  deviceStatusSchema,
  pageOf,
  type ScanResult,
  type Summary,
  summarySchema,
  supplyRowSchema,
} from '../../contract/index.ts';
import { ProblemError } from '../errors.ts';
import type { App, Services } from '../services.ts';
import { mostTraps } from '../store/traps.ts';
import { answers, idParams, listQuery } from './shapes.ts';

const day = 86_400_000;

/** Days of which the detail of a device tells how its scans went. */
const scanDays = 30;

export async function fleetRoutes(app: App, { store, now }: Services): Promise<void> {
  app.get('/summary', { schema: { summary: 'The office in numbers', response: answers(summarySchema) } }, async () => {
    const at = now();
    const since = new Date(at.getTime() - day).toISOString();
    const [statuses, alerts, outcomes, failures, agents] = await Promise.all([
      store.devices.statusCounts(),
      store.alerts.counts(),
      store.scans.outcomeCounts(since),
      store.scans.failures(since, 1000),
      store.agents.all(),
    ]);
    const status = (...names: Parameters<typeof statuses.get>[0][]) =>
      names.reduce((sum, name) => sum + (statuses.get(name) ?? 0), 0);
    const scans = (...names: Parameters<typeof outcomes.get>[0][]) =>
      names.reduce((sum, name) => sum + (outcomes.get(name) ?? 0), 0);
    const top = commonest(failures);
    return {
      at: at.toISOString(),
      devices: {
        total: [...statuses.values()].reduce((sum, count) => sum + count, 0),
        ok: status('ok', 'busy', 'asleep'),
        attention: status('attention'),
        stopped: status('stopped'),
        unreachable: status('unreachable'),
        unknown: status('unknown'),
      },
      alerts,
      scans: {
        sent: scans('sent'),
        deferred: scans('deferred'),
        failed: scans('refused', 'bounced', 'expired', 'lost'),
        topReason: top?.reason ?? null,
        topTitle: top?.title ?? null,
      },
      agents: agents.map(({ name, heardAt, silent }) => ({ name, heardAt, silent })),
    } satisfies Summary;
  });

  app.get(
    '/devices',
    {
      schema: {
        summary: 'Devices, by name',
        querystring: listQuery.extend({ q: z.string().max(200).optional(), status: deviceStatusSchema.optional() }),
        response: answers(pageOf(deviceRowSchema)),
      },
    },
    async ({ query }) => store.devices.list(query),
  );

  app.get(
    '/devices/:id',
    { schema: { summary: 'All about a device', params: idParams, response: answers(deviceDetailSchema) } },
    async ({ params: { id } }) => {
      const [device, reading] = await Promise.all([store.devices.row(id), store.devices.reading(id)]);
      if (!device || !reading) throw new ProblemError('NOT_FOUND', 'No device has this id.');
      const since = new Date(now().getTime() - scanDays * day);
      const [open, past, scans, days, traps] = await Promise.all([
        store.alerts.list({ state: 'open', device: id, limit: 200 }),
        store.alerts.list({ state: 'resolved', device: id, limit: 50 }),
        store.scans.list({ device: id, limit: 100 }),
        store.scanDays.of(id, since),
        store.traps.of(id, mostTraps),
      ]);
      return { device, reading, alerts: [...open.items, ...past.items], scans: scans.items, scanDays: days, traps };
    },
  );

  app.get(
    '/devices/:id/history',
    {
      schema: {
        summary: 'What moved of a device: status, levels, pages; the newest first',
        params: idParams,
        querystring: listQuery,
        response: answers(pageOf(deviceChangeSchema)),
      },
    },
    async ({ params, query: { cursor, limit } }) => store.devices.history(params.id, cursor, limit),
  );

  app.get(
    '/supplies',
    {
      schema: {
        summary: 'Supplies of the whole fleet, the emptiest first',
        querystring: listQuery,
        response: answers(pageOf(supplyRowSchema)),
      },
    },
    async ({ query: { cursor, limit } }) => store.devices.supplies(cursor, limit),
  );

  app.get(
    '/agents',
    { schema: { summary: 'Agents, and when they were heard', response: answers(pageOf(agentSchema)) } },
    async () => {
      const [agents, devices] = await Promise.all([store.agents.all(), store.agents.deviceCounts()]);
      return { items: agents.map((agent) => ({ ...agent, devices: devices.get(agent.name) ?? 0 })), next: null };
    },
  );
}

/** The newest of the results whose reason is named most often. */
function commonest(results: readonly ScanResult[]): ScanResult | null {
  const groups = Map.groupBy(results, (result) => result.reason);
  groups.delete(null);
  let most: readonly ScanResult[] = [];
  for (const group of groups.values()) if (group.length > most.length) most = group;
  return most[0] ?? null;
}
