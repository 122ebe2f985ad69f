/** One connection to a mail server: lines and octets go out, replies come in, each with its patience. */
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { SmtpBreak, wordsOf } from './fault.ts';
import type { SmtpReply } from './replies.ts';
import { createReplyReader } from './replies.ts';

export type Talk = {
  /** The socket of now: another one once the connection is encrypted. */
  readonly socket: Socket;
  /** Nothing was broken, closed or garbled so far. */
  isOpen(): boolean;
  /** The next reply. Rejects with `SmtpBreak`. */
  hear(patienceMs: number): Promise<SmtpReply>;
  /** Sends a line and gives the reply to it. Throws where the line would be two. */
  ask(line: string, patienceMs: number): Promise<SmtpReply>;
  /** Sends octets as they are; resolves when there is room for more. */
  write(octets: readonly Buffer[], patienceMs: number): Promise<void>;
  /** A reply that came without being asked for: a server that gives up says so before it closes. */
  unasked(): SmtpReply | null;
  hasUnasked(): boolean;
  /** Goes on over another socket: what was still unread of the old one is forgotten (RFC 3207 §6). */
  moveTo(wrap: (socket: Socket) => Promise<TLSSocket>): Promise<TLSSocket>;
  /** Says QUIT and closes, at last by force; never fails. */
  quit(patienceMs: number): Promise<SmtpReply | null>;
  destroy(): void;
};

/** More replies than questions: a server that only talks. */
const mostUnasked = 20;

export function openTalk(first: Socket): Talk {
  let socket = first;
  let reader = createReplyReader();
  let replies: SmtpReply[] = [];
  let broken: SmtpBreak | null = null;
  /** Whoever waits for something to happen; looks for itself whether it has. */
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of [...waiting]) look();
  };

  function breakOff(reason: SmtpBreak): void {
    broken ??= reason;
    socket.destroy();
    wake();
  }

  function onData(octets: Buffer): void {
    try {
      replies.push(...reader.push(octets));
    } catch (error) {
      breakOff(new SmtpBreak('SMTP_GARBLED', error instanceof Error ? error.message : String(error)));
    }
    if (replies.length > mostUnasked)
      breakOff(new SmtpBreak('SMTP_GARBLED', 'a server that talks without being asked'));
    wake();
  }
  const onError = (error: Error) => breakOff(new SmtpBreak('SMTP_CLOSED', wordsOf(error)));
  const onClose = () => breakOff(new SmtpBreak('SMTP_CLOSED', 'Connection closed by the server'));

  function listen(): void {
    socket.setNoDelay(true);
    socket.on('data', onData);
    socket.on('error', onError);
    socket.on('close', onClose);
    socket.on('end', onClose);
    socket.on('drain', wake);
  }

  function unlisten(): void {
    socket.off('data', onData);
    socket.off('error', onError);
    socket.off('close', onClose);
    socket.off('end', onClose);
    socket.off('drain', wake);
  }

  /** Resolves once `look` finds something; rejects when nothing can come any more, or patience ends. */
  function until<T>(look: () => T | null, patienceMs: number): Promise<T> {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        breakOff(new SmtpBreak('SMTP_TIMEOUT', `Connection timed out after ${Math.round(patienceMs / 1000)} s`));
      }, patienceMs);
      const attempt = () => {
        const found = look();
        if (found === null && broken === null) return;
        clearTimeout(timer);
        waiting.delete(attempt);
        if (found === null) reject(broken);
        else resolve(found);
      };
      waiting.add(attempt);
      attempt();
    });
  }

  const hear = (patienceMs: number) => until(() => replies.shift() ?? null, patienceMs);

  async function ask(line: string, patienceMs: number): Promise<SmtpReply> {
    if (/[\r\n]/.test(line)) throw new RangeError('a command of more than one line');
    // What was said before the question cannot be the answer to it, but a 421 may come at any time (RFC 5321 §3.8).
    if (replies[0] && replies[0].code !== 421) {
      breakOff(new SmtpBreak('SMTP_GARBLED', 'a server that answers before it is asked'));
      replies = [];
    }
    if (broken === null) socket.write(`${line}\r\n`);
    return hear(patienceMs);
  }

  listen();
  return {
    get socket() {
      return socket;
    },
    isOpen: () => broken === null,
    hear,
    ask,
    async write(octets, patienceMs) {
      if (broken) throw broken;
      if (octets.length === 0) return;
      const isRoom = socket.write(octets.length === 1 && octets[0] ? octets[0] : Buffer.concat(octets));
      if (!isRoom) await until(() => (socket.writableNeedDrain ? null : true), patienceMs);
    },
    unasked: () => replies.shift() ?? null,
    hasUnasked: () => replies.length > 0,
    async moveTo(wrap) {
      unlisten();
      reader = createReplyReader();
      replies = [];
      try {
        const secure = await wrap(socket);
        socket = secure;
        listen();
        return secure;
      } catch (error) {
        socket.on('error', () => {});
        breakOff(error instanceof SmtpBreak ? error : new SmtpBreak('SMTP_TLS', wordsOf(error)));
        throw error;
      }
    },
    async quit(patienceMs) {
      const reply = broken ? null : await ask('QUIT', patienceMs).catch(() => null);
      socket.end();
      breakOff(new SmtpBreak('SMTP_CLOSED', 'Connection closed'));
      return reply;
    },
    destroy: () => breakOff(new SmtpBreak('SMTP_CLOSED', 'Connection closed')),
  };
}
