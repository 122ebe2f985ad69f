/**
 * Secrets at rest: AES-256-GCM under a key that is not in the store, so that a copy of the store alone signs nothing. The
 * id of the subscription is authenticated too: a sealed secret cannot be moved to another row.
 */
import { createCipheriv, createDecipheriv, hkdfSync } from 'node:crypto';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Random } from '../ids.ts';
import type { Store } from '../store/store.ts';

export type Vault = {
  seal(secret: string, id: string): string;
  /** `null` where it was sealed with another key, for another id, or was damaged. */
  open(sealed: string, id: string): string | null;
};

/** The store's secrets cannot be read or kept with this key file. */
export class VaultError extends Error {
  override readonly name = 'VaultError';
  readonly code = 'VAULT_KEY_INVALID';
}

const algorithm = 'aes-256-gcm';
const prefix = 'sealed:1:';
const nonceBytes = 12;
const tagBytes = 16;
const keyBytes = 32;

export function makeVault(key: Uint8Array, random: Random): Vault {
  return {
    seal(secret, id) {
      const nonce = random(nonceBytes);
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(id));
      const sealed = Buffer.concat([nonce, cipher.update(secret, 'utf8'), cipher.final(), cipher.getAuthTag()]);
      return prefix + sealed.toString('base64');
    },
    open(sealed, id) {
      if (!isSealed(sealed)) return null;
      const bytes = Buffer.from(sealed.slice(prefix.length), 'base64');
      if (bytes.length < nonceBytes + tagBytes) return null;
      const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(id)).setAuthTag(bytes.subarray(-tagBytes));
      try {
        const secret = Buffer.concat([decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()]);
        return secret.toString('utf8');
      } catch {
        return null;
      }
    },
  };
}

/** The key that follows from a configured text (`dashboard.store_secret`). */
export function keyFrom(text: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', text, '', 'platen secrets at rest', keyBytes));
}

/**
 * The key in `<folder>/secrets.key`, made there (mode 0600) where there is none. Rejects what is no key rather than
 * write over it: whatever was sealed with it would be lost.
 */
export function keyIn(folder: string, random: Random): Uint8Array {
  const file = path.join(folder, 'secrets.key');
  mkdirSync(folder, { recursive: true });
  try {
    // Only made where it is not there: two that start at once must not have two keys.
    writeFileSync(file, `${Buffer.from(random(keyBytes)).toString('base64')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  // A copy from elsewhere may have come with other rights.
  chmodSync(file, 0o600);
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64');
  if (key.length === keyBytes) return key;
  throw new VaultError(`${file} holds no key of ${keyBytes} bytes in base64; bring back the file that was there`);
}

/** Seals what an older version stored as plain text. Gives how many. */
export async function sealPlain(store: Store, vault: Vault): Promise<number> {
  return store.transaction(async (tx) => {
    const plain = (await tx.subscriptions.withSecrets()).filter(({ secret }) => !isSealed(secret));
    for (const { id, secret } of plain) {
      await tx.subscriptions.writeSecrets(id, { current: vault.seal(secret, id), old: null, oldUntil: null });
    }
    return plain.length;
  });
}

function isSealed(text: string): boolean {
  return text.startsWith(prefix);
}
