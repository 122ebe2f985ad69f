/** Every entry for devices. Within one maker the order decides between entries that fit the same words. */
import type { DeviceEntry } from '../types.ts';
import { anyPrinter } from './any-printer.ts';
import { okiCodes } from './oki-codes.ts';
import { okiMessages } from './oki-messages.ts';
import { otherMakers } from './other-makers.ts';
import { xeroxChains } from './xerox-chains.ts';
import { xeroxColorQube } from './xerox-colorqube.ts';
import { xeroxEngines } from './xerox-engines.ts';
import { xeroxMessages } from './xerox-messages.ts';
import { xeroxPrints } from './xerox-prints.ts';
import { xeroxScans } from './xerox-scans.ts';
import { xeroxWideFormat } from './xerox-wide-format.ts';
import { xeroxWorkCentre5600 } from './xerox-workcentre-5600.ts';

export const deviceEntries: readonly DeviceEntry[] = [
  ...xeroxScans,
  ...xeroxPrints,
  ...xeroxEngines,
  ...xeroxWorkCentre5600,
  ...xeroxColorQube,
  ...xeroxWideFormat,
  ...xeroxMessages,
  ...xeroxChains,
  ...okiCodes,
  ...okiMessages,
  ...otherMakers,
  ...anyPrinter,
];
