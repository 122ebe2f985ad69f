/** The tables of the Printer-MIB that are the same on every simulated device: languages, channels, interpreters. */
import type { Row } from '../snmp/value.ts';
import { integer, text } from '../snmp/value.ts';
import { cells } from './cells.ts';

const mib = '1.3.6.1.2.1.43';

export const fixedRows = (): Row[] => [...localizationRows(), ...channelRows(), ...interpreterRows()];

/** English in UTF-8 (MIBenum 106), and a second language that is not chosen. */
function localizationRows(): Row[] {
  return [
    ...cells(`${mib}.7.1.1`, '1.1', { 2: text('en'), 3: text('US'), 4: integer(106) }),
    ...cells(`${mib}.7.1.1`, '1.2', { 2: text('de'), 3: text('DE'), 4: integer(106) }),
  ];
}

/** LPD, raw port 9100 and IPP. */
function channelRows(): Row[] {
  return [8, 11, 44].flatMap((type, i) =>
    cells(`${mib}.14.1.1`, `1.${i + 1}`, {
      2: integer(type),
      3: text(''),
      6: integer(3),
      7: integer(1),
      8: integer(0),
    }),
  );
}

/** PCL, PostScript and automatic choice. */
function interpreterRows(): Row[] {
  return [3, 6, 37].flatMap((family, i) =>
    cells(`${mib}.15.1.1`, `1.${i + 1}`, {
      2: integer(family),
      3: text(''),
      4: text(''),
      7: integer(1),
      12: integer(3),
    }),
  );
}
