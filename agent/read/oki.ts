/** OKI: the private tree, whose numbers are texts, and the print server that many models answer through. */
import type { Supply } from '../../contract/index.ts';
import { columns, scalars } from '../../mibs/oids.ts';
import type { Oid } from '../walk.ts';
import { colorIn } from './colors.ts';
import { decodeLevel } from './levels.ts';
import type { Maker } from './maker.ts';
import { pjlTroubles } from './oki-status.ts';
import { serverTroubles } from './print-server.ts';
import { countIn, firstCount, firstText, numberIn, rowsOf, type Sheet, textIn } from './sheet.ts';
import { typeByWords } from './supply-names.ts';

export const oki: Maker = {
  scalars: [
    scalars.okiModelName,
    scalars.okiSerialNumber,
    scalars.cfg2PrinterVersion1,
    scalars.cfgFirmCpuVersion,
    scalars.stLcdMessage,
    scalars.stPjlStatus,
    scalars.okiScanCounter,
    scalars.okiScanCounterOther,
    `${columns.okiCopyCounter}.1`,
    `${columns.okiPrintCounter}.3`,
  ],
  columns: [
    [columns.usagePrinterUnitCounter],
    [columns.usageTonerDescription, columns.usageTonerCurrentLevel, columns.usageTonerMaxLevel],
    [columns.usageDrumCurrentLevel, columns.usageDrumMaxLevel],
    [columns.usageBeltCurrentLevel, columns.usageBeltMaxLevel],
    [columns.usageFuserCurrentLevel, columns.usageFuserMaxLevel],
    [columns.okiOutputExtendedStatus, columns.okiOutputPrinterModel, columns.okiOutputPrinterDisplay],
  ],
  read: (sheet, device) => ({
    model: textIn(sheet.cell(scalars.okiModelName)) ?? firstText(sheet, columns.okiOutputPrinterModel),
    serial: textIn(sheet.cell(scalars.okiSerialNumber)),
    firmware: textIn(sheet.cell(scalars.cfg2PrinterVersion1)) ?? textIn(sheet.cell(scalars.cfgFirmCpuVersion)),
    counters: {
      total: firstCount(sheet, columns.usagePrinterUnitCounter),
      copies: countIn(sheet.cell(`${columns.okiCopyCounter}.1`)),
      prints: countIn(sheet.cell(`${columns.okiPrintCounter}.3`)),
      scans: countIn(sheet.cell(scalars.okiScanCounter)) ?? countIn(sheet.cell(scalars.okiScanCounterOther)),
    },
    // An extension of Roman-8, says the module; the declared set where there is one.
    console: panelOf(sheet, device.panelCharset ?? 2004),
    supplies: suppliesOf(sheet),
    troubles: [...pjlTroubles(sheet), ...serverTroubles(sheet, columns.okiOutputExtendedStatus)],
  }),
};

function panelOf(sheet: Sheet, charset: number): { text: string; oid: Oid }[] {
  const text = textIn(sheet.cell(scalars.stLcdMessage), charset);
  if (text !== null) return [{ text, oid: scalars.stLcdMessage }];
  return rowsOf(sheet, columns.okiOutputPrinterDisplay).flatMap((id) => {
    const line = textIn(sheet.column(columns.okiOutputPrinterDisplay).get(id), charset);
    return line === null ? [] : [{ text: line, oid: `${columns.okiOutputPrinterDisplay}.${id}` }];
  });
}

const parts = [
  { type: 'tonerCartridge', level: columns.usageTonerCurrentLevel, max: columns.usageTonerMaxLevel, name: 'Toner' },
  { type: 'opc', level: columns.usageDrumCurrentLevel, max: columns.usageDrumMaxLevel, name: 'Image Drum' },
  { type: 'transferUnit', level: columns.usageBeltCurrentLevel, max: columns.usageBeltMaxLevel, name: 'Belt' },
  { type: 'fuser', level: columns.usageFuserCurrentLevel, max: columns.usageFuserMaxLevel, name: 'Fuser' },
] as const;

/** Rows 1–4 of toner and drum run black, cyan, magenta, yellow. */
const order = ['black', 'cyan', 'magenta', 'yellow'];

/** For models that answer the private tree only. */
function suppliesOf(sheet: Sheet): Supply[] {
  return parts.flatMap(({ type, level, max, name }) => {
    const rows = rowsOf(sheet, level);
    return rows.map((id): Supply => {
      const described = type === 'tonerCartridge' ? textIn(sheet.column(columns.usageTonerDescription).get(id)) : null;
      const isColored = type === 'tonerCartridge' || type === 'opc';
      const color = colorIn(described ?? '') ?? (isColored && rows.length > 1 ? (order[Number(id) - 1] ?? null) : null);
      return {
        id: `${name.toLowerCase().replace(' ', '-')}.${id}`,
        name: described ?? [color, name].filter(Boolean).join(' '),
        type: typeByWords(described ?? '') ?? type,
        class: 'consumed',
        color,
        partNumber: null,
        serial: null,
        unit: null,
        level: decodeLevel({
          level: numberIn(sheet.column(level).get(id)),
          max: numberIn(sheet.column(max).get(id)),
          quirks: { isPercentWithoutMax: true },
        }),
      };
    });
  });
}
