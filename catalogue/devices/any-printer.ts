/** What printers of any maker say. */
import type { DeviceEntry } from '../types.ts';

export const anyPrinter: DeviceEntry[] = [];
