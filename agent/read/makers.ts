/** Which makers' files a device is read with. A new maker is one line here. */
import { brother } from './brother.ts';
import { canon } from './canon.ts';
import { dell } from './dell.ts';
import { epson } from './epson.ts';
import { hp } from './hp.ts';
import { konicaMinolta } from './konica-minolta.ts';
import { kyocera } from './kyocera.ts';
import { lexmark } from './lexmark.ts';
import type { Maker } from './maker.ts';
import { oki } from './oki.ts';
import { pantum } from './pantum.ts';
import { ricoh } from './ricoh.ts';
import { samsung } from './samsung.ts';
import { sharp } from './sharp.ts';
import { toshiba } from './toshiba.ts';
import { xerox } from './xerox.ts';
import { zebra } from './zebra.ts';

const makers: Readonly<Record<string, Maker>> = {
  brother,
  canon,
  dell,
  epson,
  fujifilm: xerox,
  hp,
  'konica-minolta': konicaMinolta,
  kyocera,
  lexmark,
  oki,
  pantum,
  ricoh,
  samsung,
  sharp,
  toshiba,
  xerox,
  zebra,
};

/** The files of these makers, each once: the seller first, then who built the machine. Empty for makers without one. */
export function makersOf(...vendors: readonly (string | null)[]): Maker[] {
  const found = vendors.flatMap((vendor) => (vendor === null ? [] : (makers[vendor] ?? [])));
  return [...new Set(found)];
}
