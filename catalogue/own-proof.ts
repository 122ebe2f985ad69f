/** Entries of an office prove themselves like ours: each of their examples must be explained by the entry it stands in. */
import type { Catalogue } from './catalogue.ts';
import { isOurs } from './catalogue.ts';
import { explain } from './explain.ts';
import type { OwnEntry, OwnPath } from './own-entries.ts';

/** What is wrong with an entry that is written right. */
export type Disproof = { readonly entry: OwnEntry; readonly at: OwnPath; readonly message: string };

/** Tries every example against the whole catalogue, and every name against the others'. */
export function disprove(own: readonly OwnEntry[], catalogue: Catalogue): Disproof[] {
  const found: Disproof[] = [];
  const seen = new Set<string>();
  for (const each of own) {
    const id = each.is === 'amendment' ? each.id : each.entry.id;
    if (seen.has(id))
      found.push({
        entry: each,
        at: each.at,
        message: `"${id}" is the name of two entries; give this one another "id"`,
      });
    seen.add(id);
    if (each.is === 'amendment') {
      if (!isOurs(id)) found.push({ entry: each, at: [...each.at, 'id'], message: amendsNothing(id) });
      continue;
    }
    const { examples } = each.entry;
    const speaker =
      each.is === 'device' ? { vendor: each.entry.vendor, model: each.entry.family?.example ?? null } : {};
    for (const [i, example] of examples.entries()) {
      const [first] = explain(example, { ...speaker, catalogue });
      if (first?.entry === id) continue;
      const by = first?.found
        ? `is explained by "${first.entry}" and not by this entry`
        : 'is not recognised by this entry';
      found.push({
        entry: each,
        at: [...each.at, 'examples', i],
        message: `the example ${by}; correct the example, or what the entry is recognised by`,
      });
    }
  }
  return found;
}

function amendsNothing(id: string): string {
  return `no entry of ours is called "${id}"; "platen explain" shows the names, or add a code, a text or a pattern for an entry of your own`;
}
