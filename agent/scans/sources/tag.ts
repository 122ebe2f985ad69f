/** The tag that stands for an address whose letters are masked. */
import { createHmac, randomBytes } from 'node:crypto';
import type { Places } from '../../push/marks.ts';
import type { Tag } from '../mask.ts';

const letters = 'abcdefghijklmnopqrstuvwxyz234567';
const source = 'key of masked addresses';

/** An office sends to the same people again and again. */
const mostKnown = 5000;

/** Four letters out of 32: a million tags, so that two recipients of an office seldom share one. */
export function createTag(key: Buffer): Tag {
  const known = new Map<string, string>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined) return found;
    const bits = createHmac('sha256', key).update(text).digest().readUInt32BE(0);
    const tag = [27, 22, 17, 12].map((shift) => letters[(bits >>> shift) & 31]).join('');
    if (known.size >= mostKnown) known.clear();
    known.set(text, tag);
    return tag;
  };
}

/** A key for one run: what is masked with it cannot be compared with anything else. */
export function randomTag(): Tag {
  return createTag(randomBytes(32));
}

/** The agent's own, the same over its restarts; it never leaves its `data_dir`. */
export function rememberedTag(places: Places): Tag {
  const kept = places.get(source);
  const key = kept === null ? randomBytes(32) : Buffer.from(kept, 'base64');
  if (kept === null) places.put(source, key.toString('base64'));
  return createTag(key);
}
