import { expect, test } from 'vitest';
import { sendCrowd } from '../agent/relay/crowd.ts';
import { openOffice, relayConfigOf } from '../agent/relay/office.ts';
import { openDevice, sendScan } from '../agent/smtp/device.ts';
import { startScriptedServer } from '../agent/smtp/scripted-server.ts';

const minutes = 10 * 60_000;

test.each([true, false])(
  '200 scans of 10 MB at the same time, the upstream dies in the middle (its last word is heard: %s)',
  async (saysLast) => {
    const { sent, failed } = await sendCrowd({ scans: 200, octets: 10_000_000, accepts: 60, saysLast });
    console.log(`200 × 10 MB: ${sent} sent, ${failed} told to try again`);
    expect(failed).toBeGreaterThan(0);
  },
  minutes,
);

test(
  'memory stays flat while 50 MB scans pass',
  async () => {
    const upstream = await startScriptedServer();
    const office = await openOffice(relayConfigOf(upstream.port, { size: 60_000_000 }));
    const block = Buffer.from(`${'A'.repeat(76)}\r\n`.repeat(840));
    const body = Array.from({ length: 763 }, () => block);
    const scan = async () => {
      const device = await openDevice(office.port);
      const said = await sendScan(device, { body });
      device.leave();
      return said;
    };
    await Promise.all(Array.from({ length: 4 }, scan));
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 50);
    for (let round = 0; round < 5; round++) {
      const said = await Promise.all(Array.from({ length: 8 }, scan));
      expect(said.every((reply) => reply.startsWith('250'))).toBe(true);
    }
    clearInterval(watch);
    const grown = Math.round((most - before) / 1e6);
    console.log(`40 scans of 50 MB, 8 at a time: ${Math.round(before / 1e6)} MB before, ${grown} MB more at most`);
    // Eight bodies are 400 MB; the devices and the upstream of the test are in this process, too.
    expect(grown).toBeLessThan(120);
    await office.relay.stop();
    await upstream.stop();
  },
  minutes,
);
