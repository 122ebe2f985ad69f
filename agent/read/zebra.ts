/** Zebra label printers, by their own tree or through a print server by Extended Systems. */
import { columns, scalars } from '../../mibs/oids.ts';
import type { Maker } from './maker.ts';
import { serverTroubles } from './print-server.ts';
import { firstText, rowsOf, textIn } from './sheet.ts';

export const zebra: Maker = {
  scalars: [
    scalars.zbrGeneralModel,
    scalars.zbrGeneralFirmwareVersion,
    scalars.zbrGeneralUniqueId,
    scalars.zqlDeviceFriendlyName,
    scalars.zqlDeviceProductName,
  ],
  columns: [[columns.esiOutputExtendedStatus, columns.esiOutputPrinterModel, columns.esiOutputPrinterDisplay]],
  read: (sheet, device) => ({
    model:
      textIn(sheet.cell(scalars.zbrGeneralModel)) ??
      textIn(sheet.cell(scalars.zqlDeviceProductName)) ??
      firstText(sheet, columns.esiOutputPrinterModel),
    serial: textIn(sheet.cell(scalars.zbrGeneralUniqueId)) ?? textIn(sheet.cell(scalars.zqlDeviceFriendlyName)),
    firmware: textIn(sheet.cell(scalars.zbrGeneralFirmwareVersion)),
    console: rowsOf(sheet, columns.esiOutputPrinterDisplay).flatMap((id) => {
      const text = textIn(sheet.column(columns.esiOutputPrinterDisplay).get(id), device.panelCharset);
      return text === null ? [] : [{ text, oid: `${columns.esiOutputPrinterDisplay}.${id}` }];
    }),
    troubles: serverTroubles(sheet, columns.esiOutputExtendedStatus),
  }),
};
