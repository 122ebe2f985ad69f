/** What a device tells by itself: that it was started, and that a critical row came into its alert table (RFC 3805 §2.2.13). */
import { columns, notifications } from '../../mibs/oids.ts';
import type { Notice } from '../snmp/notify.ts';
import { integer, text } from '../snmp/value.ts';
import { severities } from './codes.ts';
import type { Alert, Printer } from './printer.ts';

/** How it stood before something was done to it. */
export type Before = { readonly on: boolean; readonly alerts: ReadonlySet<number> };

export function standingOf(printer: Printer): Before {
  return { on: printer.on, alerts: new Set([...printer.alerts.values()].map(({ index }) => index)) };
}

/** A device that is off says nothing. */
export function noticesSince(before: Before, printer: Printer, now: number): Notice[] {
  if (!printer.on) return [];
  const upTicks = Math.floor((now - printer.startedAt) / 10) % 2 ** 32;
  const started = before.on ? [] : [{ oid: notifications.coldStart, upTicks, values: [] }];
  const raised = [...printer.alerts.values()].filter(
    ({ index, trouble }) => trouble.severity === severities.critical && !before.alerts.has(index),
  );
  return [...started, ...raised.map((alert) => ({ oid: notifications.printerV2Alert, upTicks, values: rowOf(alert) }))];
}

function rowOf({ index, trouble }: Alert) {
  const row = `1.${index}`;
  return [
    { oid: `${columns.prtAlertIndex}.${row}`, value: integer(index) },
    { oid: `${columns.prtAlertSeverityLevel}.${row}`, value: integer(trouble.severity) },
    { oid: `${columns.prtAlertGroup}.${row}`, value: integer(trouble.group) },
    { oid: `${columns.prtAlertGroupIndex}.${row}`, value: integer(trouble.groupIndex) },
    { oid: `${columns.prtAlertLocation}.${row}`, value: integer(trouble.location ?? -2) },
    { oid: `${columns.prtAlertCode}.${row}`, value: integer(trouble.code) },
    { oid: `${columns.prtAlertDescription}.${row}`, value: text(trouble.text) },
  ];
}
