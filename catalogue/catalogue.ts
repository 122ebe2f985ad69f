/** Ours and the office's entries as one: what everything that matches is given. */
import { deviceEntries } from './devices/index.ts';
import type { OwnEntry } from './own-entries.ts';
import { replyEntries } from './smtp/index.ts';
import type { DeviceEntry, Meaning, ReplyEntry } from './types.ts';

/** What an office adds to the replies. Never changed once it is made: what was found with it is remembered by it. */
export type OwnReplies = {
  /** Before all of ours. */
  readonly exact: readonly ReplyEntry[];
  /** By the reply code alone: where nothing better is known of a reply. */
  readonly coded: readonly ReplyEntry[];
  /** Ours with other words, by id. */
  readonly amended: ReadonlyMap<string, ReplyEntry>;
};

export type Catalogue = {
  /** The office's before ours. */
  readonly devices: readonly DeviceEntry[];
  readonly replies: OwnReplies;
};

export const noReplies: OwnReplies = { exact: [], coded: [], amended: new Map() };

/** Ours alone. */
export const standardCatalogue: Catalogue = { devices: deviceEntries, replies: noReplies };

const ourIds = new Set([...deviceEntries, ...replyEntries].map(({ id }) => id));

/** Ours of the same id, or of the same maker, models and code, are left out; ours that only get other words stay in place. */
export function catalogueWith(own: readonly OwnEntry[]): Catalogue {
  if (own.length === 0) return standardCatalogue;
  const devices = own.flatMap((each) => (each.is === 'device' ? [each.entry] : []));
  const replies = own.flatMap((each) => (each.is === 'reply' ? [each.entry] : []));
  const words = new Map(own.flatMap((each) => (each.is === 'amendment' ? [[each.id, each.words] as const] : [])));
  const isCoded = ({ match }: ReplyEntry) => (match.text ?? match.enhanced) === undefined;
  return {
    devices: [
      ...devices,
      ...deviceEntries
        .filter((entry) => !devices.some((each) => replaces(each, entry)))
        .map((entry) => amend(entry, words.get(entry.id))),
    ],
    replies: {
      exact: replies.filter((entry) => !isCoded(entry)),
      coded: replies.filter(isCoded),
      amended: new Map(
        replyEntries.filter(({ id }) => words.has(id)).map((entry) => [entry.id, amend(entry, words.get(entry.id))]),
      ),
    },
  };
}

/** The origin of the new words goes before that of the old ones. */
function amend<E extends Meaning>(entry: E, words: Partial<Meaning> | undefined): E {
  return words ? { ...entry, ...words, sources: [...(words.sources ?? []), ...entry.sources] } : entry;
}

function replaces(own: DeviceEntry, entry: DeviceEntry): boolean {
  if (own.id === entry.id) return true;
  const isSameCode = own.code !== null && own.code === entry.code && own.vendor === entry.vendor;
  return isSameCode && (own.family === undefined || own.family.name === entry.family?.name);
}

/** Whether an entry of ours has this name. */
export function isOurs(id: string): boolean {
  return ourIds.has(id);
}
