/**
 * The relay: devices of the office send their scans to it, and it hands them on to the upstream while they come. It keeps
 * no mail; what the upstream answers is what the device hears, so nothing can be lost here. Only addresses of the list
 * may send.
 */
import type { SMTPServerSession } from 'smtp-server';
import type { ScanResult } from '../../contract/index.ts';
import type { Log } from '../log.ts';
import type { Client } from '../scans/result.ts';
import { resultOf } from '../scans/result.ts';
import { readSmtpReply, type SmtpReply } from '../smtp/replies.ts';
import { makeAllowList } from './allow.ts';
import type { RelayConfig } from './config.ts';
import { DeviceServer } from './device-server.ts';
import { isLogin, optionsOf, readCertificate } from './options.ts';
import { ownRefusal } from './own-refusal.ts';
import { createPassage, type Passage } from './passage.ts';
import { crowdReply, loginReply, strangerReply } from './replies.ts';
import { createStrangers } from './strangers.ts';
import { createUpstream } from './upstream.ts';

export type RelayPorts = {
  readonly report: (results: readonly ScanResult[]) => void;
  readonly log: Log;
  readonly now: () => Date;
  /** Where replaced refresh tokens are kept. */
  readonly dataDir: string;
  /** How often the upstream's offers and the certificate are looked at again. */
  readonly refreshMs?: number;
};

export type Relay = {
  /** The port that it listens on; `null` before the start. */
  port(): number | null;
  /** Rejects where it cannot listen, or a file of its configuration cannot be read. */
  start(): Promise<void>;
  /** Takes no more mail; what is under way has a few seconds. */
  stop(): Promise<void>;
};

const usualRefreshMs = 3_600_000;
/** RFC 5321 §4.5.3.2.5: three minutes for a block of the mail. */
const longestBlockMs = 3 * 60_000;

/** Throws where a file of the configuration cannot be read. */
export function createRelay(config: RelayConfig, ports: RelayPorts): Relay {
  const { log, now, refreshMs = usualRefreshMs } = ports;
  const upstream = createUpstream(config.upstream, { now: () => now().getTime(), log, dataDir: ports.dataDir });
  const allowed = makeAllowList(config.allow);
  const strangers = createStrangers(() => now().getTime());
  const passages = new Map<string, Passage>();
  // While the upstream takes nothing the device cannot send: it must not be the device that is called silent.
  const blockMs = Math.min(longestBlockMs, 0.8 * config.idleMs);
  const limit = () => Math.min(config.size, upstream.offers()?.size ?? Number.POSITIVE_INFINITY);

  /** A disk that is full must not turn a yes of the upstream into a no for the device, which would send again. */
  function report(results: readonly ScanResult[]): void {
    try {
      ports.report(results);
    } catch (error) {
      log.error({ err: error }, 'what became of a scan could not be stored');
    }
  }

  const clientOf = (session: SMTPServerSession): Client => ({
    address: session.remoteAddress,
    name: session.hostNameAppearsAs || null,
    login: typeof session.user === 'string' ? session.user : null,
  });

  function passageOf(session: SMTPServerSession): Passage {
    const known = passages.get(session.id);
    if (known) return known;
    const { id } = session;
    const client = () => clientOf(session);
    const passage = createPassage({ upstream, id, client, from: config.from, limit, blockMs, now, report });
    passages.set(id, passage);
    return passage;
  }

  /** Sends the reply in place of the server's own. */
  function answer(session: SMTPServerSession, work: Promise<SmtpReply>, done: (error?: Error | null) => void): void {
    work.then(
      (reply) => {
        const connection = server.connectionOf(session.id);
        if (connection) connection.mirrored = reply;
        done(reply.code < 400 ? null : new Error(`${reply.code}`));
      },
      (error) => {
        log.error({ err: error }, 'the relay met an error that it does not know');
        done(Object.assign(new Error('4.3.0 The relay met an error; see its log'), { responseCode: 451 }));
      },
    );
  }

  const server = new DeviceServer(
    {
      ...optionsOf(config),
      onConnect(session, done) {
        announce();
        const isAllowed = allowed.has(session.remoteAddress);
        if (isAllowed || strangers.enter(session.id)) return done();
        answer(session, Promise.resolve(crowdReply), done);
      },
      onAuth(auth, session, done) {
        const isRight = config.login !== null && allowed.has(session.remoteAddress) && isLogin(auth, config.login);
        if (isRight) done(null, { user: auth.username });
        else done(Object.assign(new Error(loginReply.lines[0]), { responseCode: loginReply.code }));
      },
      onMailFrom(address, session, done) {
        if (!allowed.has(session.remoteAddress)) return done();
        const { SIZE } = address.args || {};
        const envelope = {
          from: address.address,
          size: typeof SIZE === 'string' ? Number(SIZE) : null,
          is8Bit: session.envelope.bodyType === '8bitmime',
          isUtf8: session.envelope.smtpUtf8 === true,
        };
        answer(session, passageOf(session).mail(envelope), done);
      },
      onRcptTo({ address }, session, done) {
        if (allowed.has(session.remoteAddress)) return answer(session, passageOf(session).recipient(address), done);
        const reply = strangerReply(address, session.remoteAddress);
        if (strangers.isNews(session.remoteAddress)) {
          const from = session.envelope.mailFrom ? session.envelope.mailFrom.address || null : null;
          refuse(session, { stage: 'rcpt', from, to: address, reply });
          log.warn({ address: session.remoteAddress }, 'an address that is not in relay.allow wants to send');
        }
        answer(session, Promise.resolve(reply), done);
      },
      onData(stream, session, done) {
        answer(session, passageOf(session).body(stream), done);
      },
      onClose(session) {
        strangers.leave(session.id);
        passages.get(session.id)?.close();
        passages.delete(session.id);
      },
    },
    {
      onDataCommand: ({ session }) => passageOf(session).data(),
      onOwnRefusal({ session, remoteAddress }, reply, verb) {
        const stage = ownRefusal(verb, reply.code);
        if (stage === null || !allowed.has(remoteAddress)) return;
        const from = session.envelope?.mailFrom ? session.envelope.mailFrom.address || null : null;
        refuse({ ...session, remoteAddress }, { stage, from, to: null, reply });
      },
    },
  );

  type Refused = Pick<ScanResult, 'stage' | 'from' | 'to'> & { readonly reply: SmtpReply };
  function refuse(session: SMTPServerSession, { stage, from, to, reply }: Refused): void {
    const client = clientOf(session);
    const at = now().toISOString();
    const queueId = session.id;
    report([
      resultOf({
        at,
        source: 'relay',
        queueId,
        client,
        from,
        to,
        stage,
        outcome: 'refused',
        reply: readSmtpReply(reply),
      }),
    ]);
  }

  // A device whose TLS fails is told of here alone; every other break is told where it happens. Node tells it twice.
  const toldFaults = new WeakSet<Error>();
  server.on('error', (error: Error & { meta?: { remoteAddress?: string }; remoteAddress?: string }) => {
    const address = error.remoteAddress ?? error.meta?.remoteAddress ?? null;
    if (error.meta === undefined || address === null || !allowed.has(address) || toldFaults.has(error)) return;
    toldFaults.add(error);
    const client = { address, name: null, login: null };
    const at = now().toISOString();
    report([
      resultOf({
        at,
        source: 'relay',
        client,
        stage: 'tls',
        outcome: 'lost',
        reply: null,
        hint: `SSL_accept error: ${error.message}`,
      }),
    ]);
  });

  /** What is announced to devices follows what the upstream last offered. */
  function announce(): void {
    const extensions = upstream.offers()?.extensions;
    server.options.size = limit();
    server.options.hide8BITMIME = extensions?.has('8BITMIME') === false;
    server.options.hideSMTPUTF8 = extensions?.has('SMTPUTF8') !== true;
  }
  const learn = () => void upstream.learn().then(announce);

  /** A certificate that was renewed is used without a restart. */
  function renew(): void {
    if (config.tls === null) return;
    try {
      server.updateSecureContext(readCertificate(config.tls));
    } catch (error) {
      log.error({ err: error }, 'the certificate of the relay cannot be read again; the old one is kept');
    }
  }
  let refreshing: NodeJS.Timeout | null = null;

  return {
    port() {
      const bound = server.server.address();
      return typeof bound === 'object' && bound ? bound.port : null;
    },
    async start() {
      await new Promise<void>((resolve, reject) => {
        server.server.once('error', reject);
        server.listen(config.listen.port, config.listen.host, () => {
          server.server.off('error', reject);
          resolve();
        });
      });
      announce();
      learn();
      refreshing = setInterval(() => {
        learn();
        renew();
      }, refreshMs);
      const { host } = config.listen;
      log.info({ host, port: this.port(), upstream: upstream.place }, 'the relay takes scans');
    },
    async stop() {
      if (refreshing) clearInterval(refreshing);
      if (server.server.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
      upstream.close();
    },
  };
}
