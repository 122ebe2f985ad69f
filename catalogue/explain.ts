/** `platen explain`: one text, whatever it is, looked up in the whole catalogue. */
import type { Explanation } from '../contract/index.ts';

/** Nothing is known of the text. */
export function notFound(text: string, code: string | null = null): Explanation {
  return {
    schema: 'platen.explanation/1',
    text,
    found: false,
    entry: null,
    kind: null,
    vendor: null,
    code,
    enhanced: null,
    provider: null,
    condition: null,
    reason: null,
    severity: null,
    retryable: null,
    title: null,
    cause: null,
    remedy: null,
    who: null,
    confidence: null,
    sources: [],
  };
}
