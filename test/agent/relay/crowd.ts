/** Many devices that scan at the same time through one relay, and an upstream that dies in the middle. */
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import { openDevice, sendScan } from '../smtp/device.ts';
import { startScriptedServer } from '../smtp/scripted-server.ts';
import { openOffice, relayConfigOf } from './office.ts';

export type Crowd = {
  readonly scans: number;
  readonly octets: number;
  /** The upstream dies when it has accepted so many. */
  readonly accepts: number;
  /** Whether its last acceptance is still said. */
  readonly saysLast: boolean;
};

const line = `${'iVBORw0KGgoAAAANSUhEUgAAB'.repeat(3)}A\r\n`;
const block = Buffer.from(line.repeat(840));

const addressOf = (n: number) => `scan-${n}@partner.example`;
const headOf = (n: number) => `Message-ID: <scan-${n}@copier>\r\nSubject: ${n}\r\n\r\n`;

/** Sends them all and checks that nobody was told of a scan what is not so. Gives how many were sent and were not. */
export async function sendCrowd({
  scans,
  octets,
  accepts,
  saysLast,
}: Crowd): Promise<{ sent: number; failed: number }> {
  const upstream = await startScriptedServer({
    receipt() {
      if (upstream.accepted.length + 1 < accepts) return '250 2.0.0 Ok';
      if (saysLast) setImmediate(upstream.die);
      else process.nextTick(upstream.die);
      return '250 2.0.0 Ok, the last one';
    },
  });
  const office = await openOffice(relayConfigOf(upstream.port));
  const blocks = Array.from({ length: Math.max(1, Math.round(octets / block.length)) }, () => block);

  const told = await Promise.all(
    Array.from({ length: scans }, async (_, n) => {
      const device = await openDevice(office.port);
      try {
        return await sendScan(device, { to: [addressOf(n)], body: [headOf(n), ...blocks] });
      } finally {
        device.leave();
      }
    }),
  );
  await office.relay.stop();
  await upstream.stop();

  const accepted = new Map(upstream.accepted.map((mail) => [mail.to[0] ?? '', mail]));
  expect(accepted.size, 'accepted twice').toBe(upstream.accepted.length);
  for (const [address, mail] of accepted) {
    const n = Number(/\d+/.exec(address)?.[0]);
    const hash = createHash('sha256').update(headOf(n));
    for (const each of blocks) hash.update(each);
    expect(mail.sha256, `the octets of ${address}`).toBe(hash.digest('hex'));
  }
  const sent = office.results.filter(({ outcome }) => outcome === 'sent').map(({ to }) => to ?? '');
  expect(new Set(sent).size, 'reported sent twice').toBe(sent.length);
  expect(
    sent.filter((to) => !accepted.has(to)),
    'reported sent and not accepted',
  ).toEqual([]);
  const toldSent = told.flatMap((said, n) => (said.startsWith('250') ? [addressOf(n)] : []));
  expect(toldSent.toSorted(), 'what devices heard and what is reported').toEqual(sent.toSorted());
  expect(
    told.filter((said) => !/^(250|451) /.test(said)),
    'neither 250 nor 451',
  ).toEqual([]);
  const named = office.results.filter(({ to }) => to !== null).map(({ to }) => to);
  expect(new Set(named).size, 'two results for one recipient').toBe(named.length);
  expect(office.results.length, 'one result for each scan').toBe(scans);
  return { sent: sent.length, failed: scans - sent.length };
}
