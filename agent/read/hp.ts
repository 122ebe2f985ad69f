/** HP LaserJet and its kin (PML objects under 11.2.3.9.4). */
import { scalars } from '../../mibs/oids.ts';
import { sumOf } from './counters.ts';
import type { Maker } from './maker.ts';
import { countIn, octetsIn, type Sheet, textIn } from './sheet.ts';
import { decodeText } from './text.ts';

export const hp: Maker = {
  scalars: [
    scalars.gdStatusDisplay,
    scalars.hpModelName,
    scalars.hpSerialNumber,
    scalars.hpFirmwareDate,
    scalars.hpFirmwareRevision,
    scalars.hpTotalPages,
    scalars.hpMonoPages,
    scalars.hpColorPages,
    scalars.hpCopyImpressions,
    scalars.hpFaxImpressions,
    scalars.hpFeederScans,
    scalars.hpFlatbedScans,
  ],
  columns: [],
  read: (sheet, device) => {
    const panel = textIn(sheet.cell(scalars.gdStatusDisplay), device.panelCharset);
    return {
      model: pmlText(sheet, scalars.hpModelName),
      serial: pmlText(sheet, scalars.hpSerialNumber),
      firmware: pmlText(sheet, scalars.hpFirmwareRevision) ?? pmlText(sheet, scalars.hpFirmwareDate),
      counters: {
        total: countIn(sheet.cell(scalars.hpTotalPages)),
        black: countIn(sheet.cell(scalars.hpMonoPages)),
        color: countIn(sheet.cell(scalars.hpColorPages)),
        copies: countIn(sheet.cell(scalars.hpCopyImpressions)),
        faxes: countIn(sheet.cell(scalars.hpFaxImpressions)),
        scans: sumOf(countIn(sheet.cell(scalars.hpFeederScans)), countIn(sheet.cell(scalars.hpFlatbedScans))),
      },
      console: panel === null ? [] : [{ text: panel, oid: scalars.gdStatusDisplay }],
    };
  },
};

/** HP symbol sets in front of PML texts → IANA MIBenum: FDE8 is UTF-8 (65000), 0115 Roman-8 (8U = 277). */
const symbolSets: Readonly<Record<number, number>> = { 65000: 106, 277: 2004, 14: 4, 78: 5 };

/** A PML string: two octets of symbol set, then the text. */
function pmlText(sheet: Sheet, oid: string): string | null {
  const octets = octetsIn(sheet.cell(oid));
  if (octets === null || octets.length <= 2) return null;
  const set = ((octets[0] ?? 0) << 8) | (octets[1] ?? 0);
  const isPlain = octets.subarray(0, 2).every((octet) => octet >= 0x20 && octet < 0x7f);
  const text = isPlain ? decodeText(octets) : decodeText(octets.subarray(2), symbolSets[set] ?? null);
  return text === '' ? null : text;
}
