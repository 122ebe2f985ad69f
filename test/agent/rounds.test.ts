import { describe, expect, test } from 'vitest';
import type { Member } from '../../agent/fleet.ts';
import { createRounds } from '../../agent/rounds.ts';
import type { Reading } from '../../contract/index.ts';
import { reading, silence } from './samples.ts';

const members = ['a', 'b', 'c'].map((address) => ({ key: address, address }) as Member);

/** Polls that end when they are told to. */
function openRounds(chance = () => 0) {
  const asked: string[] = [];
  const taken: string[] = [];
  const waiting = new Map<string, (reading: Reading) => void>();
  const rounds = createRounds({
    poll: ({ address }) => {
      asked.push(address);
      return new Promise((resolve) => waiting.set(address, resolve));
    },
    take: (_member, { address }) => void taken.push(address),
    chance,
  });
  const answer = (address: string, with_: Reading = reading(address)) => waiting.get(address)?.(with_);
  return { rounds, asked, taken, answer };
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('a round', () => {
  test('asks everyone once and takes the answers as they come', async () => {
    const { rounds, asked, taken, answer } = openRounds();
    const round = rounds.run(members, 0);
    await turn();
    expect(asked).toEqual(['a', 'b', 'c']);
    answer('c');
    await turn();
    expect(taken).toEqual(['c']);
    answer('a');
    answer('b');
    expect(await round).toEqual({ asked: 3, skipped: 0 });
  });

  test('leaves out who is still being asked, and waits for them', async () => {
    const { rounds, asked, taken, answer } = openRounds();
    const first = rounds.run(members, 0);
    await turn();
    answer('a');
    answer('b');
    await turn();
    const second = rounds.run(members, 0);
    await turn();
    expect(asked).toEqual(['a', 'b', 'c', 'a', 'b']);
    for (const address of ['a', 'b', 'c']) answer(address);
    expect(await second).toEqual({ asked: 2, skipped: 1 });
    await first;
    expect(taken.toSorted()).toEqual(['a', 'a', 'b', 'b', 'c']);
  });

  test('is spread by chance over the jitter', async () => {
    const chances = [0, 0.9, 0.1];
    const { rounds, asked, answer } = openRounds(() => chances.shift() ?? 0);
    const round = rounds.run(members, 60);
    while (asked.length < 3) await turn();
    expect(asked).toEqual(['a', 'c', 'b']);
    for (const address of asked) answer(address);
    await round;
  });

  test('one that fails to be taken does not stop the others, and is told', async () => {
    const taken: string[] = [];
    const rounds = createRounds({
      poll: async ({ address }) => reading(address),
      take(_member, { address }) {
        if (address === 'a') throw new Error('disk full');
        taken.push(address);
      },
      chance: () => 0,
    });
    await expect(rounds.run(members, 0)).rejects.toThrow('disk full');
    expect(taken).toEqual(['b', 'c']);
  });
});

describe('one device now', () => {
  const [a] = members as [Member];

  test('is asked at once, also where it waits for its turn in a round', async () => {
    const { rounds, asked, answer } = openRounds(() => 0.5);
    const alone = rounds.now(a);
    await turn();
    answer('a');
    await alone;
    const round = rounds.run(members, 3_600_000);
    const now = rounds.now(a);
    await turn();
    expect(asked).toEqual(['a', 'a']);
    answer('a');
    await now;
    await rounds.stop();
    await round;
  });

  test('is asked again where it is being asked, and not twice at once', async () => {
    const { rounds, asked, answer } = openRounds();
    const round = rounds.run([a], 0);
    await turn();
    const now = [rounds.now(a), rounds.now(a)];
    await turn();
    expect(asked).toEqual(['a']);
    answer('a');
    await round;
    await turn();
    expect(asked).toEqual(['a', 'a']);
    answer('a');
    await Promise.all(now);
    expect(asked).toEqual(['a', 'a']);
  });
});

describe('stopping', () => {
  test('wakes those that wait for their turn, and takes nothing more', async () => {
    const { rounds, asked, taken, answer } = openRounds(() => 0.5);
    const round = rounds.run(members, 3_600_000);
    const stopped = rounds.stop();
    expect(await round).toEqual({ asked: 3, skipped: 0 });
    await stopped;
    expect([asked, taken]).toEqual([[], []]);
    answer('a');
  });

  test('what the closed client says is no reading', async () => {
    const { rounds, taken, answer } = openRounds();
    const round = rounds.run(members, 0);
    await turn();
    const closed = { code: 'SNMP_CLOSED', message: 'closed' };
    for (const address of ['a', 'b', 'c']) answer(address, silence(address, { error: closed }));
    await round;
    expect(taken).toEqual([]);
  });
});
