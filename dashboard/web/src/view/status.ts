/** How states are told apart: by shape, by word and by colour, never by colour alone. */
import type { AlertState, DeviceStatus, Outcome, Severity } from '../../../../contract/index.ts';

/** Colours by what they mean; each is a custom property in `style/tokens.css`. */
export type Tone = 'stop' | 'warn' | 'fine' | 'note' | 'dark' | 'calm';

export type Shape =
  | 'octagon'
  | 'triangle'
  | 'check'
  | 'dots'
  | 'moon'
  | 'broken'
  | 'diamond'
  | 'dash'
  | 'letter-i'
  | 'clock'
  | 'bounce';

export type Look = { readonly shape: Shape; readonly tone: Tone };

export const statusLooks: Readonly<Record<DeviceStatus, Look>> = {
  ok: { shape: 'check', tone: 'fine' },
  busy: { shape: 'dots', tone: 'fine' },
  asleep: { shape: 'moon', tone: 'calm' },
  attention: { shape: 'triangle', tone: 'warn' },
  stopped: { shape: 'octagon', tone: 'stop' },
  unreachable: { shape: 'broken', tone: 'dark' },
  unknown: { shape: 'diamond', tone: 'calm' },
};

export const severityLooks: Readonly<Record<Severity, Look>> = {
  critical: { shape: 'octagon', tone: 'stop' },
  warning: { shape: 'triangle', tone: 'warn' },
  info: { shape: 'letter-i', tone: 'note' },
};

export const outcomeLooks: Readonly<Record<Outcome, Look>> = {
  sent: { shape: 'check', tone: 'fine' },
  deferred: { shape: 'clock', tone: 'warn' },
  refused: { shape: 'octagon', tone: 'stop' },
  bounced: { shape: 'bounce', tone: 'stop' },
  expired: { shape: 'clock', tone: 'stop' },
  lost: { shape: 'broken', tone: 'stop' },
};

const statusOrder: readonly DeviceStatus[] = ['stopped', 'unreachable', 'attention', 'unknown', 'busy', 'ok', 'asleep'];
const severityOrder: readonly Severity[] = ['critical', 'warning', 'info'];

/** 0 is worst. */
export const rankStatus = (status: DeviceStatus): number => statusOrder.indexOf(status);
/** 0 is worst. */
export const rankSeverity = (severity: Severity): number => severityOrder.indexOf(severity);

/** An alert that people should know of now. */
export const isOpen = (state: AlertState): boolean => state === 'firing' || state === 'recovering';
export const isFailed = (outcome: Outcome): boolean => outcome !== 'sent' && outcome !== 'deferred';
