/**
 * Keeps `state.ts` true: opens the stream first, then asks for the lists, so that nothing falls between them; asks again
 * from time to time, because a stream can hang without an error; opens a broken stream anew.
 */
import type { Alert, DeviceRow, ScanRow } from '../../../contract/index.ts';
import { ApiError, api, eventsUrl } from './api.ts';
import * as state from './state.ts';
import { dueOf, reopenAfter } from './view/contact.ts';
import { isNewerAlert, isNewerDevice, mergeList, mergeOne, mergeScans, pruneAlerts } from './view/merge.ts';

/** How many scans the first view keeps; the view of all scans asks for the older ones itself. */
const keptScans = 200;

/** Ids that the stream told of since the lists were last asked for. */
const touched = { devices: new Set<string>(), alerts: new Set<string>() };

let source: EventSource | null = null;
let failures = 0;
let reopen: ReturnType<typeof setTimeout> | undefined;
/** When the lists and the summary were last asked for, ms since 1970. */
const asked = { lists: 0, summary: 0 };
let asking = false;
let isSummaryDue = false;

/** Starts everything; for the life of the page. */
export function startLive(): void {
  openStream();
  void refresh();
  void askWho();
  setInterval(tick, 1000);
  addEventListener('online', () => void refresh());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') tick();
  });
}

/** After a login: everything anew. */
export function restart(): void {
  state.mustLogin.value = false;
  openStream();
  void refresh();
  void askWho();
}

/** After a logout: nothing stays behind that a person who is not logged in must not see. */
export function forget(): void {
  source?.close();
  state.mustLogin.value = true;
  state.isLoaded.value = false;
  state.devices.value = new Map();
  state.alerts.value = new Map();
  state.scans.value = [];
  state.summary.value = null;
  state.user.value = null;
}

async function askWho(): Promise<void> {
  await attempt(async () => {
    state.user.value = (await api.session()).user;
  });
}

/** Takes an alert that a click changed, or the stream told. */
export function takeAlert(alert: Alert): void {
  touched.alerts.add(alert.id);
  state.alerts.value = pruneAlerts(mergeOne(state.alerts.value, alert, isNewerAlert));
}

function tick(): void {
  const now = Date.now();
  state.now.value = now;
  const due = dueOf(state.contact.value.stream, now - asked.lists, now - asked.summary);
  if (due === 'lists') void refresh();
  if (due === 'summary') void attempt(takeSummary);
}

function heard(): void {
  state.contact.value = { ...state.contact.value, heardAt: Date.now() };
}

function openStream(): void {
  clearTimeout(reopen);
  source?.close();
  source = new EventSource(eventsUrl);
  source.addEventListener('open', () => {
    failures = 0;
    state.contact.value = { ...state.contact.value, stream: 'open', heardAt: Date.now() };
    askSummarySoon();
  });
  // Said first on each stream. Where it cannot replay what was missed, the lists are asked for anew.
  listen<{ complete: boolean }>('ready', ({ complete }) => {
    if (!complete) void refresh();
  });
  source.addEventListener('error', () => {
    state.contact.value = { ...state.contact.value, stream: 'broken' };
    // The browser itself tries again, with Last-Event-ID, unless the dashboard refused the stream.
    if (source?.readyState === EventSource.CLOSED && !state.mustLogin.value) {
      clearTimeout(reopen);
      reopen = setTimeout(openStream, reopenAfter(failures++));
    }
  });
  listen<DeviceRow>('device', (device) => {
    touched.devices.add(device.id);
    state.devices.value = mergeOne(state.devices.value, device, isNewerDevice);
  });
  listen<Alert>('alert', (alert) => {
    takeAlert(alert);
    askSummarySoon();
  });
  listen<ScanRow>('scan', (scan) => {
    state.scans.value = mergeScans(state.scans.value, [scan], keptScans);
    askSummarySoon();
  });
}

function listen<T>(type: string, take: (told: T) => void): void {
  source?.addEventListener(type, (event: MessageEvent<string>) => {
    heard();
    take(JSON.parse(event.data) as T);
  });
}

/** Counts of scans and agents come with the summary only; many events in a row ask for it once. */
function askSummarySoon(): void {
  if (isSummaryDue) return;
  isSummaryDue = true;
  setTimeout(() => {
    isSummaryDue = false;
    void attempt(takeSummary);
  }, 700);
}

async function takeSummary(): Promise<void> {
  if (state.mustLogin.value) return;
  asked.summary = Date.now();
  const summary = await api.summary();
  state.clockAhead.value = Date.parse(summary.at) - Date.now();
  state.summary.value = summary;
  heard();
}

/** Asks for everything that the first view shows. */
async function refresh(): Promise<void> {
  if (asking || state.mustLogin.value) return;
  asking = true;
  asked.lists = Date.now();
  await attempt(async () => {
    touched.devices.clear();
    touched.alerts.clear();
    const [, devices, alerts, scans] = await Promise.all([
      takeSummary(),
      api.devices(),
      api.openAlerts(),
      api.scans(null),
    ]);
    state.devices.value = mergeList(state.devices.value, devices, touched.devices, isNewerDevice);
    state.alerts.value = mergeList(state.alerts.value, alerts, touched.alerts, isNewerAlert);
    state.scans.value = mergeScans(state.scans.value, scans.items, keptScans);
    state.isLoaded.value = true;
  });
  asking = false;
}

/** No answer is nothing special here: the headline tells how long ago the last one was. */
async function attempt(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 401) forget();
  }
}
