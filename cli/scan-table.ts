/** A scan result for a person to read. */
import type { ScanResult } from '../contract/index.ts';
import { doubt } from './reading-block.ts';

/** One line for a success; a failure is followed by its reply, its cause and its remedy. Ends with a line end. */
export function describeResult(result: ScanResult): string {
  const { client, reply } = result;
  const device = client.name ?? client.address ?? client.login ?? result.from ?? 'unknown sender';
  const time = result.at.slice(0, 19).replace('T', ' ');
  const to = result.to === null ? '' : ` to ${result.to}`;
  const first = `${time}  ${result.outcome.padEnd(8)}  ${device}${to}${result.hop === null ? '' : ` via ${result.hop}`}`;
  if (result.outcome === 'sent') return printable(`${first}\n`);
  const answer = reply ? [reply.code, reply.enhanced, reply.text].filter(Boolean).join(' ') : 'no reply';
  const unsure = result.confidence === 'low' ? `    But ${doubt}\n` : '';
  return printable(
    `${first}\n    ${result.title} (${answer})\n    ${result.cause}\n    To do: ${result.remedy}\n${unsure}`,
  );
}

/** Texts of a log are strangers' texts: no control characters for the terminal. */
function printable(text: string): string {
  return text.replace(/[^\n\x20-\x7e\u00a1-\uffff]/g, '?');
}
