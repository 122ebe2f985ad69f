/** Every entry for devices. The order decides between entries of one maker that fit the same words. */
import type { DeviceEntry } from '../types.ts';
import { anyPrinter } from './any-printer.ts';
import { xeroxChains } from './xerox-chains.ts';

export const deviceEntries: readonly DeviceEntry[] = [...anyPrinter, ...xeroxChains];
