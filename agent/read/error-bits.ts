/** hrPrinterDetectedErrorState (RFC 2790 §4.2.1): bit 0 is the most significant bit of the first octet. */
import { labels } from '../../mibs/oids.ts';

const names = Object.entries(labels.HrPrinterErrorBits);

/** The bits that are set, by name, in their order. 0, 1 and 2 octets all occur; what is behind them is ignored. */
export function decodeErrorBits(octets: Uint8Array): string[] {
  return names
    .filter(([bit]) => ((octets[Number(bit) >> 3] ?? 0) & (0x80 >> (Number(bit) & 7))) !== 0)
    .map(([, name]) => name);
}
