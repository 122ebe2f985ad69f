/** Toshiba TEC label printers (B-EV, B-FV, B-SX); the e-STUDIO copiers answer the standard tables. */
import { scalars } from '../../mibs/oids.ts';
import type { Maker } from './maker.ts';
import { textIn } from './sheet.ts';

export const toshiba: Maker = {
  scalars: [scalars.bcpProductNumber, scalars.bcpProductVersion, scalars.bcpDeviceModel],
  columns: [],
  read: (sheet) => ({
    model: textIn(sheet.cell(scalars.bcpDeviceModel)),
    serial: textIn(sheet.cell(scalars.bcpProductNumber)),
    firmware: textIn(sheet.cell(scalars.bcpProductVersion)),
  }),
};
