import { expect, test } from 'vitest';
import { identify } from '../../../dashboard/alerting/identify.ts';
import { sampleReading, silentReading } from '../samples.ts';

const reading = sampleReading();
const here = { id: 'dev_1', serial: 'AK1234', reachable: true };

test('nobody is known: new', () => {
  expect(identify(reading, null, [])).toEqual({ is: 'new' });
});

test('same place, same serial number', () => {
  expect(identify(reading, here, [])).toEqual({ is: 'known', id: 'dev_1' });
});

test('a device that does not answer is the one at its place', () => {
  expect(identify(silentReading(), { ...here, serial: 'other' }, [])).toEqual({ is: 'known', id: 'dev_1' });
});

test('a serial number that one of the two does not tell decides nothing', () => {
  const unnamed = sampleReading({ identity: { ...reading.identity, serial: null } });
  expect(identify(unnamed, here, [])).toEqual({ is: 'known', id: 'dev_1' });
  expect(identify(reading, { ...here, serial: null }, [])).toEqual({ is: 'known', id: 'dev_1' });
});

test('a device that is silent at its old place has moved here', () => {
  const moved = { id: 'dev_2', serial: 'AK1234', reachable: false };
  expect(identify(reading, null, [moved])).toEqual({ is: 'moved', id: 'dev_2' });
  expect(identify(reading, { ...here, serial: 'other' }, [moved])).toEqual({ is: 'moved', id: 'dev_2' });
});

test('a device with the same serial number that answers elsewhere is another one', () => {
  const twin = { id: 'dev_2', serial: 'AK1234', reachable: true };
  expect(identify(reading, null, [twin])).toEqual({ is: 'new' });
});

test('unknown hardware in a known place takes the place over', () => {
  expect(identify(reading, { ...here, serial: 'old one' }, [])).toEqual({ is: 'known', id: 'dev_1' });
});
