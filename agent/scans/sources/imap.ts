/**
 * Reads the mailbox that bounces come to (RFC 9051): told of new mails by IDLE, and looked at every few minutes. How far
 * it was read is kept as UIDVALIDITY and UID (RFC 9051 §2.3.1.1). Nothing in it is changed unless bounces are to be moved.
 */
import { readFile } from 'node:fs/promises';
import { rootCertificates } from 'node:tls';
import { ImapFlow } from 'imapflow';
import type { ScanResult } from '../../../contract/index.ts';
import { openLogin } from '../../smtp/config.ts';
import { SmtpBreak } from '../../smtp/fault.ts';
import { readBounce } from '../dsn.ts';
import { keepUp, type Outcome, pause } from './keeper.ts';
import type { ImapSource, Source, SourcePorts } from './source.ts';

/** `at`: the date of arrival of the newest mail that was read, ms; for when all UIDs were given anew. */
type Place = { readonly validity: string; readonly uid: number; readonly at: number };

/** A report stands before the mail that it returns, and that may be a whole scan. */
const mostOctets = 2 * 1024 * 1024;
/** Read in one go; the place is kept after each mail. */
const batch = 200;
const dayMs = 86_400_000;
/** A wrong password is not tried over and over: that locks accounts. */
const refusedMs = 10 * 60_000;

export function createImap(source: ImapSource, ports: SourcePorts): Source {
  const { host, port, login, mailbox, moveTo, everyMs, from } = source;
  const { user } = login;
  const { places, told, tell, log, clock, chance } = ports;
  const opened = openLogin(login, () => clock().getTime(), ports.dataDir);
  const key = `imap ${user}@${host}:${port}/${mailbox}`;

  async function work(signal: AbortSignal): Promise<Outcome> {
    let client: ImapFlow | null = null;
    const end = () => client?.close();
    signal.addEventListener('abort', end, { once: true });
    try {
      client = await connect();
      const wake = listen(client);
      while (client.usable && !signal.aborted) {
        await readNew(client);
        await wake.next(everyMs, signal);
      }
      return {
        trouble: 'the mailbox of bounces was closed by its server; it is opened again',
        facts: { host },
      };
    } catch (error) {
      return failure(error);
    } finally {
      signal.removeEventListener('abort', end);
      client?.close();
    }
  }

  async function connect(): Promise<ImapFlow> {
    const token = opened?.kind === 'oauth' ? await opened.tokens.get() : null;
    const client = new ImapFlow({
      host,
      port,
      secure: source.tls === 'implicit',
      ...(source.tls !== 'implicit' && { doSTARTTLS: source.tls === 'starttls' }),
      auth: {
        user,
        ...(token && { accessToken: token.reveal() }),
        ...(login.kind === 'password' && { pass: login.password.reveal() }),
      },
      tls: {
        rejectUnauthorized: source.verify,
        ...(source.ca !== null && { ca: [...rootCertificates, await readFile(source.ca, 'utf8')] }),
      },
      logger: false,
      clientInfo: { name: 'platen' },
      autoIdleDelay: 500,
      maxIdleTime: Math.min(everyMs, 9 * 60_000),
      maxLiteralSize: 4 * mostOctets,
      maxResponseSize: 8 * mostOctets,
      connectionTimeout: 30_000,
      greetingTimeout: 30_000,
      socketTimeout: 10 * 60_000,
    });
    // Its end is noticed by the loop; without a listener it would end the process.
    client.on('error', () => undefined);
    await client.connect().catch((error: unknown) => {
      if (token && opened?.kind === 'oauth' && isRefusal(error)) opened.tokens.discard(token);
      throw error;
    });
    await client.mailboxOpen(mailbox, { readOnly: moveTo === null });
    return client;
  }

  async function readNew(client: ImapFlow): Promise<void> {
    if (!client.mailbox) return;
    const validity = String(client.mailbox.uidValidity);
    const place = placeOf(places.get(key)) ?? firstPlace(validity, client.mailbox.uidNext);
    const isSame = place.validity === validity;
    if (!isSame) log.warn({ host, mailbox }, 'the mailbox was made anew; what is new in it is told by its date');
    const wanted = isSame ? { uid: `${place.uid + 1}:*` } : { since: new Date(place.at - dayMs) };
    // `n:*` always holds the last mail, even where its UID is lower (RFC 9051 §9, seq-range).
    const found = (await client.search(wanted, { uid: true })) || [];
    const uids = found.filter((uid) => !isSame || uid > place.uid).sort((a, b) => a - b);
    const look = told.look(key, clock().getTime());
    let { at } = place;
    let uid = isSame ? place.uid : 0;
    for (let start = 0; start < uids.length; start += batch) {
      const moving: number[] = [];
      const some = uids.slice(start, start + batch).join(',');
      const mails = client.fetch(
        some,
        { uid: true, internalDate: true, source: { maxLength: mostOctets } },
        { uid: true },
      );
      for await (const mail of mails) {
        const arrived = new Date(mail.internalDate ?? clock());
        const results = bouncesIn(mail.source, arrived, () =>
          log.warn({ host, uid: mail.uid }, 'a mail cannot be read; it is left out'),
        );
        at = Math.max(at, arrived.getTime());
        uid = Math.max(uid, mail.uid);
        const next: Place = { validity, uid, at };
        tell(look.newOf(results), () => {
          look.remember();
          places.put(key, JSON.stringify(next));
        });
        if (results.length > 0) moving.push(mail.uid);
      }
      if (moveTo !== null && moving.length > 0) await move(client, moving, moveTo);
    }
    if (isSame || uids.length > 0) return;
    const next: Place = { validity, uid: client.mailbox.uidNext - 1, at };
    tell([], () => places.put(key, JSON.stringify(next)));
  }

  /** What is in a mailbox that was never read before is old news, unless it was asked for. */
  function firstPlace(validity: string, uidNext: number): Place {
    const place = { validity, uid: from === 'start' ? 0 : uidNext - 1, at: clock().getTime() };
    tell([], () => places.put(key, JSON.stringify(place)));
    return place;
  }

  /** The results are kept already: mails that stay where they are do no harm. */
  async function move(client: ImapFlow, uids: readonly number[], folder: string): Promise<void> {
    const tryMove = () => client.messageMove(uids.join(','), folder, { uid: true }).catch(() => false as const);
    if ((await tryMove()) !== false) return;
    await client.mailboxCreate(folder).catch(() => undefined);
    if ((await tryMove()) === false)
      log.warn({ host, folder, mails: uids.length }, 'bounces could not be moved; they stay where they are');
  }

  const keeper = keepUp(work, { log, about: { host, mailbox }, chance });
  return { start: keeper.start, stop: keeper.stop };
}

/** One mail that nobody can read must not keep the others from being read. */
function bouncesIn(source: Buffer | undefined, arrived: Date, failed: () => void): ScanResult[] {
  try {
    return source ? readBounce(source.toString('latin1'), arrived.toISOString()) : [];
  } catch {
    failed();
    return [];
  }
}

/** Wakes the loop when the server tells of a mail, or the connection ends. */
function listen(client: ImapFlow): { next(ms: number, signal: AbortSignal): Promise<void> } {
  let isNew = false;
  let wake: (() => void) | null = null;
  const ring = () => {
    isNew = true;
    wake?.();
  };
  client.on('exists', ring);
  client.on('close', ring);
  return {
    async next(ms, signal) {
      const ringing = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const waiting = new AbortController();
      if (!isNew) await Promise.race([ringing, pause(ms, AbortSignal.any([signal, waiting.signal]))]);
      waiting.abort();
      isNew = false;
    },
  };
}

function placeOf(stored: string | null): Place | null {
  return stored === null ? null : (JSON.parse(stored) as Place);
}

function isRefusal(error: unknown): boolean {
  return (error as { authenticationFailed?: unknown }).authenticationFailed === true;
}

/** What went wrong, without anything secret: servers repeat in their answers what they were sent. */
function failure(error: unknown): Outcome {
  const { code, message, mailboxMissing } = error as { code?: unknown; message?: unknown; mailboxMissing?: unknown };
  if (isRefusal(error))
    return { trouble: 'the mailbox of bounces refuses its login', facts: { code }, pauseMs: refusedMs };
  if (mailboxMissing === true) return { trouble: 'there is no mailbox of this name', facts: {}, pauseMs: refusedMs };
  if (error instanceof SmtpBreak)
    return { trouble: 'there is no access token for the mailbox of bounces', facts: { code, message } };
  return { trouble: 'the mailbox of bounces cannot be read; it is tried again', facts: { code: code ?? 'FAILED' } };
}
