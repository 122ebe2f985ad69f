/**
 * What the device can do now, out of its three status objects (RFC 3805 Appendix E), its conditions, alert rows and panel.
 *
 * Order: stopped, attention, busy, asleep, ok; `unknown` where nothing tells. The status objects alone never make a device
 * "attention": makers set them differently for the same event, and a warning without any trouble behind it helps nobody.
 */
import { alertCodeMeaning } from '../../catalogue/index.ts';
import type { AlertRow, Condition, DeviceStatus } from '../../contract/index.ts';
import type { Host } from './host.ts';
import { isResting } from './troubles/lookup.ts';

export type StatusSources = {
  readonly host: Host;
  readonly conditions: readonly Condition[];
  readonly alertRows: readonly AlertRow[];
  readonly panel: readonly string[];
  /** Whether any of what could tell a state was answered. */
  readonly isTold: boolean;
};

export type Status = { readonly status: DeviceStatus; readonly reasons: readonly string[] };

/** hrDeviceStatus. */
export const deviceState = { unknown: 1, running: 2, warning: 3, testing: 4, down: 5 } as const;
/** hrPrinterStatus. */
export const printerState = { other: 1, unknown: 2, idle: 3, printing: 4, warmup: 5 } as const;

export function decideStatus(sources: StatusSources): Status {
  const { host, conditions, isTold } = sources;
  const stopping = conditions.filter(({ severity, stops }) => severity === 'critical' && stops.length > 0);
  const other = conditions.filter((condition) => condition.severity !== 'info' && !stopping.includes(condition));
  const sleep = whySleeping(sources);
  const reasons: (readonly [DeviceStatus, string])[] = [
    ...stopping.map((condition) => ['stopped', `${condition.source}: ${condition.key}`] as const),
    ...(isDown(host) && sleep === null ? [['stopped', 'hrDeviceStatus: down'] as const] : []),
    ...other.map((condition) => ['attention', `${condition.source}: ${condition.key}`] as const),
    ...whyBusy(host).map((reason) => ['busy', reason] as const),
    ...(sleep === null ? [] : [['asleep', sleep] as const]),
    ...whyOk(host).map((reason) => ['ok', reason] as const),
  ];
  if (reasons.length === 0) return { status: isTold ? 'ok' : 'unknown', reasons: isTold ? ['no trouble told'] : [] };
  const status = order.find((each) => reasons.some(([of]) => of === each)) ?? 'unknown';
  const own = reasons.filter(([of]) => of === status);
  const rest = reasons.filter(([of]) => of !== status);
  return { status, reasons: [...own, ...rest].map(([, reason]) => reason).slice(0, mostReasons) };
}

const order: readonly DeviceStatus[] = ['stopped', 'attention', 'busy', 'asleep', 'ok'];
const mostReasons = 20;

/** Down, and not on its way back on-line. */
export function isDown(host: Host): boolean {
  return host.deviceStatus === deviceState.down && host.printerStatus !== printerState.warmup;
}

function whyBusy(host: Host): string[] {
  if (host.printerStatus === printerState.printing) return ['hrPrinterStatus: printing'];
  if (host.printerStatus === printerState.warmup) return ['hrPrinterStatus: warmup'];
  return host.deviceStatus === deviceState.testing ? ['hrDeviceStatus: testing'] : [];
}

function whyOk(host: Host): string[] {
  if (host.printerStatus === printerState.idle) return ['hrPrinterStatus: idle'];
  return host.deviceStatus === deviceState.running || host.deviceStatus === deviceState.warning
    ? [`hrDeviceStatus: ${host.deviceStatus === deviceState.running ? 'running' : 'warning'}`]
    : [];
}

const sleepWords =
  /sleep|dormi|power ?(?:save|saving)|energy ?sav|low power|stand-?by|hibern|auto power|energiespar|ruhezustand|ruhemodus|schlaf|bereitschafts|veille|[ée]conomie|reposo|suspen|ahorro|sospens|risparmio|riposo|slaap|dvale|hvile|vilol|sparl|lepotila|u[śs]pieni|sp[áa]n(?:ku|ek)|alv[óo]|k[ée]szenl|uyku|sonno|sluimer|сон|(?<!\p{L})сна(?!\p{L})|спящ|ожидани|очікуванн|αναμον|ύπνος|待[机機]|睡眠|休眠|スリープ|節電|절전/iu;

/** What shows that the device sleeps; `null` where nothing does. */
export function whySleeping({
  host,
  alertRows,
  panel,
}: Pick<StatusSources, 'host' | 'alertRows' | 'panel'>): string | null {
  const row = alertRows.find(
    ({ code, group, severity, description }) =>
      (alertCodeMeaning(code, group, severity)?.name === 'subunitPowerSaver' && severity !== 3) ||
      isSleepText(description),
  );
  if (row) return `alert-row ${row.index}: ${row.description || 'power saver'}`;
  const line = panel.find(isSleepText);
  if (line !== undefined) return `console: ${line}`;
  // Standby of RFC 3805 Appendix E: running, printer status "other", and no error.
  const isStandby = host.deviceStatus === deviceState.running && host.printerStatus === printerState.other;
  return isStandby && (host.errorBits ?? []).every((bit) => bit === 'offline')
    ? 'running, hrPrinterStatus: other'
    : null;
}

function isSleepText(text: string): boolean {
  return sleepWords.test(text) && isResting(text);
}
