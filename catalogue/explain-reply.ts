/** SMTP replies, enhanced codes and client-side failures typed in by a person: what the catalogue knows of them. */
import type { Explanation } from '../contract/index.ts';

/** Best first; empty where the text is no reply and says nothing that a mail server would say. */
export function explainReply(_text: string): Explanation[] {
  return [];
}
