/** The dashboard's HTTP interface, as the page uses it. */
import type {
  Alert,
  CreatedSubscription,
  Delivery,
  DeliveryDetail,
  DeviceDetail,
  DeviceRow,
  Explanation,
  FormatName,
  Preview,
  ProbeRow,
  Problem,
  SavedSubscription,
  ScanRow,
  Session,
  Severity,
  Subscription,
  Summary,
  SupplyRow,
  UnknownRow,
} from '../../../contract/index.ts';

export type Page<T> = { readonly items: readonly T[]; readonly next: string | null };
type Query = Readonly<Record<string, string | number | null>>;

/** An answer that is no success (`status` from 400 up), or none at all (`status` 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

const root = new URL('api/v1/', document.baseURI);
export const eventsUrl = new URL('events', root).href;

/** Rows of a page of deliveries. */
export const deliveriesPage = 50;

/** No answer within this time counts as none. */
const patienceMs = 15_000;

async function ask<T>(method: string, path: string, query: Query = {}, body?: unknown): Promise<T> {
  const url = new URL(path, root);
  for (const [name, value] of Object.entries(query)) if (value !== null) url.searchParams.set(name, String(value));
  const content =
    body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const signal = AbortSignal.timeout(patienceMs);
  const response = await fetch(url, { method, credentials: 'same-origin', signal, ...content }).catch(
    (error: unknown) => {
      throw new ApiError(0, 'NO_ANSWER', error instanceof Error ? error.message : String(error));
    },
  );
  const answer: unknown = await response.json().catch(() => null);
  // A connection can end in the middle of an answer that began well.
  if (response.ok && answer === null && response.status !== 204)
    throw new ApiError(0, 'NO_ANSWER', 'the answer broke off');
  if (response.ok) return answer as T;
  const problem = answer as Partial<Problem> | null;
  throw new ApiError(response.status, problem?.code ?? 'HTTP_ERROR', problem?.detail ?? response.statusText);
}

const get = <T>(path: string, query?: Query): Promise<T> => ask<T>('GET', path, query);
const one = encodeURIComponent;

/** All pages of a list, at most `most` rows. */
async function all<T>(path: string, query: Query, most: number): Promise<readonly T[]> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await get(path, { ...query, cursor });
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null && items.length < most);
  return items;
}

/** A subscription before it is one. */
export type SubscriptionDraft = {
  readonly format: FormatName;
  readonly url?: string;
  readonly name?: string;
  readonly secret?: string;
  readonly template?: string | null;
  readonly minSeverity?: Severity;
};

export const api = {
  summary: () => get<Summary>('summary'),
  devices: () => all<DeviceRow>('devices', { limit: 500 }, 20_000),
  device: (id: string) => get<DeviceDetail>(`devices/${one(id)}`),
  openAlerts: () => all<Alert>('alerts', { state: 'open', limit: 500 }, 20_000),
  alerts: (cursor: string | null) => get<Page<Alert>>('alerts', { state: 'all', limit: 100, cursor }),
  recentAlerts: async () => (await get<Page<Alert>>('alerts', { state: 'all', limit: 500 })).items,
  supplies: () => all<SupplyRow>('supplies', { limit: 500 }, 20_000),
  scans: (cursor: string | null) => get<Page<ScanRow>>('scans', { limit: 100, cursor }),
  probes: () => all<ProbeRow>('scans/probes', { limit: 500 }, 2000),
  subscriptions: async () => (await get<Page<Subscription>>('subscriptions')).items,
  deliveries: (cursor: string | null) => get<Page<Delivery>>('deliveries', { limit: deliveriesPage, cursor }),
  catalogue: async (q: string) => (await get<{ items: readonly Explanation[] }>('catalogue', { q })).items,
  unknown: (cursor: string | null) => get<Page<UnknownRow>>('catalogue/unknown', { limit: 100, cursor }),
  acknowledge: (id: string) => ask<Alert>('POST', `alerts/${one(id)}/acknowledge`, {}, {}),
  unacknowledge: (id: string) => ask<Alert>('POST', `alerts/${one(id)}/unacknowledge`, {}, {}),
  testSubscription: (id: string) => ask<unknown>('POST', `subscriptions/${one(id)}/test`, {}, {}),
  addSubscription: (draft: SubscriptionDraft) => ask<CreatedSubscription>('POST', 'subscriptions', {}, draft),
  enableSubscription: (id: string, enabled: boolean) =>
    ask<SavedSubscription>('PATCH', `subscriptions/${one(id)}`, {}, { enabled }),
  rotateSecret: (id: string) => ask<CreatedSubscription>('POST', `subscriptions/${one(id)}/rotate`, {}, {}),
  replay: (id: string, since: string) =>
    ask<{ count: number }>('POST', `subscriptions/${one(id)}/replay`, {}, { since }),
  preview: (draft: Pick<SubscriptionDraft, 'format' | 'url' | 'template'>) =>
    ask<Preview>('POST', 'subscriptions/preview', {}, draft),
  delivery: (id: string) => get<DeliveryDetail>(`deliveries/${one(id)}`),
  redeliver: (id: string) => ask<unknown>('POST', `deliveries/${one(id)}/redeliver`, {}, {}),
  login: (user: string, password: string) => ask<Session>('POST', 'login', {}, { user, password }),
  logout: () => ask<Session>('POST', 'logout', {}, {}),
  session: () => get<Session>('session'),
};
