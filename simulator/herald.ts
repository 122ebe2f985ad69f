/** Sends what the office's devices tell by themselves to whoever listens, once somebody does. */
import { type Notice, type Notifier, openNotifier } from './snmp/notify.ts';
import type { Responder } from './snmp/responder.ts';

export type Herald = {
  /** From now on traps of v2c go there. */
  sendTo(to: { readonly address: string; readonly port: number }): void;
  tell(from: Responder | undefined, notices: readonly Notice[]): Promise<void>;
  stop(): void;
};

export function createHerald(): Herald {
  const open = new Map<Responder, Notifier>();
  let to: { readonly address: string; readonly port: number } | null = null;

  function notifierOf(from: Responder, there: NonNullable<typeof to>): Notifier {
    const notifier =
      open.get(from) ?? openNotifier({ socket: from.socket, to: there, as: { version: 'v2c', community: 'public' } });
    open.set(from, notifier);
    return notifier;
  }

  function stop(): void {
    for (const notifier of open.values()) notifier.close();
    open.clear();
  }

  return {
    sendTo(there) {
      stop();
      to = there;
    },
    async tell(from, notices) {
      if (!from || !to) return;
      for (const notice of notices) await notifierOf(from, to).trap(notice);
    },
    stop,
  };
}
