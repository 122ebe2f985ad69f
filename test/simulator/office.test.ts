import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, expect, it, vi } from 'vitest';
import { openSnmp } from '../../agent/snmp/index.ts';
import type { Office, OfficeOptions } from '../../simulator/office.ts';
import { startOffice } from '../../simulator/office.ts';
import type { Script } from '../../simulator/script.ts';
import { play } from '../../simulator/script.ts';
import { firstMinute } from '../../simulator/scripts/first-minute.ts';

const webhookSecret = 'whsec_cHJpbnRmbGVldC10ZXN0LXZlY3Rvci0wMTIzNDU2';
let office: Office;
const open = async (options: Partial<OfficeOptions> = {}) => {
  office = await startOffice({ webhookSecret, script: null, retryMs: 200, ...options });
  return office;
};
afterEach(() => office.stop());

const sysName = '1.3.6.1.2.1.1.5.0';

async function nameAt(address: string, port: number): Promise<string | null> {
  const client = openSnmp({});
  const credentials = { version: 'v2c', community: 'public' } as const;
  try {
    const { cells } = await client.walk(
      { address, port, credentials, timeoutMs: 400, retries: 3 },
      { scalars: [sysName], columns: [] },
    );
    const cell = cells.get(sysName);
    return cell?.type === 'octets' ? Buffer.from(cell.value).toString() : null;
  } catch {
    return null;
  } finally {
    await client.close();
  }
}

it('every device answers under an address of its own, goes dark, and comes back', async () => {
  const { devices, perform } = await open();
  expect(new Set(devices.map(({ address, port }) => `${address}:${port}`)).size).toBe(devices.length);
  const names = await Promise.all(devices.map(({ address, port }) => nameAt(address, port)));
  expect(names).toEqual(devices.map(({ name }) => name));
  const [first] = devices;
  if (!first) throw new Error('no devices');
  await perform({ device: first.id, do: 'go-dark' });
  expect(await nameAt(first.address, first.port)).toBeNull();
  await perform({ device: first.id, do: 'come-back' });
  expect(await nameAt(first.address, first.port)).toBe(first.name);
});

it('a scan goes out from the device’s own address, and its fate is in the log', async () => {
  const { devices, perform, mailLog } = await open();
  const device = devices.find(({ id }) => id === 'boardroom-copier');
  await perform({ device: 'boardroom-copier', do: 'scan', to: 'minutes@partner.example', kilobytes: 30 });
  await perform({ device: 'personnel-copier', do: 'scan', to: 'payroll@taxes.example', kilobytes: 30 });
  await vi.waitFor(() => expect(readFileSync(mailLog, 'utf8')).toContain('status=sent'), 8000);
  const log = readFileSync(mailLog, 'utf8');
  expect(log).toContain(`client=${device?.id}[${device?.address}]`);
  expect(log).toContain('status=deferred (host mx.partner.example[');
  expect(log).toContain('550 5.7.1 <payroll@taxes.example>: Relay access denied');
});

it('leaves nothing behind, also where it could not open', async () => {
  const left = () => readdirSync(tmpdir()).filter((name) => name.startsWith('platen-office-'));
  const before = left();
  await open();
  expect(existsSync(office.mailLog)).toBe(true);
  office.begin();
  await office.stop();
  expect(existsSync(office.mailLog)).toBe(false);
  const [device] = office.devices;
  expect(await nameAt(device?.address ?? '', device?.port ?? 0)).toBeNull();
  await expect(fetch(office.catcher.page)).rejects.toThrow();
  const broken = {
    get devices(): never {
      throw new Error('no devices today');
    },
    webhookSecret,
  };
  await expect(startOffice(broken)).rejects.toThrow('no devices today');
  expect(left()).toEqual(before);
});

it('plays its script in order, then its loop again and again', async () => {
  await open();
  vi.useFakeTimers();
  try {
    const told: string[] = [];
    const sleep = (at: number, device: string) => ({ at, device, do: 'sleep' }) as const;
    const script: Script = {
      steps: [sleep(2, 'second'), sleep(1, 'first')],
      loop: { everySeconds: 10, steps: [sleep(0, 'again'), sleep(5, 'later')] },
    };
    const playing = play(script, ({ device }) => told.push(device));
    vi.advanceTimersByTime(13_000);
    expect(told).toEqual(['first', 'second', 'again', 'later', 'again']);
    playing.stop();
    vi.advanceTimersByTime(60_000);
    expect(told).toHaveLength(5);
  } finally {
    vi.useRealTimers();
  }
});

it('the story of the demo speaks only of devices and parts that there are, in the order of its moments', async () => {
  const { perform } = await open({ smarthostRules: [], farRules: [] });
  const { steps, loop } = firstMinute;
  for (const part of [steps, loop?.steps ?? []]) {
    expect(part.map(({ at }) => at)).toEqual(part.map(({ at }) => at).toSorted((a, b) => a - b));
    for (const step of part) await perform(step.do === 'scan' ? { ...step, kilobytes: 1 } : step);
  }
  expect(Math.max(...steps.map(({ at }) => at))).toBeLessThan(40);
  expect(Math.max(...(loop?.steps.map(({ at }) => at) ?? []))).toBeLessThan(loop?.everySeconds ?? 0);
});
