/** Brother: true percentages, counters and panel text are in its private tree, in lists of seven-octet records. */
import type { Level, Supply } from '../../contract/index.ts';
import { columns, scalars } from '../../mibs/oids.ts';
import type { Maker } from './maker.ts';
import { countIn, octetsIn, rowsOf, type Sheet, textIn } from './sheet.ts';
import { typeByWords } from './supply-names.ts';

export const brother: Maker = {
  scalars: [
    scalars.brIeee1284Id,
    scalars.brLCDString1,
    scalars.brLCDString2,
    scalars.brInfoSerialNumber,
    scalars.brInfoMaintenance,
    scalars.brInfoCounter,
    scalars.brInfoDeviceRomVersion,
    scalars.brpsFirmwareDescription,
  ],
  columns: [[columns.brPrintPagesFuncType, columns.brPrintPagesFuncCounter], [columns.brScanCountCounter]],
  read: (sheet, device) => {
    const parts = records(octetsIn(sheet.cell(scalars.brInfoMaintenance)));
    const counts = records(octetsIn(sheet.cell(scalars.brInfoCounter)));
    const pages = (...types: number[]) => sumOfTypes(sheet, types);
    return {
      serial: textIn(sheet.cell(scalars.brInfoSerialNumber)),
      firmware: textIn(sheet.cell(scalars.brInfoDeviceRomVersion)) ?? shortVersion(sheet),
      counters: {
        total: counts.get(0x00) ?? null,
        black: counts.get(0x01) ?? null,
        color: counts.get(0x02) ?? null,
        prints: pages(1),
        faxes: pages(2),
        copies: pages(3),
        scans: sumOfRows(sheet, columns.brScanCountCounter),
      },
      console: [scalars.brLCDString1, scalars.brLCDString2].flatMap((oid) => {
        const text = textIn(sheet.cell(oid), device.panelCharset ?? 2004);
        return text === null ? [] : [{ text, oid }];
      }),
      levelOf: (supply) => partLevel(parts, supply),
      supplies: partsAsSupplies(parts),
    };
  },
};

/** `id 01 04 <uint32>`, ended by FF or by the end of the octets. */
export function records(octets: Uint8Array | null): Map<number, number> {
  const found = new Map<number, number>();
  if (octets === null) return found;
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  for (let at = 0; at + 7 <= octets.length && octets[at] !== 0xff; at += 7) {
    if (octets[at + 1] === 1 && octets[at + 2] === 4) found.set(octets[at] ?? 0, view.getUint32(at + 3));
  }
  return found;
}

type Part = { readonly id: number; readonly name: string; readonly type: string; readonly color: string | null };

/** Records that hold what is left, in hundredths of a percent. */
const parts: readonly Part[] = [
  { id: 0x6f, name: 'Black Toner', type: 'toner', color: 'black' },
  { id: 0x70, name: 'Cyan Toner', type: 'toner', color: 'cyan' },
  { id: 0x71, name: 'Magenta Toner', type: 'toner', color: 'magenta' },
  { id: 0x72, name: 'Yellow Toner', type: 'toner', color: 'yellow' },
  { id: 0x41, name: 'Drum Unit', type: 'opc', color: null },
  { id: 0x80, name: 'Black Drum', type: 'opc', color: 'black' },
  { id: 0x79, name: 'Cyan Drum', type: 'opc', color: 'cyan' },
  { id: 0x7a, name: 'Magenta Drum', type: 'opc', color: 'magenta' },
  { id: 0x7b, name: 'Yellow Drum', type: 'opc', color: 'yellow' },
  { id: 0x69, name: 'Belt Unit', type: 'transferUnit', color: null },
  { id: 0x6a, name: 'Fuser Unit', type: 'fuser', color: null },
];

const mostHundredths = 10_000;

function levelOf(value: number | undefined): Level | null {
  if (value === undefined || value > mostHundredths) return null;
  return { kind: 'measured', percent: Math.round(value / 100), raw: value, max: mostHundredths };
}

/** The record of a supply, by type and colour; a monochrome device has one toner and one drum. */
function partLevel(values: ReadonlyMap<number, number>, supply: Supply): Level | null {
  const type = supply.type === 'tonerCartridge' ? 'toner' : (typeByWords(supply.name) ?? supply.type);
  const kind = type === 'tonerCartridge' ? 'toner' : type;
  const fitting = parts.filter((part) => part.type === kind && values.has(part.id));
  const color = supply.color ?? 'black';
  const part = fitting.find((each) => each.color === color) ?? fitting.find((each) => each.color === null);
  return part ? levelOf(values.get(part.id)) : null;
}

/** For devices without prtMarkerSuppliesTable. */
function partsAsSupplies(values: ReadonlyMap<number, number>): Supply[] {
  return parts.flatMap(({ id, name, type, color }): Supply[] => {
    const level = levelOf(values.get(id));
    const rest = { class: 'consumed', partNumber: null, serial: null, unit: null } as const;
    return level ? [{ id: `part.${id}`, name, type, color, ...rest, level }] : [];
  });
}

/** `Firmware Ver.Q`: only the version. */
function shortVersion(sheet: Sheet): string | null {
  return textIn(sheet.cell(scalars.brpsFirmwareDescription))?.replace(/^Firmware Ver\.?\s*/i, '') ?? null;
}

function sumOfTypes(sheet: Sheet, types: readonly number[]): number | null {
  let sum: number | null = null;
  for (const [row, cell] of sheet.column(columns.brPrintPagesFuncType)) {
    const count = countIn(sheet.column(columns.brPrintPagesFuncCounter).get(row));
    if (types.includes(countIn(cell) ?? 0) && count !== null) sum = (sum ?? 0) + count;
  }
  return sum;
}

function sumOfRows(sheet: Sheet, column: string): number | null {
  const counts = rowsOf(sheet, column).flatMap((row) => countIn(sheet.column(column).get(row)) ?? []);
  return counts.length > 0 ? counts.reduce((sum, count) => sum + count, 0) : null;
}
