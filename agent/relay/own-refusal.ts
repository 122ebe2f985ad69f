/** Which refusals in the server's own words say what became of a scan. Pure. */
import type { Stage } from '../../contract/index.ts';

const stages: Readonly<Record<string, Stage>> = {
  '': 'connect',
  AUTH: 'auth',
  MAIL: 'mail',
  RCPT: 'rcpt',
  STARTTLS: 'tls',
};

/**
 * The stage that such a refusal ends, or `null` where it only steers the conversation: a login method that is not there
 * (504) is followed by the next one, a command out of order (503) by the right one.
 */
export function ownRefusal(verb: string, code: number): Stage | null {
  if (code === 503 || code === 504 || code === 500) return null;
  return stages[verb.toUpperCase()] ?? null;
}
