/** How the page stays in touch with the dashboard, and when it must admit that it does not. */

export type Stream = 'opening' | 'open' | 'broken';

export type Contact = {
  readonly stream: Stream;
  /** When the page was opened, ms since 1970 by this browser's clock. */
  readonly startedAt: number;
  /** When the dashboard last answered or told something; `null` before the first time. */
  readonly heardAt: number | null;
};

/** `first`: nothing came yet; `live`: told at once; `polling`: asked again and again; `lost`: what is shown may be old. */
export type Touch = 'first' | 'live' | 'polling' | 'lost';

/**
 * Asks again this often, in ms: for all lists, and for the summary alone. The summary also shows that a stream which tells
 * nothing is alive, because a connection can hang without an error.
 */
export const askEvery = {
  open: { lists: 300_000, summary: 15_000 },
  broken: { lists: 10_000, summary: 10_000 },
} as const;

/** Two answers that did not come, and a little patience, mean that contact is lost. */
const lostAfter = { open: 40_000, broken: 25_000 } as const;
const firstPatience = 6_000;

const sideOf = (stream: Stream): 'open' | 'broken' => (stream === 'open' ? 'open' : 'broken');

export function touchOf(contact: Contact, now: number): Touch {
  const { stream, startedAt, heardAt } = contact;
  if (heardAt === null) return now - startedAt > firstPatience ? 'lost' : 'first';
  if (now - heardAt > lostAfter[sideOf(stream)]) return 'lost';
  return stream === 'broken' ? 'polling' : 'live';
}

/** What is due to be asked; `lists` brings the summary along. */
export function dueOf(stream: Stream, listsAge: number, summaryAge: number): 'lists' | 'summary' | null {
  const every = askEvery[sideOf(stream)];
  if (listsAge >= every.lists) return 'lists';
  return summaryAge >= every.summary ? 'summary' : null;
}

/** How long to wait before the stream is opened again, in ms: 1, 2, 4 … 30 s. */
export const reopenAfter = (failures: number): number => Math.min(30_000, 1000 * 2 ** Math.min(failures, 5));
