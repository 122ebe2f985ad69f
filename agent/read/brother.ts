/** Brother: true percentages, counters and panel text are in its private tree, in lists of tagged records. */
import type { Level, Supply } from '../../contract/index.ts';
import { columns, scalars } from '../../mibs/oids.ts';
import { parseDeviceId } from './device-id.ts';
import { decodeLevel } from './levels.ts';
import type { Maker } from './maker.ts';
import { countIn, octetsIn, rowsOf, type Sheet, textIn } from './sheet.ts';
import { typeByWords } from './supply-names.ts';

export const brother: Maker = {
  scalars: [
    scalars.brIeee1284Id,
    scalars.brLCDString1,
    scalars.brLCDString2,
    scalars.brLCDString3,
    scalars.brLCDString4,
    scalars.brInfoSerialNumber,
    scalars.brInfoMaintenance,
    scalars.brInfoCounter,
    scalars.brInfoDeviceRomVersion,
    scalars.brpsFirmwareDescription,
  ],
  columns: [[columns.brPrintPagesFuncType, columns.brPrintPagesFuncCounter], [columns.brScanCountCounter]],
  read: (sheet, device) => {
    const { model } = parseDeviceId(textIn(sheet.cell(scalars.brIeee1284Id)));
    const left = records(octetsIn(sheet.cell(scalars.brInfoMaintenance)));
    const counts = records(octetsIn(sheet.cell(scalars.brInfoCounter)));
    const pages = (...types: number[]) => sumOfTypes(sheet, types);
    return {
      serial: textIn(sheet.cell(scalars.brInfoSerialNumber)),
      firmware: textIn(sheet.cell(scalars.brInfoDeviceRomVersion)) ?? shortVersion(sheet),
      counters: {
        total: counts.get(0x00)?.raw ?? null,
        black: counts.get(0x01)?.raw ?? null,
        color: counts.get(0x02)?.raw ?? null,
        prints: pages(1),
        faxes: pages(2),
        copies: pages(3),
        scans: sumOfRows(sheet, columns.brScanCountCounter),
      },
      console: panelLines.flatMap((oid) => {
        const text = textIn(sheet.cell(oid), device.panelCharset ?? 2004);
        return text === null ? [] : [{ text, oid }];
      }),
      levelOf: (supply) => partLevel(left, supply),
      supplies: partsAsSupplies(left, model),
    };
  },
};

const panelLines = [scalars.brLCDString1, scalars.brLCDString2, scalars.brLCDString3, scalars.brLCDString4];

/** Value of a record: a number, or a quantity and its maximum. */
type Value = { readonly raw: number; readonly max: number | null };

/**
 * `id 01 <length> <octets>`, ended by FF or by the end of the octets. Four octets are a number, two a quantity and its
 * maximum, one a state.
 */
export function records(octets: Uint8Array | null): Map<number, Value> {
  const found = new Map<number, Value>();
  if (octets === null) return found;
  const view = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  for (let at = 0; at + 3 < octets.length && octets[at] !== 0xff && octets[at + 1] === 1; ) {
    const [id = 0, , length = 0] = octets.subarray(at, at + 3);
    const start = at + 3;
    if (length === 0 || start + length > octets.length) break;
    if (length === 4) found.set(id, { raw: view.getUint32(start), max: null });
    else if (length === 2) found.set(id, { raw: view.getUint8(start), max: view.getUint8(start + 1) });
    at = start + length;
  }
  return found;
}

type Part = {
  readonly ids: readonly number[];
  readonly name: string;
  readonly type: string;
  readonly color: string | null;
};

/** Records that hold what is left, in hundredths of a percent, or on older models as a quantity and its maximum. */
const parts: readonly Part[] = [
  { ids: [0x6f, 0xa1], name: 'Black Toner', type: 'toner', color: 'black' },
  { ids: [0x70, 0xa2], name: 'Cyan Toner', type: 'toner', color: 'cyan' },
  { ids: [0x71, 0xa3], name: 'Magenta Toner', type: 'toner', color: 'magenta' },
  { ids: [0x72, 0xa4], name: 'Yellow Toner', type: 'toner', color: 'yellow' },
  { ids: [0x41], name: 'Drum Unit', type: 'opc', color: null },
  { ids: [0x80], name: 'Black Drum', type: 'opc', color: 'black' },
  { ids: [0x79], name: 'Cyan Drum', type: 'opc', color: 'cyan' },
  { ids: [0x7a], name: 'Magenta Drum', type: 'opc', color: 'magenta' },
  { ids: [0x7b], name: 'Yellow Drum', type: 'opc', color: 'yellow' },
  { ids: [0x69], name: 'Belt Unit', type: 'transferUnit', color: null },
  { ids: [0x6a], name: 'Fuser Unit', type: 'fuser', color: null },
];

const mostHundredths = 10_000;

/** Ink models: DCP-J132W, MFC-T910DW, and before those MFC-5490CN; 9xxxC are colour lasers. */
const inkModels = /^(?:DCP|MFC|HL)-(?:[JT]\d|(?!9\d{3})\d{3,4}C)/i;

function levelIn(values: ReadonlyMap<number, Value>, { ids }: Part): Level | null {
  for (const id of ids) {
    const value = values.get(id);
    const max = value?.max ?? mostHundredths;
    if (value && max > 0 && value.raw <= max) return decodeLevel({ level: value.raw, max });
  }
  return null;
}

/** The record of a supply, by type and colour; a monochrome device has one toner and one drum. */
function partLevel(values: ReadonlyMap<number, Value>, supply: Supply): Level | null {
  const words = typeByWords(supply.name) ?? supply.type;
  const kind = /^(?:toner|ink)/.test(words) ? 'toner' : words;
  const fitting = parts.filter((part) => part.type === kind && levelIn(values, part) !== null);
  const color = supply.color ?? 'black';
  const part = fitting.find((each) => each.color === color) ?? fitting.find((each) => each.color === null);
  return part ? levelIn(values, part) : null;
}

/** For devices without prtMarkerSuppliesTable. */
function partsAsSupplies(values: ReadonlyMap<number, Value>, model: string | null): Supply[] {
  const isInk = inkModels.test(model ?? '');
  return parts.flatMap((part): Supply[] => {
    const level = levelIn(values, part);
    const isColor = part.type === 'toner';
    if (level === null || (isInk && !isColor)) return [];
    return [
      {
        id: `part.${part.ids[0]}`,
        name: isInk ? part.name.replace('Toner', 'Ink') : part.name,
        type: isInk ? 'inkCartridge' : part.type,
        class: 'consumed',
        color: part.color,
        partNumber: null,
        serial: null,
        unit: null,
        level,
      },
    ];
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
