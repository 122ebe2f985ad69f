import { describe, expect, test } from 'vitest';
import type { DeviceConfig } from '../../agent/config.ts';
import { agentConfig } from '../../agent/config.ts';
import type { Fleet, Member } from '../../agent/fleet.ts';
import { createFleet, isPrinter } from '../../agent/fleet.ts';
import { agentSettings } from '../../agent/settings.ts';
import type { Reading } from '../../contract/index.ts';
import { reading, silence } from './samples.ts';

const now = Date.parse('2026-11-23T09:00:00Z');
const day = 86_400_000;

function devices(...entries: (string | object)[]): readonly DeviceConfig[] {
  const settings = agentSettings.parse({ devices: entries });
  return agentConfig(settings, { resolvePath: (path) => path, dataDir: '', hostname: '' }).devices;
}

function member(fleet: Fleet, key: string): Member {
  const found = [...fleet.devices(), ...fleet.silent()].find((each) => each.key === key);
  if (!found) throw new Error(`no ${key}`);
  return found;
}

function withSerial(address: string, serial: string | null): Reading {
  const base = reading(address);
  return { ...base, identity: { ...base.identity, serial } };
}

/** A switch: it answers, and has nothing of a printer. */
function stranger(address: string): Reading {
  const { counters } = reading(address);
  return reading(address, { errorBits: null, counters: { ...counters, total: null } });
}

const keys = (members: readonly Member[]) => members.map(({ key }) => key);

describe('membership', () => {
  test('a single address is a device from the start, a range is silent until something answers', () => {
    const fleet = createFleet(devices('10.0.0.1', '10.0.1.0/30', 'copier-2f:1161'), new Map());
    expect(keys(fleet.devices())).toEqual(['10.0.0.1:161', 'copier-2f:1161']);
    expect(keys(fleet.silent())).toEqual(['10.0.1.1:161', '10.0.1.2:161']);
    const found = member(fleet, '10.0.1.2:161');
    expect(fleet.note(found, reading('10.0.1.2'), now)).toEqual({ report: true, forget: [] });
    expect(keys(fleet.devices())).toContain('10.0.1.2:161');
    expect(fleet.note(found, silence('10.0.1.2'), now)).toEqual({ report: true, forget: [] });
  });

  test('silence in a range is nobody’s trouble; silence of a single device is', () => {
    const fleet = createFleet(devices('10.0.0.1', '10.0.1.0/30'), new Map());
    expect(fleet.note(member(fleet, '10.0.1.1:161'), silence('10.0.1.1'), now).report).toBe(false);
    expect(fleet.note(member(fleet, '10.0.0.1:161'), silence('10.0.0.1'), now).report).toBe(true);
  });

  test('what answered before the restart is a device, what is configured no longer is not', () => {
    const known = new Map([
      ['10.0.1.1:161', { answeredAt: now, serial: null, name: null }],
      ['10.9.9.9:161', { answeredAt: now, serial: null, name: null }],
    ]);
    const fleet = createFleet(devices('10.0.1.0/30'), known);
    expect(keys(fleet.devices())).toEqual(['10.0.1.1:161']);
    expect(fleet.has('10.9.9.9:161')).toBe(false);
  });

  test('a device named singly and held by a range is one, with the settings of the single one', () => {
    const fleet = createFleet(devices('10.0.1.0/30', { address: '10.0.1.2', name: 'Kitchen' }), new Map());
    expect(keys(fleet.devices())).toEqual(['10.0.1.2:161']);
    expect(keys(fleet.silent())).toEqual(['10.0.1.1:161']);
    expect(fleet.devices()[0]?.config.name).toBe('Kitchen');
  });

  test('strangers in a range are counted and left alone; one that takes a printer’s place ends it', () => {
    const fleet = createFleet(devices('10.0.1.0/30'), new Map());
    const place = member(fleet, '10.0.1.1:161');
    expect(fleet.note(place, stranger('10.0.1.1'), now)).toEqual({ report: false, forget: [] });
    expect(fleet.strangers()).toBe(1);
    fleet.note(place, reading('10.0.1.1'), now);
    expect(fleet.strangers()).toBe(0);
    expect(fleet.note(place, stranger('10.0.1.1'), now)).toEqual({ report: false, forget: ['10.0.1.1:161'] });
    expect(keys(fleet.devices())).toEqual([]);
  });

  test('a stranger that is named singly is reported all the same', () => {
    const fleet = createFleet(devices('10.0.0.1'), new Map());
    expect(fleet.note(member(fleet, '10.0.0.1:161'), stranger('10.0.0.1'), now).report).toBe(true);
  });

  test('who has not answered for a week in a range is given up; a single device never', () => {
    const known = new Map([
      ['10.0.1.1:161', { answeredAt: now - 8 * day, serial: null, name: null }],
      ['10.0.1.2:161', { answeredAt: now - 6 * day, serial: null, name: null }],
      ['10.0.0.1:161', { answeredAt: now - 99 * day, serial: null, name: null }],
    ]);
    const fleet = createFleet(devices('10.0.0.1', '10.0.1.0/30'), known);
    expect(fleet.giveUp(now)).toEqual(['10.0.1.1:161']);
    expect(keys(fleet.devices())).toEqual(['10.0.0.1:161', '10.0.1.2:161']);
  });
});

describe('a device that moved within the ranges', () => {
  function moved(serial: string | null, oldAnswers: boolean): readonly string[] {
    const fleet = createFleet(devices('10.0.1.0/29'), new Map());
    const [before, after] = [member(fleet, '10.0.1.1:161'), member(fleet, '10.0.1.5:161')];
    fleet.note(before, withSerial('10.0.1.1', serial), now);
    if (!oldAnswers) fleet.note(before, silence('10.0.1.1'), now + 1);
    return fleet.note(after, withSerial('10.0.1.5', serial), now + 2).forget;
  }

  test('is forgotten where it was', () => {
    expect(moved('XL0012345', false)).toEqual(['10.0.1.1:161']);
  });

  test('not while both places answer, and not by a serial that is none', () => {
    expect(moved('XL0012345', true)).toEqual([]);
    expect(moved(null, false)).toEqual([]);
    expect(moved('0', false)).toEqual([]);
  });
});

describe('isPrinter', () => {
  test('by anything that only printers and scanners have', () => {
    expect(isPrinter(reading('a'))).toBe(true);
    expect(isPrinter(stranger('a'))).toBe(false);
    expect(isPrinter({ ...stranger('a'), covers: [{ id: '1.1', name: 'Front', open: false }] })).toBe(true);
    expect(isPrinter({ ...stranger('a'), console: ['Ready'] })).toBe(true);
    expect(isPrinter({ ...stranger('a'), errorBits: [] })).toBe(true);
  });
});

test('what is known of the devices’ mails', () => {
  const fleet = createFleet(
    devices({ address: 'copier-2f.lan', scan_login: 'l', scan_from: 'f@x' }, { address: '10.0.0.2', name: 'Kitchen' }),
    new Map(),
  );
  const base = reading('10.0.0.2');
  fleet.note(member(fleet, '10.0.0.2:161'), { ...base, identity: { ...base.identity, name: 'oki-2' } }, now);
  expect(fleet.senders()).toEqual([
    { device: 'copier-2f.lan:161', address: 'copier-2f.lan', login: 'l', from: 'f@x', names: ['copier-2f.lan'] },
    { device: '10.0.0.2:161', address: '10.0.0.2', login: null, from: null, names: ['Kitchen', 'oki-2'] },
  ]);
});
