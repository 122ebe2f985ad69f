import { describe, expect, it } from 'vitest';
import { officeDevices } from '../../simulator/devices/index.ts';
import { writeErrorBits } from '../../simulator/printer/codes.ts';
import { objectsOf } from '../../simulator/printer/objects.ts';
import type { Printer } from '../../simulator/printer/printer.ts';
import {
  clear,
  createPrinter,
  print,
  raise,
  setAsleep,
  setCover,
  setPower,
  setSupply,
  setTray,
} from '../../simulator/printer/printer.ts';
import { rowsOf } from '../../simulator/printer/tables.ts';
import { exitJam, fuserFault173 } from '../../simulator/scripts/troubles.ts';
import { parseOid } from '../../simulator/snmp/ber.ts';
import type { Value } from '../../simulator/snmp/value.ts';

const start = Date.UTC(2026, 10, 23, 9);

function make(id: string, now = start): Printer {
  const description = officeDevices.find((device) => device.id === id);
  if (!description) throw new Error(`no ${id}`);
  return createPrinter(description, now);
}

const show = (value: Value | undefined): string | number | bigint | undefined => {
  if (!value) return undefined;
  return value.value instanceof Uint8Array ? Buffer.from(value.value).toString('utf8') : value.value;
};

function ask(printer: Printer, now = start) {
  const table = objectsOf(printer, () => now)();
  const one = (oid: string) => show(table?.get(parseOid(oid)));
  const column = (oid: string) => {
    const found: [string, string | number | bigint | undefined][] = [];
    for (
      let next = table?.next(parseOid(oid));
      next?.oid.join('.').startsWith(`${oid}.`);
      next = table?.next(next.oid)
    ) {
      found.push([next.oid.slice(parseOid(oid).length).join('.'), show(next.value)]);
    }
    return found;
  };
  const bits = Buffer.from(String(one('1.3.6.1.2.1.25.3.5.1.2.1') ?? ''), 'utf8').toString('hex');
  return {
    one,
    column,
    /** hrDeviceStatus, hrPrinterStatus, error bits. */
    state: [one('1.3.6.1.2.1.25.3.2.1.5.1'), one('1.3.6.1.2.1.25.3.5.1.1.1'), bits],
    alerts: column('1.3.6.1.2.1.43.18.1.1.8').map(([, text]) => text),
    codes: column('1.3.6.1.2.1.43.18.1.1.7').map(([, code]) => code),
    panel: column('1.3.6.1.2.1.43.16.5.1.2').map(([, text]) => String(text).trim()),
  };
}

describe('the office', () => {
  it('has four Xerox, four or more OKI and as many others, all different', () => {
    const makers = Map.groupBy(officeDevices, ({ maker }) => maker.vendor);
    expect(makers.get('xerox')?.map(({ model }) => model)).toEqual([
      expect.stringContaining('AltaLink'),
      expect.stringContaining('VersaLink'),
      expect.stringContaining('WorkCentre'),
      expect.stringContaining('Phaser'),
    ]);
    expect(makers.get('oki')?.map(({ model }) => model)).toEqual(['C712', 'MC573', 'B432', 'ML5720', 'C844']);
    expect([...makers.keys()]).toEqual(expect.arrayContaining(['hp', 'brother', 'kyocera', 'canon']));
    for (const key of ['id', 'serial', 'mac', 'name', 'location'] as const) {
      expect(new Set(officeDevices.map((device) => device[key])).size, key).toBe(officeDevices.length);
    }
  });

  it.each(officeDevices.map((device) => [device.id, device] as const))(
    '%s answers a complete Printer-MIB',
    (_, device) => {
      const printer = createPrinter(device, start);
      const oids = rowsOf(printer, () => start).map(({ oid }) => oid);
      expect(new Set(oids).size).toBe(oids.length);
      // General, cover, localization, input, output, marker, supplies, colorant, path, channel, interpreter, console, lights.
      for (const table of [
        '5.1',
        '6.1',
        '7.1',
        '8.2',
        '9.2',
        '10.2',
        '11.1',
        '12.1',
        '13.4',
        '14.1',
        '15.1',
        '16.5',
        '17.6',
      ]) {
        expect(
          oids.some((oid) => oid.startsWith(`1.3.6.1.2.1.43.${table}.1.`)),
          table,
        ).toBe(true);
      }
      const { state, one } = ask(printer);
      expect(state.slice(0, 2)).toEqual([2, 3]);
      expect(one('1.3.6.1.2.1.43.5.1.1.17.1')).toBe(device.serial);
      expect(one('1.3.6.1.2.1.1.3.0')).toBe(device.hoursOn * 360_000);
    },
  );
});

describe('a trouble shows wherever a device tells of it', () => {
  it('a service call: status, bits, alert row, panel, and nothing once it is mended', () => {
    const printer = make('marketing-printer');
    const calm = ask(printer);
    raise(printer, fuserFault173, start);
    const { state, alerts, panel, one } = ask(printer);
    expect(state).toEqual([5, 1, '0100']);
    expect(alerts).toEqual(['SERVICE CALL 173: FATAL ERROR']);
    expect(panel).toEqual(['SERVICE CALL 173', 'FATAL ERROR']);
    expect(one('1.3.6.1.4.1.2001.1.1.1.1.2.20.0')).toBe('SERVICE CALL 173         FATAL ERROR');
    clear(printer, fuserFault173.key, start);
    expect(ask(printer)).toMatchObject({ state: calm.state, alerts: [], panel: ['Online', ''] });
  });

  it('a Xerox jam: its code in the maker’s own table, joined by the index', () => {
    const printer = make('archive-copier');
    raise(printer, exitJam, start + 5000);
    const { column, state } = ask(printer, start + 6000);
    const [[index] = []] = column('1.3.6.1.2.1.43.18.1.1.7');
    expect(column('1.3.6.1.4.1.253.8.53.17.2.1.6')).toEqual([[index, '077-109']]);
    expect(column('1.3.6.1.4.1.253.8.53.17.2.1.14')).toEqual([[index, Number(index?.split('.')[1])]]);
    expect(column('1.3.6.1.2.1.43.18.1.1.9')).toEqual([[index, printer.description.hoursOn * 360_000 + 500]]);
    expect(state).toEqual([5, 1, '0400']);
  });

  it('toner: low, then empty, then new', () => {
    const printer = make('sales-printer');
    const name = 'Magenta Toner Cartridge';
    setSupply(printer, name, 7, start);
    expect(ask(printer)).toMatchObject({ codes: [1104], state: [3, 3, expect.any(String)] });
    expect(ask(printer).panel[1]).toBe('Magenta Toner Cartridge is low. Keep a new one');
    setSupply(printer, name, 0, start);
    expect(ask(printer)).toMatchObject({ codes: [1101], state: [5, 1, '1000'] });
    setSupply(printer, name, 100, start);
    expect(ask(printer)).toMatchObject({ codes: [], state: [2, 3, '0000'] });
  });

  it('a tray: empty beside a full one warns, the last one halts', () => {
    const printer = make('legal-copier');
    const status = () => ask(printer).one('1.3.6.1.2.1.43.8.2.1.11.1.2');
    setTray(printer, 'Cassette 1', 0, start);
    expect(ask(printer).codes).toEqual([503, 808]);
    expect([status(), ask(printer).state[1]]).toEqual([19, 3]);
    setTray(printer, 'Cassette 2', 0, start);
    expect(ask(printer).state).toEqual([5, 1, '40']);
    setTray(printer, 'Cassette 1', 9999, start);
    expect(ask(printer).one('1.3.6.1.2.1.43.8.2.1.10.1.2')).toBe(500);
    expect(status()).toBe(0);
  });

  it('the most urgent is the one on the panel', () => {
    const printer = make('archive-copier');
    setTray(printer, 'Tray 1', 0, start);
    expect(ask(printer).panel[0]).toBe('Ready to scan your job');
    raise(printer, exitJam, start);
    expect(ask(printer).panel[0]).toContain('Paper jam at the exit');
  });

  it('a cover', () => {
    const printer = make('front-desk-copier');
    setCover(printer, 'PrinterCover', true, start);
    expect(ask(printer)).toMatchObject({ alerts: ['Cover is Open'], panel: ['Cover is Open'], state: [5, 1, '08'] });
    setCover(printer, 'PrinterCover', false, start);
    expect(ask(printer).alerts).toEqual([]);
  });

  it('keeps a row’s index while its trouble lasts, and never takes it again', () => {
    const printer = make('archive-copier');
    const index = () => ask(printer).column('1.3.6.1.2.1.43.18.1.1.7')[0]?.[0];
    raise(printer, exitJam, start);
    const first = index();
    setTray(printer, 'Tray 1', 0, start);
    expect(index()).toBe(first);
    clear(printer, exitJam.key, start);
    raise(printer, exitJam, start);
    expect(
      ask(printer)
        .column('1.3.6.1.2.1.43.18.1.1.7')
        .map(([at]) => at),
    ).not.toContain(first);
  });

  it('names a part that the device does not have', () => {
    expect(() => setSupply(make('legal-copier'), 'Cyan', 5, start)).toThrow('legal-copier has no "Cyan"');
  });
});

describe('as devices are', () => {
  it('Brother tells that some toner is left, and a number only when there is none', () => {
    const printer = make('front-desk-copier');
    const toner = () => [8, 9].map((column) => ask(printer).one(`1.3.6.1.2.1.43.11.1.1.${column}.1.1`));
    expect(toner()).toEqual([-2, -3]);
    setSupply(printer, 'Black Toner Cartridge', 4, start);
    expect([...toner(), ...ask(printer).codes]).toEqual([-2, -3, 1104]);
    setSupply(printer, 'Black Toner Cartridge', 0, start);
    expect(toner()).toEqual([-2, 0]);
  });

  it('sleep and power-up are rows, not troubles', () => {
    const hp = make('finance-printer');
    setAsleep(hp, true, start);
    expect(ask(hp)).toMatchObject({ codes: [23], state: [2, 1, '00'] });
    expect(ask(hp).alerts).toEqual(['Sleep mode on\0']);
    expect(ask(hp).panel[0]).toBe('Sleep mode on');
    expect(ask(make('legal-copier'))).toMatchObject({ codes: [503], alerts: [''], state: [2, 3, '00'] });
  });

  it('an empty bypass is no trouble', () => {
    expect(ask(make('marketing-printer'))).toMatchObject({ codes: [], state: [2, 3, '0000'] });
  });

  it('printing takes paper and counts, and ends by itself', () => {
    const printer = make('reception-printer');
    print(printer, 26, start);
    expect(ask(printer, start + 1000).state[1]).toBe(4);
    expect(ask(printer, start + 1000).panel[0]).toBe('Printing...');
    const later = ask(printer, start + 40_000);
    expect(later.state[1]).toBe(3);
    expect(later.one('1.3.6.1.2.1.43.10.2.1.4.1.1')).toBe(96_538);
    expect(later.one('1.3.6.1.2.1.43.8.2.1.10.1.2')).toBe(474);
  });

  it('prints nothing while something halts it', () => {
    const printer = make('archive-copier');
    raise(printer, exitJam, start);
    print(printer, 5, start);
    expect(printer.counts.total).toBe(401_227);
  });

  it('off is silent, and on again begins a new up-time', () => {
    const printer = make('warehouse-printer');
    setPower(printer, false, start);
    expect(objectsOf(printer, () => start)()).toBeNull();
    setPower(printer, true, start + 60_000);
    expect(ask(printer, start + 61_000).one('1.3.6.1.2.1.1.3.0')).toBe(100);
  });

  it('error bits: the first is the top one of the first octet; a device of one octet loses the rest', () => {
    expect([...writeErrorBits(new Set(['lowPaper', 'overduePreventMaint']), 2)]).toEqual([0x80, 0x02]);
    expect([...writeErrorBits(new Set(['jammed', 'inputTrayEmpty']), 1)]).toEqual([0x04]);
  });
});
