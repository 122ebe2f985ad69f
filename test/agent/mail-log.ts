/** A mail log as a small Postfix relay writes it, numbered: scan `n` goes to `<n>@example.com`. */
import { appendFileSync } from 'node:fs';

/** All lines of one delivered scan. */
export function scanLines(n: number, clientAddress = '10.0.4.21'): string {
  return `${acceptedLine(n, clientAddress)}${deliveredLine(n)}`;
}

/** The line that says who hands the mail in. */
export function acceptedLine(n: number, clientAddress = '10.0.4.21'): string {
  return `Nov 23 09:12:04 relay postfix/smtpd[100]: ${queueId(n)}: client=copier[${clientAddress}]\n`;
}

/** The line that says what became of it. */
export function deliveredLine(n: number): string {
  return (
    `Nov 23 09:12:05 relay postfix/smtp[200]: ${queueId(n)}: to=<${n}@example.com>, relay=mx.example.com[192.0.2.1]:25, ` +
    'delay=0.4, delays=0.1/0/0.1/0.2, dsn=2.0.0, status=sent (250 2.0.0 Ok: queued as 9F00000001)\n' +
    `Nov 23 09:12:05 relay postfix/qmgr[300]: ${queueId(n)}: removed\n`
  );
}

export function appendScans(file: string, from: number, to: number): void {
  let text = '';
  for (let n = from; n < to; n++) text += scanLines(n);
  appendFileSync(file, text);
}

function queueId(n: number): string {
  return `3D${n.toString(16).toUpperCase().padStart(8, '0')}`;
}
