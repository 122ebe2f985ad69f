/**
 * The way of one device's mails to the upstream. Nothing is kept: each command of the device is asked of the upstream, the
 * reply is handed back, the body streams through. What becomes of every recipient is told as a scan result.
 */
import type { Readable } from 'node:stream';
import type { Outcome, ScanResult, Stage } from '../../contract/index.ts';
import type { Client, Facts } from '../scans/result.ts';
import { resultOf } from '../scans/result.ts';
import { SmtpBreak, SmtpRefusal } from '../smtp/fault.ts';
import { readSmtpReply, type SmtpReply } from '../smtp/replies.ts';
import { SessionFault } from '../smtp/session.ts';
import { type BodyEnd, passBody } from './body.ts';
import { type Envelope, mailLine, rcptLine } from './envelope.ts';
import { type MessageIdWatch, watchMessageId } from './message-id.ts';
import { brokenReply, faultReply, garbledReply, noUtf8Reply, tooBigReply } from './replies.ts';
import type { Upstream, UpstreamSession } from './upstream.ts';

export type PassagePorts = {
  readonly upstream: Upstream;
  /** Names this device's connection. */
  readonly id: string;
  readonly client: () => Client;
  /** Takes the place of the sender that the device gives. */
  readonly from: string | null;
  /** Octets. */
  readonly limit: () => number;
  /** How long the upstream may take nothing of a mail. */
  readonly blockMs: number;
  readonly now: () => Date;
  readonly report: (results: readonly ScanResult[]) => void;
};

/** Each gives the reply for the device. */
export type Passage = {
  mail(envelope: Envelope): Promise<SmtpReply>;
  recipient(to: string): Promise<SmtpReply>;
  /** 354 where the upstream waits for the mail. */
  data(): Promise<SmtpReply>;
  /** Hands the mail on while it comes. Where the device breaks off, the upstream never sees an end of it. */
  body(stream: Readable): Promise<SmtpReply>;
  /** The device is gone. A mail whose last octet was sent keeps its session until the reply is there. */
  close(): void;
};

type Mail = {
  readonly number: number;
  readonly envelope: Envelope;
  /** Those that the upstream accepted and whose fate is open. */
  recipients: string[];
  octets: number | null;
  readonly messageId: MessageIdWatch;
};

export function createPassage(ports: PassagePorts): Passage {
  const { upstream } = ports;
  let session: UpstreamSession | null = null;
  let mail: Mail | null = null;
  let count = 0;
  let isPassing = false;
  let isGone = false;
  const closedReply = brokenReply(upstream.place, 'the connection is closed');

  type Told = { readonly outcome: Outcome; readonly stage: Stage; readonly reply?: SmtpReply; readonly hint?: string };

  function tell(recipients: readonly (string | null)[], { outcome, stage, reply, hint }: Told, hop?: string): void {
    if (mail === null) return;
    const { number, envelope, octets, messageId } = mail;
    const facts: Facts = {
      at: ports.now().toISOString(),
      source: 'relay',
      queueId: `${ports.id}.${number}`,
      messageId: messageId.found(),
      client: ports.client(),
      from: envelope.from || null,
      size: octets ?? envelope.size,
      hop: hop ?? session?.hop ?? upstream.place,
      stage,
      outcome,
      reply: reply ? readSmtpReply(reply) : null,
      ...(hint !== undefined && { hint }),
    };
    ports.report(recipients.map((to) => resultOf({ ...facts, to })));
  }

  /** Tells what became of all recipients that were accepted, and is done with the upstream. */
  function settle(told: Told): void {
    if (mail && mail.recipients.length > 0) {
      tell(mail.recipients, told);
      mail.recipients = [];
    }
    leave();
  }

  function leave(): void {
    if (session?.talk.isOpen()) session.end();
    session = null;
  }

  /** Asks the upstream; a break of the connection is told of `to` and all that were accepted before. */
  async function ask(line: string, stage: Stage, to: string | null): Promise<SmtpReply> {
    if (session === null) {
      tell([to], { outcome: 'lost', stage, hint: 'Connection closed by the server' });
      return closedReply;
    }
    try {
      let reply = await session.talk.ask(line, upstream.replyMs);
      if (reply.code >= 300 && reply.code < 400) reply = garbledReply(upstream.place, reply);
      // 421 is the last thing that is said on a connection (RFC 5321 §3.8).
      if (reply.code === 421) {
        tell([to], { outcome: 'refused', stage, reply });
        settle({ outcome: 'refused', stage, reply });
      } else if (reply.code >= 400) tell([to], { outcome: 'refused', stage, reply });
      return reply;
    } catch (error) {
      if (!(error instanceof SmtpBreak)) throw error;
      tell([to], { outcome: 'lost', stage, hint: error.message });
      settle({ outcome: 'lost', stage, hint: error.message });
      return brokenReply(upstream.place, error.message);
    }
  }

  async function openFor(envelope: Envelope): Promise<SmtpReply | null> {
    try {
      session = await upstream.open();
    } catch (error) {
      if (!(error instanceof SessionFault)) throw error;
      const reply = faultReply(error);
      const said = error.cause instanceof SmtpRefusal && error.cause.reply.code >= 400 ? error.cause.reply : reply;
      tell([null], { outcome: 'refused', stage: error.stage, reply: said }, error.hop);
      return reply;
    }
    if (!envelope.isUtf8 || session.offers.extensions.has('SMTPUTF8')) return null;
    const reply = noUtf8Reply(upstream.place);
    tell([null], { outcome: 'refused', stage: 'mail', reply });
    leave();
    return reply;
  }

  return {
    async mail(envelope) {
      // A device that resets (RSET) begins anew: so do we, with a new session.
      leave();
      count += 1;
      mail = { number: count, envelope, recipients: [], octets: null, messageId: watchMessageId() };
      const fault = await openFor(envelope);
      // It may have waited long; nobody must keep a session for a device that is gone.
      if (isGone) leave();
      if (fault || session === null) return fault ?? closedReply;
      const reply = await ask(
        mailLine({ ...envelope, from: senderOf(envelope.from, ports.from) }, session.offers),
        'mail',
        null,
      );
      if (reply.code >= 400) leave();
      return reply;
    },

    async recipient(to) {
      const reply = await ask(rcptLine(to), 'rcpt', to);
      if (reply.code < 300 && mail && !mail.recipients.includes(to)) mail.recipients.push(to);
      return reply;
    },

    async data() {
      if (session === null) return closedReply;
      let reply: SmtpReply;
      try {
        reply = await session.talk.ask('DATA', upstream.replyMs);
      } catch (error) {
        if (!(error instanceof SmtpBreak)) throw error;
        settle({ outcome: 'lost', stage: 'data', hint: error.message });
        return brokenReply(upstream.place, error.message);
      }
      if (reply.code === 354) return reply;
      if (reply.code < 400) reply = garbledReply(upstream.place, reply);
      settle({ outcome: 'refused', stage: 'data', reply });
      return reply;
    },

    async body(stream) {
      if (session === null || mail === null) return closedReply;
      const { talk } = session;
      const { messageId } = mail;
      isPassing = true;
      const watch = (octets: Buffer) => {
        messageId.take(octets);
        if (mail) mail.octets = (mail.octets ?? 0) + octets.length;
      };
      try {
        return conclude(await passBody(stream, { talk, limit: ports.limit(), blockMs: ports.blockMs, watch }));
      } finally {
        isPassing = false;
      }
    },

    close() {
      isGone = true;
      if (!isPassing) leave();
    },
  };

  function conclude(end: BodyEnd): SmtpReply {
    switch (end.kind) {
      case 'answered': {
        const { stage, reply } = end;
        settle({ outcome: reply.code < 300 ? 'sent' : 'refused', stage, reply });
        return reply;
      }
      case 'broken': {
        const { stage, reason } = end;
        const isAfterAll = stage === 'delivery';
        settle({ outcome: 'lost', stage, hint: isAfterAll ? 'lost connection after END-OF-MESSAGE' : reason });
        return brokenReply(upstream.place, isAfterAll ? `${reason} before the receipt came` : reason);
      }
      case 'too-big': {
        const reply = tooBigReply(ports.limit());
        settle({ outcome: 'refused', stage: 'data', reply });
        return reply;
      }
      case 'device-gone':
        settle({ outcome: 'lost', stage: 'data', hint: `lost connection after DATA (${end.octets} bytes)` });
        return closedReply;
    }
  }
}

/** The empty sender of a report (RFC 5321 §4.5.5) stays empty. */
function senderOf(given: string, instead: string | null): string {
  return given === '' ? given : (instead ?? given);
}
