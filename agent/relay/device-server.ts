/**
 * The device's side of the relay: `smtp-server`, taught two things that it has no hook for. A reply of the upstream takes
 * the place of its own, with code, text and lines; and DATA is answered when the upstream has answered it.
 */
import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { SMTPServerOptions } from 'smtp-server';
import { SMTPServer } from 'smtp-server';
import type { SMTPConnectionOptions } from 'smtp-server/lib/smtp-connection.js';
import { SMTPConnection } from 'smtp-server/lib/smtp-connection.js';
import type { SmtpReply } from '../smtp/replies.ts';

export type DeviceHooks = {
  /** The device asks to send its mail: 354, or why not. */
  readonly onDataCommand: (connection: DeviceConnection) => Promise<SmtpReply>;
  /** A refusal in the server's own words. `verb` is the command that it answers, empty before the first. */
  readonly onOwnRefusal: (connection: DeviceConnection, reply: SmtpReply, verb: string) => void;
};

export class DeviceConnection extends SMTPConnection {
  readonly hooks: DeviceHooks;
  /** Goes out in place of the server's next reply. */
  mirrored: SmtpReply | null = null;
  verb = '';

  constructor(server: DeviceServer, socket: Socket | TLSSocket, options: SMTPConnectionOptions | null | undefined) {
    super(server, socket, options ?? {});
    this.hooks = server.hooks;
  }

  override send(code: number, text?: string | string[] | null, context?: string | false): void {
    const reply = this.mirrored;
    this.mirrored = null;
    if (reply) {
      super.send(reply.code, [...reply.lines], false);
      return;
    }
    super.send(code, text, context);
    if (code >= 400) this.hooks.onOwnRefusal(this, { code, lines: [text ?? ''].flat() }, this.verb);
  }

  override handler_DATA(command: Buffer, callback: () => void): void {
    if (this.session.envelope.rcptTo.length === 0) {
      super.handler_DATA(command, callback);
      return;
    }
    this.hooks.onDataCommand(this).then((reply) => {
      if (reply.code === 354) {
        super.handler_DATA(command, callback);
        return;
      }
      this.mirrored = reply;
      this.send(reply.code);
      callback();
    }, callback);
  }
}

export class DeviceServer extends SMTPServer {
  readonly hooks: DeviceHooks;

  constructor(options: SMTPServerOptions, hooks: DeviceHooks) {
    super({ ...options, logger: commandWatch((id, verb) => this.note(id, verb)) });
    this.hooks = hooks;
  }

  override connect(socket: Socket | TLSSocket, options?: SMTPConnectionOptions | null): void {
    const connection = new DeviceConnection(this, socket, options);
    this.connections.add(connection);
    connection.on('error', (error) => this.emit('error', error));
    connection.init();
  }

  connectionOf(id: string): DeviceConnection | null {
    for (const connection of this.connections) {
      if (connection.id === id && connection instanceof DeviceConnection) return connection;
    }
    return null;
  }

  private note(id: string, verb: string): void {
    const connection = this.connectionOf(id);
    if (connection) connection.verb = verb;
  }
}

/** The server tells each command to its logger, credentials blotted out; nothing else of what it logs is wanted. */
function commandWatch(note: (id: string, verb: string) => void) {
  type Noted = { readonly tnx?: string; readonly cid?: string; readonly command?: string };
  const ignore = (): void => {};
  const debug = ({ tnx, cid = '', command = '' }: Noted): void => {
    if (tnx === 'command') note(cid, command.slice(0, 12));
  };
  return { level: ignore, trace: ignore, debug, info: ignore, warn: ignore, error: ignore, fatal: ignore };
}
