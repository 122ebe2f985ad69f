/**
 * PrtSubUnitStatusTC (RFC 3805): a sum of availability (0–6), 8 non-critical alerts, 16 critical alerts, 32 off-line and
 * 64 moving. An empty bypass may say "broken, critical" on an idle and healthy printer, so nobody is alarmed by it alone.
 */
export type SubUnitState = {
  readonly available: boolean | null;
  readonly fault: 'none' | 'warning' | 'critical';
};

/** By availability: idle, on request, standby, broken, active, unknown, busy; 7 is not in use. */
const availability: readonly (boolean | null)[] = [true, false, true, false, true, null, true, null];

export function decodeSubUnit(status: number | null): SubUnitState {
  if (status === null || status < 0 || status > 127) return { available: null, fault: 'none' };
  const isOffLine = (status & 32) !== 0;
  return {
    available: isOffLine ? false : (availability[status & 7] ?? null),
    fault: status & 16 ? 'critical' : status & 8 ? 'warning' : 'none',
  };
}
