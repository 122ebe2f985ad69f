/** The relay and the probe before real mail servers. */
import { createServer, type Server } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { probeServer } from '../../../agent/probe/probe.ts';
import { trustOf } from '../../../agent/probe/schedule.ts';
import { linesOf, openOffice, relayConfigOf } from '../../agent/relay/office.ts';
import { openDevice, sendScan } from '../../agent/smtp/device.ts';
import { type ScriptedServer, startScriptedServer } from '../../agent/smtp/scripted-server.ts';
import { eximMissing, startExim } from './exim.ts';
import { freePort, greeting, knowsNobody, listen } from './loopback.ts';
import type { MailSystemOptions } from './mail-system.ts';
import { postfixMissing, startPostfix } from './postfix.ts';

const systems = [
  { name: 'postfix', missing: postfixMissing(), start: startPostfix },
  { name: 'exim', missing: eximMissing(), start: startExim },
];

let stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.reverse()) await stop();
  stops = [];
});

type Start = (typeof systems)[number]['start'];

async function serve(start: Start, part: Partial<MailSystemOptions>): Promise<{ port: number; far: ScriptedServer }> {
  const far = await startScriptedServer({ keep: true });
  const logins: Server = createServer(knowsNobody);
  const authPort = await listen(logins);
  const port = await freePort();
  const options = {
    name: 'relay.office.test',
    port,
    clients: '127.0.0.1/32',
    largest: 100_000,
    nextHop: far.port,
    authPort,
  };
  const system = await start({ ...options, ...part });
  stops.push(far.stop, async () => void logins.close(), system.stop);
  await greeting(port);
  return { port, far };
}

const probe = (port: number) =>
  probeServer(
    {
      host: '127.0.0.1',
      port,
      tls: 'none',
      verify: true,
      ca: null,
      name: null,
      login: null,
      from: 'copier@office.test',
      to: ['anna@far.test'],
      size: 50_000,
      everyMs: null,
      connectMs: 5000,
      replyMs: 20_000,
    },
    { now: () => new Date(), trust: trustOf({ ca: null, verify: true }), login: null },
  );

for (const { name, missing, start } of systems) {
  if (missing) console.log(`${missing}: the tests with it are skipped`);
  describe.skipIf(missing)(`before ${name}`, () => {
    test('a scan arrives octet for octet, one that is too large does not, and a probe finds the way open', async () => {
      const { port, far } = await serve(start, {});
      const office = await openOffice(relayConfigOf(port));
      stops.push(() => office.relay.stop());
      expect((await probe(port)).steps.filter(({ outcome }) => outcome === 'failed')).toEqual([]);
      const device = await openDevice(office.port);
      const text = 'hello\r\n..dot\r\n...two\r\nbare\r\n.\nend\r\n';
      const said = await sendScan(device, {
        to: ['anna@far.test'],
        body: [`Message-ID: <scan-1@copier>\r\nSubject: scan\r\n\r\n${text}`],
      });
      expect(said).toMatch(/^250 /);
      await expect.poll(() => far.accepted.length, { timeout: 30_000 }).toBe(1);
      // The stray line end is made whole on the way, and its dot is text, not the end of the mail.
      expect(far.accepted[0]?.body).toContain('\r\n\r\nhello\r\n..dot\r\n...two\r\nbare\r\n..\r\nend\r\n');
      const large = Array.from({ length: 20 }, () => `${'A'.repeat(76)}\r\n`.repeat(100));
      expect(await sendScan(device, { to: ['anna@far.test'], body: large })).toMatch(/^552 /);
      device.leave();
      expect(linesOf(office.results)).toEqual([
        'anna@far.test delivery sent null 250',
        expect.stringMatching(/^anna@far\.test (data|delivery) refused message-too-big 552$/),
      ]);
      expect(far.accepted).toHaveLength(1);
    }, 120_000);

    test('what it does not relay is refused in its own words', async () => {
      const { port, far } = await serve(start, { clients: '127.77.0.1/32' });
      const office = await openOffice(relayConfigOf(port));
      stops.push(() => office.relay.stop());
      const device = await openDevice(office.port);
      const said = await sendScan(device, { to: ['anna@far.test'] });
      expect(said).toMatch(/^55[04] .*(relay|Relay)/);
      device.leave();
      expect(office.results).toMatchObject([
        { to: 'anna@far.test', stage: 'rcpt', outcome: 'refused', reason: 'relay-denied' },
      ]);
      const report = await probe(port);
      expect(report.steps.find(({ outcome }) => outcome === 'failed')).toMatchObject({
        stage: 'rcpt',
        fault: { reason: 'relay-denied', side: 'device' },
      });
      expect(far.accepted).toEqual([]);
    }, 120_000);
  });
}
