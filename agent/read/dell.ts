/** Dell lasers; those built by Lexmark, Samsung or Fuji Xerox answer their builder's tables as well. */
import { columns, scalars } from '../../mibs/oids.ts';
import { parseDeviceId } from './device-id.ts';
import type { Maker } from './maker.ts';
import { firstText, textIn } from './sheet.ts';

export const dell: Maker = {
  scalars: [scalars.dellFirmware],
  columns: [[columns.dellDeviceId]],
  read: (sheet) => {
    const id = parseDeviceId(firstText(sheet, columns.dellDeviceId));
    return { model: id.model, serial: id.serial, firmware: textIn(sheet.cell(scalars.dellFirmware)) };
  },
};
