/** What a probe asks, and how often. */
import type { ProbeTlsMode } from '../../contract/index.ts';
import type { ServerConfig } from '../smtp/config.ts';

export type ProbeConfig = Omit<ServerConfig, 'tls'> & {
  readonly tls: ProbeTlsMode;
  /** Sender and recipients that are tried; nothing is sent to them. */
  readonly from: string | null;
  readonly to: readonly string[];
  /** Octets of the scan that is announced. */
  readonly size: number;
  /** `null` for a single one. */
  readonly everyMs: number | null;
};

export const usualProbe = { size: 10_000_000, connectMs: 15_000, replyMs: 30_000 } as const;

/** Where `tls` leaves it open, the port says it (RFC 8314 §3.3, RFC 6409 §3.1). */
export function probePort(tls: ProbeTlsMode): number {
  if (tls === 'implicit') return 465;
  return tls === 'none' ? 25 : 587;
}
