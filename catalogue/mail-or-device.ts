/**
 * Whether a text is the matter of a mail server or of a device. Both write three digits: `550` is a reply, `Option 550 Paper
 * Feeder` a tray, `220 Xerox Phaser 6600DN` the greeting of the device's own FTP service.
 */
import { withoutLookalikes } from './lookalikes.ts';
import { canonicalVendor } from './makers.ts';
import { plainText } from './text.ts';

/** SMTP knows few replies of success (RFC 5321 §4.2.3, RFC 4954, RFC 1985); other 2yz and 3yz are of FTP and its like. */
const successes = new Set(['211', '214', '220', '221', '235', '250', '251', '252', '253', '334', '354']);

const introduction =
  /^(?:(?:smtp|server|mail|error|reply|status|response|diagnostic|remote|said|code|message|e-?mail)s?[ :;=]+){0,4}/i;
const reply = /^([2-5][0-5]\d)(?=$|[ -](?!\d{3}\b)|:)/;
const enhanced = /^#?[245]\.[0-7]\.\d{1,3}(?=$|[^\w.])/;
/** A reply with its enhanced code, or the enhanced code as qmail writes it: `(#5.1.2)`. */
const replyInside = /(?<![\w.-])[45]\d\d[ -]#?[245]\.\d{1,3}\.\d{1,3}(?![\w.])|\(#[245]\.\d\.\d{1,3}\)/;
/** OKI fax machines put an E before the reply. */
const okiReply = /^\(?E([45][0-5]\d)\b\)?[ :.-]*(.*)$/;

const mailWords =
  /\b(?:e?smtp|sasl|starttls|x?oauth2?|relay(?:ing)?|mailbox|mail ?server|recipients?|rcpt|mail from|message (?:size|too large)|gr[ae]y-?list\w*|basic authentication|spf|dkim|dmarc|helo|ehlo|bounced?|undeliver\w+|non-?delivery|blacklist\w*|spamhaus|quota|user unknown|unknown user|no such user|authentication (?:failed|unsuccessful|required)|over quota|service (?:not available|unavailable))\b|\bconnect(?:ion)?\b.{0,60}\b(?:timed? ?out|refused|reset|lost)\b|\bhost or domain name not found\b|\b(?:connect to|lost connection with) \S+\[|\b(?:mx|dns)\b.{0,20}\b(?:record|lookup|domain)|\bmail for \S+ loops\b|\bspam\b|\bmessage (?:was )?(?:refused|rejected|blocked)\b|\b(?:tls|ssl)\b.{0,40}\b(?:handshake|required|wrong version|failed)|\bcertificate verif\w+ failed\b|\bprocmail\b|\bdomino directory\b/i;

/** A mail server greets with its name, or says what it is (RFC 5321 §4.3.1); a printer's FTP service with its model. */
const greeting = /^220[ -](?=\S)/;
const mailGreeting =
  /^220[ -](?:\[|[\w-]+(?:\.[\w-]+)+(?![\w.])|.*\b(?:e?smtp|mail\w*|postfix|exim|exchange|service|tls)\b)/i;
const paperNumber = /^\d{3}[ -]?(?:-?sheets?|pages?|paper|tray|feeder|cassette|option|series|drawer)\b/i;

/**
 * The text as the reply catalogue wants it (the E of OKI taken off), or `null` where no mail server would say this. Without
 * a reply in it, words of mail decide; then the reply catalogue may still know nothing of it.
 */
export function mailText(text: string, vendor: string | null): string | null {
  const plain = plainText(text);
  const name = canonicalVendor(vendor);
  const byOki = name === null || name === 'oki' ? okiReply.exec(plain) : null;
  if (byOki) return `${byOki[1]} ${byOki[2]}`.trim();
  if (greeting.test(plain) && (!mailGreeting.test(plain) || /\bftp\b/i.test(plain))) return null;
  const isMail = startsWithReply(plain.replace(introduction, '')) || replyInside.test(plain) || mailWords.test(plain);
  return isMail ? plain : null;
}

/** `550 …`, `550-5.7.1 …`, `5.7.1 …` and nothing that only looks like it. */
export function startsWithReply(plain: string): boolean {
  if (enhanced.test(plain)) return true;
  const code = reply.exec(plain)?.[1];
  if (code === undefined || paperNumber.test(plain) || !withoutLookalikes(plain).startsWith(code)) return false;
  return code >= '400' || successes.has(code);
}
