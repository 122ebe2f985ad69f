/** What the page knows. Views read these signals; only `live.ts` and the answers to a click write them. */
import { computed, signal } from '@preact/signals';
import type { Alert, DeviceRow, ScanRow, Summary } from '../../../contract/index.ts';
import { type Contact, touchOf } from './view/contact.ts';
import { tally } from './view/headline.ts';
import { parseHash } from './view/route.ts';
import { sortTodo } from './view/todo.ts';

export const devices = signal<ReadonlyMap<string, DeviceRow>>(new Map());
export const alerts = signal<ReadonlyMap<string, Alert>>(new Map());
/** The newest ones only. */
export const scans = signal<readonly ScanRow[]>([]);
export const summary = signal<Summary | null>(null);

export const contact = signal<Contact>({ stream: 'opening', startedAt: Date.now(), heardAt: null });
/** True once every list came for the first time. */
export const isLoaded = signal(false);
/** True while the dashboard answers 401. */
export const mustLogin = signal(false);

/** Who is logged in; `null` where nobody has to. */
export const user = signal<string | null>(null);

/** This browser's clock, ms since 1970, once a second. */
export const now = signal(Date.now());
/** How far the dashboard's clock is ahead of this one, in ms; ages of its timestamps are told by its clock. */
export const clockAhead = signal(0);
export const dashboardNow = computed(() => now.value + clockAhead.value);

export const route = signal(parseHash(location.hash));

export const touch = computed(() => touchOf(contact.value, now.value));
export const todo = computed(() => sortTodo(alerts.value.values()));
const silentAgents = computed(
  () => new Set((summary.value?.agents ?? []).filter((agent) => agent.silent).map((agent) => agent.name)),
);
export const counts = computed(() => tally(devices.value.values(), alerts.value.values(), silentAgents.value));

/** When an agent last told anything, ms since 1970 by the dashboard's clock; 0 before the first time. */
export const toldAt = computed(() => {
  let newest = 0;
  for (const { heardAt } of summary.value?.agents ?? []) newest = Math.max(newest, Date.parse(heardAt));
  for (const { heardAt } of devices.value.values()) newest = Math.max(newest, Date.parse(heardAt));
  return newest;
});
