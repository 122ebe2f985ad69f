/**
 * Recipients' addresses in what leaves the agent: only the first letter and the domain stay, and a tag that is the same
 * for the same address, so that the results of one mail still belong together. Pure.
 */
import type { ScanResult } from '../../contract/index.ts';

/** A few letters for a text, always the same; without the key behind it nobody can try names until one fits. */
export type Tag = (text: string) => string;

const ellipsis = '…';
const address =
  /(?:"[^"\s@]{1,64}"|[^\s<>()[\]{}"'`,;:|\\@]{1,64})@(?:\[[^\]\s]{1,64}\]|[^\s<>()[\]{}"'`,;:|\\@/?&]{1,255})/g;
/** `@` as it is written inside of other addresses and of links (RFC 3461 xtext, VERP, percent-encoding). */
const separators = '@|%40|=40|\\+40|&#64;|=';
const letter = '[0-9A-Za-z\\u00c0-\\u024f]';

/** `a…7xk2@example.com`; `a…7xk2` where there is no domain. Masking what is masked changes nothing. */
export function maskAddress(given: string, tag: Tag): string {
  const at = given.lastIndexOf('@');
  const local = (at < 0 ? given : given.slice(0, at)).replace(/^"|"$/g, '');
  const domain = at < 0 ? '' : given.slice(at).toLowerCase();
  if (local === '' || isMasked(local)) return given;
  const [first = ''] = local;
  return `${first.toLowerCase()}${ellipsis}${tag(local.toLowerCase() + domain)}${domain}`;
}

function isMasked(local: string): boolean {
  return /^.…[a-z2-7]{4}$/u.test(local);
}

/**
 * The result with its recipient masked, wherever it stands, and every other address in the texts of strangers. The
 * sender's stays, because it tells whose scan it was, unless somebody sent the scan to themselves.
 */
export function maskResult(result: ScanResult, tag: Tag): ScanResult {
  const { to, from, client, reply } = result;
  const masked = to === null ? null : maskAddress(to, tag);
  const hide = hiding(to, masked);
  const keep = [from, client.login].filter((kept) => kept !== null && hide(kept) === kept);
  const hideAll = (text: string) => {
    const hidden = hide(text);
    if (!hidden.includes('@')) return hidden;
    return hidden.replace(address, (found) => (keep.includes(found) ? found : maskAddress(found, tag)));
  };
  return {
    ...result,
    to: masked,
    from: from && hide(from),
    client: {
      address: client.address,
      name: client.name && hide(client.name),
      login: client.login && hide(client.login),
    },
    messageId: result.messageId && hide(result.messageId),
    hop: result.hop && hideAll(result.hop),
    reply: reply && { ...reply, text: hideAll(reply.text) },
  };
}

/**
 * A function that masks one recipient in a text: the address in all the ways it may be written, and its name alone where
 * a server repeats it without the domain (`User anna unknown`, `<anna>: no such mailbox`).
 */
function hiding(to: string | null, as: string | null): (text: string) => string {
  if (to === null || as === null || to === '') return (text) => text;
  const [masked = ''] = as.split('@');
  const at = to.lastIndexOf('@');
  const name = at < 0 ? to : to.slice(0, at);
  const own = literal(name);
  const domain = at < 0 ? '' : to.slice(at + 1).toLowerCase();
  const small = name.toLowerCase();
  let shapes: readonly RegExp[] | null = null;
  return (text) => {
    const lower = text.toLowerCase();
    if (lower === small) return masked;
    if (!lower.includes(small)) return text;
    shapes ??= [
      ...(domain === '' ? [] : [new RegExp(`(?<!${letter})()${own}(${separators})${literal(domain)}`, 'gi')]),
      ...(name.length < 2 ? [] : namesAlone(own)),
    ];
    return shapes.reduce(
      (hidden, shape) =>
        hidden.replace(shape, (_, before: string, separator?: string | number) =>
          typeof separator === 'string' ? `${before}${masked}${separator}${domain}` : `${before}${masked}`,
        ),
      text,
    );
  };
}

function namesAlone(own: string): RegExp[] {
  return [
    new RegExp(`([<"'\`(])${own}(?=[>"'\`)])`, 'gi'),
    new RegExp(`(\\b(?:user|mailbox|recipient|account|alias|inbox)\\W{0,3})${own}(?!${letter}|@)`, 'gi'),
    new RegExp(
      `(^|[\\s:])${own}(?=(?:\\.\\.\\.|:)? +(?:user +|is +)?(?:unknown|not|does|unavailable|over|has)\\b)`,
      'gi',
    ),
  ];
}

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
