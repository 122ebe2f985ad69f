/** Devices of which nobody wrote down which of several credentials they want: all are tried, and what worked is remembered. */
import type { Reading } from '../contract/index.ts';

/** Where what worked is kept: a place in the list of credentials, by device key. A wrong one costs a try and does no harm. */
export type CredentialMemory = {
  credential(device: string): number | null;
  noteCredential(device: string, place: number): void;
};

export type Keyring = {
  /** Polls with one after the other until something answers. What fails is the first failure, or a refusal, which says more. */
  ask<C>(
    device: {
      readonly key: string;
      readonly ask: { readonly credentials: C; readonly otherCredentials: readonly C[] };
    },
    poll: (credentials: C) => Promise<Reading>,
  ): Promise<Reading>;
};

/** Silence and refusal may be the credentials'; what the network says is not. */
const mayBeCredentials: ReadonlySet<string> = new Set(['SNMP_TIMEOUT', 'SNMP_AUTH']);

export function createKeyring(memory: CredentialMemory): Keyring {
  const worked = new Map<string, number>();
  const guesses = new Map<string, number>();

  /** All where none ever worked; else that one, and after it another each time, so that a dead device costs little. */
  function order(key: string, count: number): number[] {
    const all = Array.from({ length: count }, (_, place) => place);
    const known = worked.get(key) ?? memory.credential(key);
    if (count < 2 || known === null || known >= count) return all;
    const others = all.filter((place) => place !== known);
    return [known, others[(guesses.get(key) ?? 0) % others.length] ?? known];
  }

  function note(key: string, place: number): void {
    worked.set(key, place);
    guesses.delete(key);
    memory.noteCredential(key, place);
  }

  return {
    async ask({ key, ask }, poll) {
      if (ask.otherCredentials.length === 0) return poll(ask.credentials);
      const all = [ask.credentials, ...ask.otherCredentials];
      let failure: Reading | null = null;
      for (const place of order(key, all.length)) {
        const reading = await poll(all[place] ?? ask.credentials);
        const code = reading.error?.code ?? '';
        if (reading.reachable) note(key, place);
        if (reading.reachable || !mayBeCredentials.has(code)) return reading;
        if (failure === null || code === 'SNMP_AUTH') failure = reading;
      }
      guesses.set(key, (guesses.get(key) ?? 0) + 1);
      return failure ?? poll(ask.credentials);
    },
  };
}
