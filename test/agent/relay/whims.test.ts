import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openDevice, sendScan } from '../smtp/device.ts';
import { startScriptedServer } from '../smtp/scripted-server.ts';
import { openOffice, relayConfigOf } from './office.ts';

/** What a server may come up with, right or wrong, at any step; `null` is the usual. */
const whim = fc.option(
  fc.constantFrom(
    '250 2.0.0 Fine',
    '251-2.1.5 Fine\r\n251 2.1.5 elsewhere',
    '220 again',
    '354 go on',
    '334 dGVsbA==',
    '421 4.3.2 Shutting down',
    '451 4.7.1 Later',
    '452-4.2.2 Full\r\n452 4.2.2 really',
    '550 5.7.1 No',
    '554',
    '250 fine\r\n250 and more',
    '999 what',
    'HTTP/1.1 200 OK',
    '',
    '250-never ending',
    'drop',
  ),
  { nil: null, freq: 2 },
);
const whims = fc.record({ greeting: whim, EHLO: whim, MAIL: whim, RCPT: whim, DATA: whim, receipt: whim });

test('whatever the upstream comes up with, sent is what it took, and the device is told so and nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(whims, async ({ greeting, receipt, ...others }) => {
      let isTaken = false;
      const upstream = await startScriptedServer({
        ...(greeting !== null && { greeting }),
        on: (line) => others[line.slice(0, 4) as keyof typeof others] ?? null,
        receipt() {
          const said = receipt ?? '250 2.0.0 Ok';
          isTaken = /^2\d\d[ -]/.test(said);
          return said;
        },
      });
      const office = await openOffice(relayConfigOf(upstream.port, { upstream: { replyMs: 400, connectMs: 2000 } }));
      const device = await openDevice(office.port);
      // A reply without an end is waited for as long as RFC 5321 says: too long for a test, and a case of its own.
      if (receipt === '250-never ending' || receipt === '') {
        device.leave();
      } else {
        const told = await sendScan(device, {}).catch(() => 'gone');
        device.leave();
        const results = office.results.map(({ outcome }) => outcome);
        const isSent = results.includes('sent');
        expect(told, 'a reply of three digits').toMatch(/^[2345]\d\d /);
        expect(isSent).toBe(told.startsWith('2'));
        if (isSent) expect(isTaken).toBe(true);
        expect(results).toHaveLength(1);
      }
      await office.relay.stop();
      await upstream.stop();
    }),
    { numRuns: Number(process.env.PLATEN_RUNS ?? 60), timeout: 10_000 },
  );
}, 300_000);
