import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { openDevice } from '../smtp/device.ts';
import { startScriptedServer } from '../smtp/scripted-server.ts';
import { sendCrowd } from './crowd.ts';
import { openOffice, relayConfigOf } from './office.ts';

test.each([true, false])(
  'an upstream that dies in the middle of 40 scans (its last word is heard: %s)',
  async (saysLast) => {
    const { sent, failed } = await sendCrowd({ scans: 40, octets: 600_000, accepts: 12, saysLast });
    expect(sent).toBeLessThanOrEqual(40 - 1);
    expect(failed).toBeGreaterThan(0);
  },
  60_000,
);

test('a slow upstream makes the device wait; nothing piles up in between', async () => {
  const upstream = await startScriptedServer();
  const office = await openOffice(relayConfigOf(upstream.port));
  const device = await openDevice(office.port);
  for (const line of ['EHLO c', 'MAIL FROM:<c@office.example>', 'RCPT TO:<a@x.example>', 'DATA'])
    await device.say(line);
  upstream.pause();
  const block = Buffer.from(`${'A'.repeat(76)}\r\n`.repeat(840));
  let passed = 0;
  const sending = (async () => {
    for (let i = 0; i < 600; i++) {
      await device.send(block);
      passed += block.length;
    }
    await device.send('.\r\n');
  })();
  // Two socket buffers of the system on each side of the relay, and its own few: it must come to a stand.
  let before = -1;
  await expect
    .poll(
      () => {
        const isStill = passed > 0 && passed === before;
        before = passed;
        return isStill;
      },
      { timeout: 30_000, interval: 700 },
    )
    .toBe(true);
  expect(passed).toBeLessThan(25_000_000);
  upstream.resume();
  await sending;
  expect(await device.hear()).toMatch(/^250/);
  const hash = createHash('sha256');
  for (let i = 0; i < 600; i++) hash.update(block);
  expect(upstream.accepted[0]?.sha256).toBe(hash.digest('hex'));
  expect(office.results[0]).toMatchObject({ outcome: 'sent', size: 600 * block.length });
  device.leave();
  await office.relay.stop();
  await upstream.stop();
}, 60_000);

test('an upstream that takes nothing for long is given up, and the device is not called silent', async () => {
  const upstream = await startScriptedServer();
  const office = await openOffice(relayConfigOf(upstream.port, { idleMs: 4000 }));
  const device = await openDevice(office.port);
  for (const line of ['EHLO c', 'MAIL FROM:<c@office.example>', 'RCPT TO:<a@x.example>', 'DATA'])
    await device.say(line);
  upstream.pause();
  const block = Buffer.from(`${'A'.repeat(76)}\r\n`.repeat(840));
  for (let i = 0; i < 500; i++) await device.send(block);
  await device.send('.\r\n');
  expect(await device.hear()).toMatch(/^451 4\.4\.2 Lost the connection to .*: Connection timed out/);
  expect(office.results).toMatchObject([{ outcome: 'lost', stage: 'data', reason: 'connection-failed' }]);
  expect(upstream.accepted).toEqual([]);
  device.leave();
  await office.relay.stop();
  await upstream.stop();
}, 60_000);
