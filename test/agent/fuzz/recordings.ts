/** Recordings of devices that are spoiled line by line and value by value, and read. */
import { expect } from 'vitest';
import { readDevice } from '../../../agent/read/index.ts';
import { writeRecording } from '../../../agent/recording.ts';
import type { Cell, Oid } from '../../../agent/walk.ts';
import { readingSchema } from '../../../contract/index.ts';
import { officeDevices } from '../../../simulator/devices/index.ts';
import { objectsOf } from '../../../simulator/printer/objects.ts';
import { createPrinter } from '../../../simulator/printer/printer.ts';
import { readRecording } from '../../../simulator/snmp/recording.ts';
import { walkOf, where } from '../read/recording.ts';
import { type Chance, chanceOf } from './chance.ts';

/** Values at which readers break: ends of the ranges, the special levels, text that is none. */
const tellingNumbers = [
  '-2147483648',
  '-100',
  '-3',
  '-2',
  '-1',
  '0',
  '1',
  '2',
  '5',
  '19',
  '100',
  '101',
  '2147483647',
  '4294967295',
];
const tellingOctets = [
  '',
  '00',
  'ff',
  '00ff',
  '0a',
  '20',
  '80',
  'c3',
  'e282',
  'f09f9880',
  'e2808f',
  '1b5b33316d',
  '3c623e',
  '2525',
];
const tags = ['2', '4', '4x', '6', '64', '65', '66', '67', '68x', '70'];

/** Reads so many spoiled recordings; each makes a reading that fits the contract. */
export function readSpoiledRecordings(count: number, seed: number): void {
  const chance = chanceOf(seed);
  const recordings = officeDevices.map((description) => linesOf(description));
  for (let i = 0; i < count; i++) {
    const lines = spoilLines(chance.pick(recordings), chance);
    const cells = new Map(readRecording(lines.join('\n')).rows.map(({ oid, value }) => [oid, value as Cell]));
    const reading = readDevice({
      ...where,
      walk: walkOf(cells, chance.percent(10) ? [chance.pick([...cells.keys()])] : []),
    });
    const { error } = readingSchema.safeParse(reading);
    expect(error?.issues ?? [], `recording ${i} of seed ${seed}`).toEqual([]);
  }
}

function linesOf(description: (typeof officeDevices)[number]): string[] {
  const table = objectsOf(createPrinter(description, 0), () => 0)();
  const cells: [Oid, Cell][] = [];
  for (let at = table?.next([0]); at !== undefined; at = table?.next(at.oid)) {
    cells.push([at.oid.join('.'), at.value as Cell]);
  }
  return writeRecording(cells).trimEnd().split('\n');
}

/** Up to a fifth of the lines. */
function spoilLines(lines: readonly string[], chance: Chance): string[] {
  const spoiled = [...lines];
  for (let changes = 1 + chance.below(Math.ceil(lines.length / 5)); changes > 0; changes--) {
    const at = chance.below(spoiled.length);
    const [oid = '', tag = '', value = ''] = (spoiled[at] ?? '').split('|');
    spoiled.splice(at, 1, ...spoilLine(oid, tag, value, chance));
  }
  return spoiled;
}

function spoilLine(oid: string, tag: string, value: string, chance: Chance): string[] {
  const otherRow = oid.replace(/\d+$/, () => String(chance.pick([0, 1, 2, 3, 99, 4294967295])));
  switch (chance.below(8)) {
    case 0:
      return [];
    case 1:
      return [`${oid}|${tag}|${value}`, `${otherRow}|${tag}|${value}`];
    case 2:
      return [`${otherRow}|${tag}|${value}`];
    case 3:
      return [`${oid}|${chance.pick(tags)}|${value}`];
    case 4:
      return [`${oid}|2|${chance.pick(tellingNumbers)}`];
    case 5:
      return [`${oid}|4x|${chance.pick(tellingOctets)}${value.startsWith('x') ? '' : chance.pick(tellingOctets)}`];
    case 6:
      return [
        `${oid}|4x|${Buffer.from(value)
          .toString('hex')
          .repeat(1 + chance.below(40))}`,
      ];
    default:
      return [`${oid}.${chance.below(300)}|${tag}|${value}`];
  }
}
