/** Recordings of real devices, where a folder of them is at hand: PLATEN_CORPUS=<dir with *.snmprec>. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readingSchema } from '../../../contract/index.ts';
import { parseRecording, read } from './recording.ts';

const named = process.env.PLATEN_CORPUS;
const folder = named && existsSync(path.join(named, 'walks')) ? path.join(named, 'walks') : named;
const files = folder ? readdirSync(folder).filter((file) => file.endsWith('.snmprec')) : [];
if (files.length === 0)
  console.log('recordings of real devices: skipped, PLATEN_CORPUS names no folder with .snmprec files');

test.skipIf(files.length === 0).each(files.length > 0 ? files : ['none'])('%s', (file) => {
  const reading = read(parseRecording(readFileSync(path.join(folder ?? '', file), 'utf8')));
  expect(readingSchema.safeParse(reading).error?.issues ?? []).toEqual([]);
  for (const { percent } of [...(reading.supplies ?? []), ...(reading.inputs ?? [])].flatMap(({ level }) =>
    level.kind === 'measured' ? [level] : [],
  )) {
    expect(percent).toBeGreaterThanOrEqual(0);
    expect(percent).toBeLessThanOrEqual(100);
  }
  expect(reading.conditions.filter(({ title }) => /^(?:sleep|idle|ready)/i.test(title))).toEqual([]);
});
