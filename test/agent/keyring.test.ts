import { beforeEach, describe, expect, test } from 'vitest';
import type { AskConfig, CredentialConfig } from '../../agent/credentials.ts';
import { createKeyring, type Keyring } from '../../agent/keyring.ts';
import { Secret } from '../../contract/secret.ts';
import { reading, silence } from './samples.ts';

const byCommunity = (community: string): CredentialConfig => ({ version: 'v2c', community: new Secret(community) });
const ask = (...communities: string[]): AskConfig => {
  const [credentials = byCommunity('public'), ...otherCredentials] = communities.map(byCommunity);
  return { port: 161, credentials, otherCredentials, timeoutMs: 1, retries: 0 };
};
const device = { key: '10.0.0.1:161', ask: ask('a', 'b', 'c') };

let kept: Map<string, number>;
let tried: string[];
let keyring: Keyring;
const open = () =>
  createKeyring({
    credential: (key) => kept.get(key) ?? null,
    noteCredential: (key, place) => void kept.set(key, place),
  });
beforeEach(() => {
  kept = new Map();
  tried = [];
  keyring = open();
});

/** A device that answers to one community; `code` is what the others get. */
const wants =
  (wanted: string | null, code = 'SNMP_TIMEOUT') =>
  async (credentials: CredentialConfig) => {
    const community = credentials.version === 'v3' ? '' : credentials.community.reveal();
    tried.push(community);
    return community === wanted ? reading('10.0.0.1') : silence('10.0.0.1', { error: { code, message: community } });
  };

describe('several credentials', () => {
  test('are tried in turn, and what worked is the first the next time, also after a restart', async () => {
    expect((await keyring.ask(device, wants('c'))).reachable).toBe(true);
    await keyring.ask(device, wants('c'));
    keyring = open();
    await keyring.ask(device, wants('c'));
    expect(tried.join('')).toBe('abccc');
    expect(kept).toEqual(new Map([[device.key, 2]]));
  });

  test('of a device that fell silent cost one more try at a time, and come to each in turn', async () => {
    await keyring.ask(device, wants('a'));
    for (let n = 0; n < 3; n++) expect((await keyring.ask(device, wants(null))).error?.message).toBe('a');
    expect(tried.join('')).toBe('aabacab');
    expect((await keyring.ask(device, wants('c'))).reachable).toBe(true);
    await keyring.ask(device, wants('c'));
    expect(tried.join('')).toBe('aabacabacc');
  });

  test('a refusal says more than silence; where the network fails nothing more is tried', async () => {
    const refusing = async (credentials: CredentialConfig) =>
      wants(null, credentials === device.ask.otherCredentials[0] ? 'SNMP_AUTH' : 'SNMP_TIMEOUT')(credentials);
    expect((await keyring.ask(device, refusing)).error?.code).toBe('SNMP_AUTH');
    tried = [];
    expect((await keyring.ask(device, wants(null, 'SNMP_UNREACHABLE'))).error?.code).toBe('SNMP_UNREACHABLE');
    expect(tried).toEqual(['a']);
  });

  test('a place beyond the list is forgotten', async () => {
    kept.set(device.key, 7);
    expect((await keyring.ask(device, wants('b'))).reachable).toBe(true);
    expect(tried.join('')).toBe('ab');
  });

  test('one alone is asked with as ever', async () => {
    expect((await keyring.ask({ key: 'x', ask: ask('a') }, wants(null))).reachable).toBe(false);
    expect(tried).toEqual(['a']);
    expect(kept.size).toBe(0);
  });
});
