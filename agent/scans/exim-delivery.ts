/** Delivery lines of Exim: what follows the flag. */
import { readReply } from '../../catalogue/read-reply.ts';
import type { Reply } from '../../contract/index.ts';
import { stageOf } from './postfix-delivery.ts';
import type { Facts } from './result.ts';

type Told = Omit<Facts, 'at' | 'source'>;

/** `anna@example.com`, `"an na"@example.com`, or what a local delivery goes to (a user, a file, a pipe, `:blackhole:`). */
const recipientFirst =
  /^("(?:[^"\\]|\\.){0,300}"@\S{1,300}?|:[a-z]{1,20}:[^<]{0,300}?|[^\s"<>:]{1,300}@[^\s<>]{1,300}?|.{0,600}?)(?: <("[^"]{0,300}"@[^>]{0,300}|[^>]{0,600})>)?(?=:? (?:[A-Z][A-Za-z0-9]{0,3}=|defer \(|routing |: |[a-z_]+ )|: |$)/;
const hostField = /(?:^| )H=(\S+)(?: \(([^)]*)\))? \[([^\]]+)\](?::(\d+))?/;
const confirmation = /(?:^| )C="((?:[^"\\]|\\.)*)"/;

/** `anna <anna@example.com> R=smart T=smtp H=mx.example.com [192.0.2.1] C="250 OK"` */
export function readDelivered(text: string): Told {
  const { to, rest } = readRecipient(text);
  const said = confirmation.exec(rest)?.[1]?.replace(/\\"/g, '"');
  const reply: Reply | null = said === undefined ? null : readReply(said);
  return { to, hop: hopOf(rest), stage: 'delivery', outcome: 'sent', reply };
}

/** `anna@example.com R=smart T=smtp defer (-44) H=mx.example.com [192.0.2.1]: SMTP error from …: 451 …` */
export function readDefer(text: string): Told {
  const { to, rest } = readRecipient(text);
  const defer = /\bdefer \((?:[^)]*)\)/.exec(rest);
  const why = defer ? rest.slice(defer.index + defer[0].length) : rest;
  const said = why
    .replace(/^ (?=H=)/, '')
    .replace(/^H=\S+(?: \([^)]*\))? \[[^\]]*\](?::\d+)?/, '')
    .replace(/^\s*(?:DT=\S+)?:? ?/, '');
  return { to, hop: hopOf(rest), outcome: 'deferred', ...readWhy(said) };
}

/** `anna@example.com R=smart T=smtp H=mx.example.com [192.0.2.1]: SMTP error from …: 550 …` */
export function readFailed(text: string): Told {
  const { to, rest } = readRecipient(text);
  const at = whyAt(rest);
  const why = readWhy(at < 0 ? rest : rest.slice(at).replace(/^ ?: /, ''));
  // Exim puts it behind the error of the last try, whatever that was.
  const isExpired = /retry timeout exceeded$/.test(why.reply.text);
  const outcome = isExpired ? 'expired' : why.reply.code === null ? 'bounced' : 'refused';
  return { to, hop: hopOf(rest), outcome, ...why };
}

/** Where the reason begins: the first `: ` outside of quotes. */
function whyAt(rest: string): number {
  let quoted = false;
  for (let at = 0; at < rest.length; at += 1) {
    const code = rest.charCodeAt(at);
    if (code === 92) at += 1;
    else if (code === 34) quoted = !quoted;
    else if (!quoted && code === 58 && rest.charCodeAt(at + 1) === 32) return at;
  }
  return rest.indexOf(': ');
}

function readRecipient(text: string): { to: string | null; rest: string } {
  const found = recipientFirst.exec(text);
  if (!found) return { to: null, rest: text };
  const [whole, first = '', original] = found;
  const to = original?.includes('@') ? original : first;
  return { to: to.replace(/^<|>$/g, '') || null, rest: text.slice(whole.length) };
}

function hopOf(rest: string): string | null {
  const found = hostField.exec(rest);
  if (!found) return null;
  const [, name, , address, port] = found;
  return `${name}[${address}]${port ? `:${port}` : ''}`;
}

const broken = /^H=\S+ (?:\([^)]*\) )?\[[^\]]+\](?::\d+)?:? (?=SMTP timeout after |Remote host closed connection )/;

/**
 * `H=mx.example.com [192.0.2.1]: SMTP timeout after end of data (123 bytes written): Connection timed out`: a try that broke,
 * with no word of the recipients. Another host may still take the mail.
 */
export function readAttempt(text: string): Told | null {
  const found = broken.exec(text);
  if (!found) return null;
  const { stage, reply } = readWhy(text.slice(found[0].length));
  return { hop: hopOf(text), stage, outcome: 'lost', reply: null, hint: reply.text };
}

const remote = /(?:SMTP|LMTP) error from remote mail server after (.+?): (?=(?:host .*: )?[2-5]\d\d)/;
const timeout = /SMTP timeout after (.+?)(?: \(\S+ bytes written\))?(?::|$)/;
const closed = /Remote host closed connection(?: in response to| after) (.+?)(?: \(|$)/;

/** The reason of a deferral or failure. */
export function readWhy(why: string): Pick<Told, 'stage'> & { reply: Reply } {
  const said = remote.exec(why);
  if (said) {
    const answer = why.slice(said.index + said[0].length).replace(/^host .*?: (?=[2-5]\d\d)/, '');
    return { stage: stageOfStep(said[1] ?? ''), reply: readReply(answer) };
  }
  const broken = timeout.exec(why) ?? closed.exec(why);
  if (broken) return { stage: stageOfStep(broken[1] ?? ''), reply: { code: null, enhanced: null, text: why } };
  const bare = readReply(why);
  if (bare.code !== null) return { stage: 'delivery', reply: bare };
  const isConnect =
    /connection (?:refused|timed out|reset)|no route|unreachable|host lookup|network error|MX record|all hosts/i.test(
      why,
    );
  const stage = /TLS/.test(why) ? 'tls' : /authenticat/i.test(why) ? 'auth' : isConnect ? 'connect' : 'delivery';
  return { stage, reply: { code: null, enhanced: null, text: why } };
}

/** `initial connection`, `pipelined MAIL FROM:<…>`, `sending data block`, `end of data` */
function stageOfStep(step: string): Facts['stage'] {
  if (/initial connection/.test(step)) return 'connect';
  if (/data block/.test(step)) return 'data';
  return stageOf(step.replace(/^pipelined /, '').replace(/:<.*$/, ''));
}
