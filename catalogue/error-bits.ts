/** hrPrinterDetectedErrorState (RFC 2790 §4.2.1), bit 0 = the most significant bit of the first octet. */
import type { Severity } from '../contract/index.ts';
import type { ConditionKind } from './conditions.ts';

export type ErrorBit = { readonly name: string; readonly kind: ConditionKind; readonly severity: Severity };

/** In the order of the bits. */
export const errorBits: readonly ErrorBit[] = [
  { name: 'lowPaper', kind: 'tray-low', severity: 'info' },
  { name: 'noPaper', kind: 'tray-empty', severity: 'warning' },
  { name: 'lowToner', kind: 'toner-low', severity: 'warning' },
  { name: 'noToner', kind: 'toner-empty', severity: 'critical' },
  { name: 'doorOpen', kind: 'cover-open', severity: 'critical' },
  { name: 'jammed', kind: 'paper-jam', severity: 'critical' },
  { name: 'offline', kind: 'offline', severity: 'warning' },
  { name: 'serviceRequested', kind: 'service-needed', severity: 'warning' },
  { name: 'inputTrayMissing', kind: 'tray-missing', severity: 'warning' },
  { name: 'outputTrayMissing', kind: 'output-missing', severity: 'warning' },
  { name: 'markerSupplyMissing', kind: 'supply-missing', severity: 'warning' },
  { name: 'outputNearFull', kind: 'output-almost-full', severity: 'info' },
  { name: 'outputFull', kind: 'output-full', severity: 'warning' },
  { name: 'inputTrayEmpty', kind: 'tray-empty', severity: 'warning' },
  { name: 'overduePreventMaint', kind: 'maintenance-due', severity: 'warning' },
];

/** By RFC 2790 name; `null` for none of them. */
export function errorBitOf(name: string): ErrorBit | null {
  return errorBits.find((bit) => bit.name === name) ?? null;
}
