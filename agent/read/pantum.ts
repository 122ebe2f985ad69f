/** Pantum: its private objects are answered without the instance .0 that SNMP asks for. */
import { scalars } from '../../mibs/oids.ts';
import type { Oid } from '../walk.ts';
import type { Maker } from './maker.ts';
import { type Sheet, textIn } from './sheet.ts';

const objects = [scalars.pantumFirmware, scalars.pantumSerialNumber, scalars.pantumModel];
const bare = (oid: Oid) => oid.replace(/\.0$/, '');

export const pantum: Maker = {
  scalars: objects.flatMap((oid) => [oid, bare(oid)]),
  columns: [],
  read: (sheet) => ({
    model: either(sheet, scalars.pantumModel),
    serial: either(sheet, scalars.pantumSerialNumber),
    firmware: either(sheet, scalars.pantumFirmware),
  }),
};

function either(sheet: Sheet, oid: Oid): string | null {
  return textIn(sheet.cell(oid)) ?? textIn(sheet.cell(bare(oid)));
}
