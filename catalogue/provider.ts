/** Which service or software wrote a reply: told by marks in its text, else by the name of the host. */

type Marks = { readonly name: string; readonly text?: RegExp; readonly host?: RegExp };

/** Text marks are what only that software writes; the first that fits wins. */
const providers: readonly Marks[] = [
  {
    name: 'microsoft365',
    text: /basic authentication is (?:disabled|not supported for client)|SmtpClientAuthentication|SendAsDenied|send as this sender|to send anonymous mail|Client not authenticated to send mail|STARTTLS is required to send mail|from unregistered domains|wrong Office 365 region|per hour message receive limit|recipient thread limit|Submission quota exceeded|Access denied, (?:bad outbound|banned|tenant|traffic|spam abuse)|sending domain \S+ does not pass DMARC|TLS 1\.0 and 1\.1 are not supported|\bprotection\.outlook\.com|\.prod\.(?:outlook|exchangelabs)\.com|STOREDRV|\bHostname=\w+\.|Tenant(?:Inbound)?Attribution|RestrictDomainsTo|aka\.ms\/|\bAS\(\d{3,}\)|messaging\.microsoft\.com|mail\.live\.com|\(S\d{4}\)/i,
    host: /(?:^|\.)(?:outlook\.com|office365\.com|office\.com|hotmail\.com|live\.com|exchangelabs\.com|outlook\.office365\.us|partner\.outlook\.cn)$/i,
  },
  {
    name: 'google',
    text: /email account that you tried to reach|able to find the recipient domain|send email directly to our servers|for RCPT domain|Invalid credentials for relay|Username and Password not accepted|Daily (?:user sending|smtp relay|sending quota)|Peak smtp relay|rate that prevents additional|likely unsolicited mail|Gmail has detected|an unusual rate of|with the same Message-ID|Mail Sending denied|\bgsmtp\b|\bgcdp\b|support\.google\.com|google's|\bgoogle\.com\/(?:mail|a)/i,
    host: /(?:^|\.)(?:google\.com|googlemail\.com|gmail\.com)$/i,
  },
  {
    name: 'exchange',
    text: /unable to relay|5\.5\.4 invalid domain name|^invalid domain name|client was not authenticated|insufficient system resources|service not active|\bRESOLVER\.\w+|\bSMTPSEND\.|\[BY\w+\]$|MapiExceptionNot|#SMTP#$/i,
  },
  {
    name: 'yahoo',
    text: /\byahoo\b|\[TSS?\d+\]|\[(?:BL|GL|SS|PH|TS|RP|CU)\d{2}\]|postmaster\.aol\.com/i,
    host: /(?:^|\.)(?:yahoodns\.net|yahoo\.com|aol\.com|ymail\.com)$/i,
  },
  {
    name: 'apple',
    text: /\b(?:CS01|HM0[78])\b|icloud|\.apple\.com\//i,
    host: /(?:^|\.)(?:icloud\.com|apple\.com|me\.com|mac\.com)$/i,
  },
  { name: 'mimecast', text: /mimecast/i, host: /(?:^|\.)mimecast(?:-offshore)?\.com$/i },
  {
    name: 'proofpoint',
    text: /proofpoint|pphosted/i,
    host: /(?:^|\.)(?:pphosted\.com|ppe-hosted\.com|proofpoint\.com)$/i,
  },
  {
    name: 'barracuda',
    text: /barracudanetworks\.com|barracudacentral/i,
    host: /(?:^|\.)(?:barracudanetworks\.com|ess\.barracudanetworks\.com)$/i,
  },
  {
    name: 'ionos',
    text: /kundenserver|\b1and1\b|ionos|postmaster\.(?:gmx|web)|mail\.(?:gmx|web)\.(?:net|de)/i,
    host: /(?:^|\.)(?:kundenserver\.de|1and1\.\w+|ionos\.\w+|gmx\.net|web\.de|perfora\.net)$/i,
  },
  { name: 't-online', text: /t-online\.de/i, host: /(?:^|\.)t-online\.de$/i },
  { name: 'comcast', text: /comcast\.net/i, host: /(?:^|\.)comcast\.net$/i },
  { name: 'stalwart', text: /\bstalwart\b/i },
];

/**
 * The provider of a reply, or `null`. `hop` is as logs write it: `mx.example.com[192.0.2.1]:25`.
 */
export function detectProvider(text: string, hop: string | null | undefined): string | null {
  for (const { name, text: marks } of providers) if (marks?.test(text)) return name;
  return hop ? providerOfHost(hop) : null;
}

/** A relay talks to few hosts, of which a log writes each thousands of times. */
const knownHosts = new Map<string, string | null>();
const maxHosts = 5_000;

/** The provider that a host belongs to, or `null`. */
export function providerOfHost(hop: string): string | null {
  const known = knownHosts.get(hop);
  if (known !== undefined) return known;
  const host = hop
    .slice(0, 300)
    .replace(/[[:\s].*$/, '')
    .replace(/\.$/, '');
  const found = providers.find(({ host: hosts }) => hosts?.test(host))?.name ?? null;
  if (knownHosts.size >= maxHosts) knownHosts.clear();
  knownHosts.set(hop, found);
  return found;
}
