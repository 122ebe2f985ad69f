/** A whole simulated office on loopback: devices, mail relay, a receiver of webhooks, and a story that plays. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Catcher } from './catcher/catcher.ts';
import { startCatcher } from './catcher/catcher.ts';
import { officeDevices } from './devices/index.ts';
import { createHerald } from './herald.ts';
import { farRules, smarthostRules } from './mail/office-rules.ts';
import type { SmtpRule } from './mail/rules.ts';
import { sendScan } from './mail/scan.ts';
import { startSmarthost } from './mail/smarthost.ts';
import { changePrinter } from './printer/deeds.ts';
import type { PrinterDescription } from './printer/description.ts';
import { noticesSince, standingOf } from './printer/notices.ts';
import { objectsOf } from './printer/objects.ts';
import type { Printer } from './printer/printer.ts';
import { createPrinter, noteScan } from './printer/printer.ts';
import type { Act, Script } from './script.ts';
import { play } from './script.ts';
import { firstMinute } from './scripts/first-minute.ts';
import { startResponders } from './snmp/listen.ts';

export type OfficeOptions = {
  /** The office's own sixteen where absent. */
  readonly devices?: readonly PrinterDescription[];
  /** `firstMinute` where absent; `null` plays nothing. */
  readonly script?: Script | null;
  readonly smarthostRules?: readonly SmtpRule[];
  readonly farRules?: readonly SmtpRule[];
  /** Time until the relay tries a deferred scan again, doubled with each try; 8 s where absent. */
  readonly retryMs?: number;
  /** Time after which it gives a deferred scan up; a minute where absent. */
  readonly lifetimeMs?: number;
  /** False: all devices at 127.0.0.1, told apart by their ports, as on systems that have no other loopback address. */
  readonly apart?: boolean;
  /** The webhook secret of the catcher, `whsec_…`. */
  readonly webhookSecret: string;
  /** Told where a step of the script failed by itself, e.g. a scan with no relay. */
  readonly onError?: (error: unknown) => void;
};

export type OfficeDevice = {
  /** Kebab-case; also its host name. */
  readonly id: string;
  /** sysName. */
  readonly name: string;
  /** What people call it, where that is something else. */
  readonly calledName?: string;
  readonly location: string;
  readonly address: string;
  readonly port: number;
  /** Sender of its scans; absent where it cannot scan. */
  readonly scanFrom?: string;
};

export type Office = {
  readonly devices: readonly OfficeDevice[];
  /** A log in Postfix's format. */
  readonly mailLog: string;
  readonly smtp: { readonly address: string; readonly port: number };
  readonly catcher: Catcher;
  /** Begins the script, once. */
  begin(): void;
  /** Does it now, whatever the script. Resolves when it has happened, a scan when it has been answered. */
  perform(act: Act): Promise<void>;
  /** From now on the devices tell of their faults there, by traps of SNMPv2c. */
  sendTrapsTo(place: { readonly address: string; readonly port: number }): void;
  /** Stops everything in reverse and removes every file. */
  stop(): Promise<void>;
};

/** Everything answers when it resolves; the script waits for `begin()`. What started is stopped again where it rejects. */
export async function startOffice(options: OfficeOptions): Promise<Office> {
  const started: (() => Promise<unknown>)[] = [];
  const stop = async () => {
    for (const end of started.splice(0).reverse()) await end();
  };
  try {
    return await open(options, started, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function open(
  options: OfficeOptions,
  started: (() => Promise<unknown>)[],
  stop: () => Promise<void>,
): Promise<Office> {
  const folder = await mkdtemp(join(tmpdir(), 'platen-office-'));
  started.push(() => rm(folder, { recursive: true, force: true }));

  const clock = Date.now;
  const printers = (options.devices ?? officeDevices).map((description) => createPrinter(description, clock()));
  const responders = await startResponders(
    printers.map((printer, i) => ({ address: addressOf(i), table: objectsOf(printer, clock) })),
    { port: 0, shared: '127.0.0.1', apart: options.apart ?? true },
  );
  started.push(() => Promise.all(responders.map((responder) => responder.stop())));
  const herald = createHerald();
  started.push(async () => herald.stop());
  const devices = printers.map(({ description }, i): OfficeDevice => {
    const { id, name, calledName, location, scanFrom } = description;
    const { address, port } = responders[i] ?? { address: addressOf(i), port: 0 };
    return {
      id,
      name,
      location,
      address,
      port,
      ...(calledName !== undefined && { calledName }),
      ...(scanFrom !== undefined && { scanFrom }),
    };
  });

  const mailLog = join(folder, 'mail.log');
  const smarthost = await startSmarthost({
    address: responders[0]?.address === addressOf(0) ? '127.77.0.25' : '127.0.0.1',
    logPath: mailLog,
    rules: options.smarthostRules ?? smarthostRules,
    farRules: options.farRules ?? farRules,
    retryMs: options.retryMs ?? 8000,
    lifetimeMs: options.lifetimeMs ?? 60_000,
    nameOf: (address) => devices.find((device) => device.address === address)?.id ?? 'unknown',
  });
  started.push(() => smarthost.stop());

  const catcher = await startCatcher({ address: '127.0.0.1', secret: options.webhookSecret });
  started.push(() => catcher.stop());

  let scans = 0;
  const scan = async (printer: Printer, to: string, kilobytes: number, login?: string): Promise<void> => {
    const at = printers.indexOf(printer);
    const { id, scanFrom } = printer.description;
    const result = await sendScan({
      deviceAddress: devices[at]?.address ?? '127.0.0.1',
      deviceName: id,
      relay: smarthost,
      from: scanFrom ?? `${id}@office.example`,
      to,
      kilobytes,
      number: ++scans,
      ...(login !== undefined && { login: { user: login, password: 'simulated' } }),
    });
    const succeeded = result.kind === 'sent';
    noteScan(printer, { id: `scan-${scans}`, at: clock(), to: 'mail', succeeded });
  };

  const perform = async (act: Act): Promise<void> => {
    const printer = printers.find(({ description }) => description.id === act.device);
    if (!printer) throw new RangeError(`the office has no device "${act.device}"`);
    const before = standingOf(printer);
    if (act.do === 'scan') await scan(printer, act.to, act.kilobytes, act.login);
    else changePrinter(printer, act, clock());
    await herald.tell(responders[printers.indexOf(printer)], noticesSince(before, printer, clock()));
  };

  let begun = false;
  const running = new Set<Promise<void>>();
  return {
    devices,
    mailLog,
    smtp: { address: smarthost.address, port: smarthost.port },
    catcher,
    begin() {
      const script = options.script === undefined ? firstMinute : options.script;
      if (begun || !script) return;
      begun = true;
      const playing = play(script, (step) => {
        const deed = perform(step).catch((error: unknown) => options.onError?.(error));
        running.add(deed);
        deed.finally(() => running.delete(deed));
      });
      started.push(async () => {
        playing.stop();
        await Promise.all(running);
      });
    },
    perform,
    sendTrapsTo: herald.sendTo,
    stop,
  };
}

/** 127.77.1.1, 127.77.1.2 …, two hundred to a network. */
const addressOf = (i: number): string => `127.77.${1 + Math.floor(i / 200)}.${1 + (i % 200)}`;
