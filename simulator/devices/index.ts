/** The simulated office: sixteen devices of nine makers. */
import type { PrinterDescription } from '../printer/description.ts';
import { okiDevices } from './oki.ts';
import { otherDevices } from './others.ts';
import { xeroxDevices } from './xerox.ts';

export const officeDevices: readonly PrinterDescription[] = [...xeroxDevices, ...okiDevices, ...otherDevices];
