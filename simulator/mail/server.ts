/** An SMTP server that follows rules and tells what happened: the smarthost's front, and the servers of the far side. */
import type { Socket } from 'node:net';
import type { SMTPServerDataStream, SMTPServerSession } from 'smtp-server';
import { SMTPServer } from 'smtp-server';
import type { Conversation } from './conversation.ts';
import { countsOf, openConversation, transcriber } from './conversation.ts';
import type { MailEvent, QueuedMail } from './events.ts';
import type { SmtpFacts, SmtpRule, SmtpStage } from './rules.ts';
import { createJudge } from './rules.ts';

export type MailServerOptions = {
  /** What it calls itself in its greeting. */
  readonly name: string;
  readonly address: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly rules: readonly SmtpRule[];
  /** Name of a client, for the log; `unknown` where it has none. */
  readonly nameOf: (address: string) => string;
  readonly newQueueId: () => string;
  readonly onEvent: (event: MailEvent) => void;
};

export type MailServer = { readonly port: number; stop(): Promise<void> };

class SmtpNo extends Error {
  readonly responseCode: number;
  constructor(code: number, text: string) {
    super(text);
    this.responseCode = code;
  }
}

export async function startMailServer(options: MailServerOptions): Promise<MailServer> {
  const conversations = new Map<string, Conversation>();
  const judge = createJudge(options.rules);

  const of = (session: SMTPServerSession): Conversation => {
    const known = conversations.get(session.id);
    if (known) return Object.assign(known, { helo: session.hostNameAppearsAs || known.helo });
    const peer = { address: session.remoteAddress, name: options.nameOf(session.remoteAddress) };
    const fresh = openConversation(peer);
    conversations.set(session.id, fresh);
    options.onEvent({ kind: 'connected', peer });
    return fresh;
  };

  /** Throws the reply of the rule that fits; a dropped line never comes back. */
  const heed = async (at: SmtpStage, session: SMTPServerSession, to: string | null): Promise<void> => {
    const talk = of(session);
    const facts: SmtpFacts = { client: talk.peer.address, login: talk.login, from: talk.from, to, size: talk.size };
    const verdict = judge(at, facts);
    if (verdict === 'drop') {
      drop(server, session);
      await new Promise(() => {});
    } else if (verdict) {
      const { peer, queueId, login, from, helo } = talk;
      options.onEvent({ kind: 'refused', peer, queueId, at, reply: verdict, login, from, to, helo });
      throw new SmtpNo(verdict.code, verdict.text);
    }
  };

  const server = new SMTPServer({
    name: options.name,
    banner: 'Postfix (simulated)',
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    hidePIPELINING: true,
    hideSize: true,
    size: 200 * 1024 * 1024,
    closeTimeout: 200,
    logger: transcriber(conversations),
    onConnect: (session, done) => answer(heed('connect', session, null), done),
    onAuth: (auth, session, done) => {
      of(session).login = auth.username ?? null;
      heed('auth', session, null).then(() => done(null, { user: auth.username ?? '' }), done);
    },
    onMailFrom: ({ address, args }, session, done) => {
      const { SIZE } = args as { SIZE?: string };
      Object.assign(of(session), {
        from: address,
        size: SIZE === undefined ? null : Number(SIZE),
        queueId: null,
        to: [],
      });
      answer(heed('mail', session, null), done);
    },
    onRcptTo: ({ address }, session, done) => {
      answer(
        heed('rcpt', session, address).then(() => {
          const talk = of(session);
          talk.to.push(address);
          if (talk.queueId) return;
          talk.queueId = options.newQueueId();
          options.onEvent({ kind: 'opened', peer: talk.peer, queueId: talk.queueId, login: talk.login });
        }),
        done,
      );
    },
    onData: (stream, session, done) => {
      takeBody(stream, session).then((text) => done(null, text), done);
    },
    onClose: (session) => {
      const talk = conversations.get(session.id);
      if (!talk) return;
      conversations.delete(session.id);
      const { peer } = talk;
      if (!talk.quit) options.onEvent({ kind: 'lost', peer, after: talk.lastCommand, octets: talk.octets });
      options.onEvent({ kind: 'closed', peer, counts: countsOf(talk) });
    },
  });

  async function takeBody(stream: SMTPServerDataStream, session: SMTPServerSession): Promise<string> {
    const talk = of(session);
    const chunks: Buffer[] = [];
    talk.octets = 0;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      talk.octets += chunk.length;
    }
    const body = Buffer.concat(chunks);
    talk.size = body.length;
    await heed('data', session, talk.to[0] ?? null);
    const mail: QueuedMail = {
      queueId: talk.queueId ?? options.newQueueId(),
      messageId: /^message-id:\s*(<[^>\r\n]+>)/im.exec(body.subarray(0, 20_000).toString('latin1'))?.[1] ?? '<>',
      from: talk.from ?? '',
      to: talk.to,
      size: body.length,
      body,
      arrivedAt: Date.now(),
    };
    options.onEvent({ kind: 'accepted', peer: talk.peer, mail });
    return `2.0.0 Ok: queued as ${mail.queueId}`;
  }

  // A client that resets the line is part of the play; `onClose` tells of it.
  server.on('error', () => {});
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject);
    server.listen(options.port, options.address, () => resolve());
  });
  const bound = server.server.address();
  return {
    port: typeof bound === 'object' && bound ? bound.port : options.port,
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function answer(heeded: Promise<void>, done: (error?: Error | null) => void): void {
  heeded.then(() => done(), done);
}

function drop(server: SMTPServer, session: SMTPServerSession): void {
  for (const connection of server.connections as Set<{ id: string; _socket: Socket }>) {
    if (connection.id === session.id) connection._socket.destroy();
  }
}
