/** Real devices on real UDP whose answers are spoiled on the way, and an agent that polls them. */
import { expect } from 'vitest';
import { pollDevice } from '../../../agent/poll.ts';
import { openSnmp, snmpErrorCodes } from '../../../agent/snmp/index.ts';
import { readingSchema } from '../../../contract/index.ts';
import { officeDevices } from '../../../simulator/devices/index.ts';
import { objectsOf } from '../../../simulator/printer/objects.ts';
import { createPrinter } from '../../../simulator/printer/printer.ts';
import { startResponder } from '../../../simulator/snmp/responder.ts';
import { type Chance, chanceOf } from './chance.ts';

/** Tags of BER and of SNMP, lengths and numbers at which readers break. */
const telling = [0x00, 0x01, 0x02, 0x04, 0x05, 0x06, 0x30, 0x40, 0x41, 0x46, 0x7f, 0x80, 0x81, 0x82, 0x84, 0xa2, 0xff];

const sharePercent = 30;
const concurrency = 64;
/** A poll may ask 500 times within two minutes; here no answer takes longer than this. */
const timeoutMs = 200;
const longestMs = 60_000;

/** Polls until so many spoiled answers were given; every poll must end, in time, in a reading or a coded error. */
export async function pollSpoiledDevices(answers: number, seed: number): Promise<{ polls: number; reachable: number }> {
  const chance = chanceOf(seed);
  let spoiled = 0;
  const garble = (answer: Uint8Array): Uint8Array => {
    // A device that never answers well is given up after one request, and little would be read.
    if (!chance.percent(sharePercent)) return answer;
    spoiled++;
    return spoil(answer, chance);
  };
  const responders = await Promise.all(
    officeDevices.map((description) =>
      startResponder({
        address: '127.0.0.1',
        port: 0,
        table: objectsOf(createPrinter(description, Date.now()), Date.now),
        quirks: { garble },
      }),
    ),
  );
  const client = openSnmp({ concurrency });
  let polls = 0;
  let reachable = 0;
  const pollAgain = async (): Promise<void> => {
    while (spoiled < answers) {
      const { address, port } = responders[polls++ % responders.length] as { address: string; port: number };
      const version = chance.pick(['v1', 'v2c'] as const);
      const target = { address, port, credentials: { version, community: 'public' }, timeoutMs, retries: 1 };
      const reading = await pollDevice(client, target, new Date());
      expect(readingSchema.safeParse(reading).error?.issues ?? [], `seed ${seed}`).toEqual([]);
      if (reading.error) expect(snmpErrorCodes, `seed ${seed}`).toContain(reading.error.code);
      expect(reading.timing.ms, `seed ${seed}`).toBeLessThan(longestMs);
      if (reading.reachable) reachable++;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, pollAgain));
  await client.close();
  await Promise.all(responders.map((responder) => responder.stop()));
  return { polls, reachable };
}

/** One to four changes. The head, by which an answer is known, is mostly left alone, so that what follows is read. */
export function spoil(answer: Uint8Array, chance: Chance): Uint8Array {
  let bytes = Uint8Array.from(answer);
  for (let changes = 1 + chance.below(4); changes > 0; changes--) {
    const head = Math.min(chance.percent(90) ? 34 : 0, bytes.length - 1);
    bytes = change(bytes, head + chance.below(Math.max(1, bytes.length - head)), chance);
  }
  return bytes;
}

function change(bytes: Uint8Array<ArrayBuffer>, at: number, chance: Chance): Uint8Array<ArrayBuffer> {
  const copy = bytes.slice();
  switch (chance.below(10)) {
    case 0:
    case 7:
      copy[at] = chance.below(256);
      return copy;
    case 1:
    case 8:
      copy[at] = chance.pick(telling);
      return copy;
    case 2:
    case 9:
      copy[at] = (copy[at] ?? 0) ^ (1 << chance.below(8));
      return copy;
    case 3:
      return copy.slice(0, Math.max(1, at));
    case 4:
      return joined(copy.subarray(0, at), copy.subarray(at + 1 + chance.below(8)));
    case 5:
      return joined(
        copy.subarray(0, at),
        Uint8Array.from({ length: 1 + chance.below(8) }, () => chance.below(256)),
        copy.subarray(at),
      );
    default: {
      const from = chance.below(copy.length);
      copy.copyWithin(at, from, from + 1 + chance.below(24));
      return copy;
    }
  }
}

function joined(...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(Buffer.concat(parts));
}
