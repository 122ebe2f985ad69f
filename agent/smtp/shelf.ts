/**
 * Where a refresh token that the provider replaced survives a restart: a file of its own beside the agent's other data,
 * for this user alone. Its name comes from the configured token, so that a new one there makes the kept one forgotten.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Secret } from '../../contract/secret.ts';
import type { TokenShelf } from './tokens.ts';

export function openShelf(folder: string, configured: Secret): TokenShelf {
  const tag = createHash('sha256').update(configured.reveal()).digest('hex').slice(0, 16);
  const file = path.join(folder, `refresh-token-${tag}`);
  return {
    get() {
      try {
        return new Secret(readFileSync(file, 'utf8').trim());
      } catch {
        return null;
      }
    },
    put(token) {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(`${file}.new`, token.reveal(), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}
