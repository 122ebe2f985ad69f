/** A device sends a scan by e-mail: a real SMTP conversation from the device's own address. */
import MailComposer from 'nodemailer/lib/mail-composer';
import { deliver } from './client.ts';
import type { Attempt } from './events.ts';

export type Scan = {
  /** The device's address; the far end sees it as the client's. */
  readonly deviceAddress: string;
  readonly deviceName: string;
  readonly relay: { readonly address: string; readonly port: number };
  readonly from: string;
  readonly to: string;
  /** Of the attached document before encoding. */
  readonly kilobytes: number;
  /** Logs in where given. */
  readonly login?: { readonly user: string; readonly password: string };
  /** Names the document, and makes the message id unique. */
  readonly number: number;
};

/** What the device was told. */
export async function sendScan(scan: Scan): Promise<Attempt['result']> {
  const title = `Scan_${String(scan.number).padStart(4, '0')}`;
  const message = new MailComposer({
    from: scan.from,
    to: scan.to,
    subject: `Scan from ${scan.deviceName}`,
    text: 'Please find the scanned document attached.',
    messageId: `<${title}.${Date.now()}@${scan.deviceName}.office.example>`,
    attachments: [{ filename: `${title}.pdf`, contentType: 'application/pdf', content: page(scan.kilobytes) }],
  });
  return deliver({
    to: scan.relay,
    name: scan.deviceName,
    localAddress: scan.deviceAddress,
    envelope: { from: scan.from, to: scan.to },
    message: await message.compile().build(),
    ...(scan.login && { login: scan.login }),
  });
}

/** Begins like a PDF; the rest only has to weigh something. */
function page(kilobytes: number): Buffer {
  const content = Buffer.alloc(Math.round(kilobytes * 1024), 0x20);
  content.write('%PDF-1.4\n%simulated scan\n');
  return content;
}
