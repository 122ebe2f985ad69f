/** Troubles of the alert table: by the maker's code, by the maker's words, by prtAlertCode, or unknown. */
import {
  type AlertCodeMeaning,
  alertCodeMeaning,
  type ConditionKind,
  canonicalCode,
  type DeviceEntry,
  type DeviceMatch,
  meaningOf,
} from '../../../catalogue/index.ts';
import type { AlertRow, Severity, Who } from '../../../contract/index.ts';
import { columns } from '../../../mibs/oids.ts';
import { alertSeverity } from '../alert-rows.ts';
import { deviceOf } from '../general.ts';
import type { MakerAlert } from '../maker.ts';
import { codeIn, isResting, lookUp, type Speaker, wordsOf } from './lookup.ts';
import { fitsPlace, placeByGroup, placeByText, refineKind, type Units } from './places.ts';
import { makeTrouble, type Place, ranks, type Stop, stageOf, type Trouble, tableOf, worse } from './trouble.ts';

export type AlertContext = {
  readonly speaker: Speaker;
  readonly units: Units;
  /** The device itself says that it has stopped (hrDeviceStatus down). */
  readonly isDown: boolean;
};

/** A row of either table, in one form. */
type Row = {
  readonly severity: number;
  readonly training: number;
  readonly group: number;
  readonly alertCode: number;
  readonly code: string | null;
  readonly texts: readonly string[];
  readonly place: Place | null;
  /** Tells rows apart whose code says nothing. */
  readonly mark: string;
  readonly evidence: string;
};

/** The rows with their vendor codes filled in, and the troubles among them. Every row that is not at rest is told. */
export function readAlerts(
  rows: readonly AlertRow[],
  ofMaker: readonly MakerAlert[],
  context: AlertContext,
): { rows: AlertRow[]; troubles: Trouble[] } {
  const { vendor, model } = context.speaker;
  const { partners, untold } = joinRows(rows, ofMaker);
  const troubles: (Trouble | null)[] = [];
  const filled = rows.map((row): AlertRow => {
    const partner = partners.get(row.index);
    const code = partner?.code ? canonicalCode(partner.code, vendor, model) : codeIn(row.description, context.speaker);
    troubles.push(troubleOf(fromStandard(row, partner, code, context.units), context));
    return { ...row, vendorCode: code };
  });
  for (const alert of untold) troubles.push(troubleOf(fromMaker(alert, context.speaker), context));
  return { rows: filled, troubles: troubles.filter((trouble) => trouble !== null) };
}

/**
 * Which row of the maker's table tells of the same as which standard one: by the row that it names; where it names none, by
 * the same words. What no standard row tells is `untold`.
 */
function joinRows(rows: readonly AlertRow[], ofMaker: readonly MakerAlert[]) {
  const partners = new Map<string, MakerAlert>();
  const indexes = new Set(rows.map(({ index }) => index));
  const named = ofMaker.filter(({ alertIndex }) => alertIndex !== null && indexes.has(alertIndex));
  for (const alert of named) partners.set(`${alert.alertIndex}`, alert);
  const untold = ofMaker.filter((alert) => {
    if (named.includes(alert)) return false;
    const alike = rows.filter(({ description }) => description !== '' && description === alert.description);
    const free = alike.find(({ index }) => !partners.has(index));
    if (free) partners.set(free.index, alert);
    return alike.length === 0;
  });
  return { partners, untold };
}

function fromStandard(row: AlertRow, partner: MakerAlert | undefined, code: string | null, units: Units): Row {
  const evidence = `${columns.prtAlertDescription}.${row.index} = ${row.description || `code ${row.code}, group ${row.group}`}`;
  const location = row.location > 0 ? `.${row.location}` : '';
  return {
    severity: row.severity,
    training: row.training || (partner?.training ?? 0),
    group: row.group,
    alertCode: row.code,
    code,
    texts: [row.description, partner?.description ?? ''].filter((text) => text !== ''),
    place: placeByGroup(units, deviceOf(row.index), row.group, row.groupIndex),
    mark: `${row.group}.${row.groupIndex}.${row.code}${location}`,
    evidence: partner ? `${evidence} (${partner.evidence})` : evidence,
  };
}

function fromMaker(alert: MakerAlert, speaker: Speaker): Row {
  const { vendor, model } = speaker;
  return {
    severity: alert.severity,
    training: alert.training,
    group: alert.group,
    alertCode: alert.alertCode ?? 0,
    code: alert.code === null ? codeIn(alert.description, speaker) : canonicalCode(alert.code, vendor, model),
    texts: alert.description === '' ? [] : [alert.description],
    place: null,
    mark: `${alert.group}.-1.${alert.alertCode ?? 0}`,
    evidence: alert.evidence,
  };
}

function troubleOf(row: Row, context: AlertContext): Trouble | null {
  const match = lookUp(context.speaker, row.texts, row.code) ?? lookUpNumber(row, context.speaker);
  const meaning = alertCodeMeaning(row.alertCode, row.group, row.severity);
  if (match && (isCertain(match.entry) || !isTelling(meaning, row))) return byEntry(row, match, context);
  if (row.texts.length > 0 && row.texts.every(isResting) && row.code === null) return null;
  if (meaning && meaning.kind !== 'none' && meaning.kind !== 'unknown-fault')
    return byCode(row, meaning, meaning.kind, context);
  if (isAtRest(row, meaning)) return null;
  return unknown(row, context);
}

/** A row without words has only its number; the office may know it. */
function lookUpNumber({ texts, code, alertCode }: Row, speaker: Speaker): DeviceMatch | null {
  if (texts.length > 0 || code !== null || alertCode <= 2) return null;
  const match = lookUp(speaker, [numberText(alertCode)], null);
  return match?.entry.isOwn ? match : null;
}

const numberText = (alertCode: number) => `Alert code ${alertCode}`;

/** Of the maker or of the office itself; words that any printer might use weigh less. */
function isCertain(entry: DeviceEntry): boolean {
  return entry.vendor !== null || entry.isOwn === true;
}

/** Whether prtAlertCode says more than words that any printer might use: it also knows where. */
function isTelling(meaning: AlertCodeMeaning | null, row: Row): boolean {
  if (meaning === null || meaning.kind === 'unknown-fault') return false;
  return meaning.kind !== 'none' || row.severity !== alertSeverity.critical;
}

/** A state by its code, unless the device calls it critical; or a row that says nothing at all. */
function isAtRest(row: Row, meaning: AlertCodeMeaning | null): boolean {
  if (meaning?.kind === 'none') return row.severity !== alertSeverity.critical || row.texts.length === 0;
  return row.texts.length === 0 && row.code === null && row.alertCode <= 2 && row.severity !== alertSeverity.critical;
}

function byEntry(row: Row, { entry, code }: DeviceMatch, context: AlertContext): Trouble {
  const place = placeFor(row, entry.condition, context);
  const kind = refineKind(entry.condition, place, context.units);
  const { title, cause, remedy, severity, stops } = wordsOf(entry, kind);
  const isOfMaker = isCertain(entry);
  return makeTrouble({
    kind,
    rank: code !== null ? ranks.makerCode : isOfMaker ? ranks.makerWords : ranks.words,
    entry: entry.id,
    // A code that the catalogue did not know by itself is still the device's.
    code: code ?? (isOfMaker ? row.code : null),
    title,
    cause,
    remedy,
    who: isOfMaker ? entry.who : (whoBy(row.training) ?? entry.who),
    confidence: entry.confidence,
    place,
    ...weigh(kind, severity, stops, row.severity, { isDown: context.isDown, isCertain: isOfMaker }),
    source: 'alert-row',
    evidence: row.evidence,
  });
}

function byCode(row: Row, meaning: AlertCodeMeaning, generic: ConditionKind, context: AlertContext): Trouble {
  const kind = refineKind(generic, row.place, context.units);
  const { title, stops, who } = meaningOf(kind);
  return makeTrouble({
    kind,
    rank: ranks.alertCode,
    entry: meaning.entry,
    code: row.code,
    title: kind === generic ? meaning.title : title,
    who: whoBy(row.training) ?? who,
    place: placeFor(row, kind, context),
    ...weigh(kind, meaning.severity, stops, row.severity, { isDown: context.isDown, isCertain: false }),
    source: 'alert-row',
    evidence: row.evidence,
  });
}

function unknown(row: Row, context: AlertContext): Trouble {
  const text = row.texts[0] ?? (row.code === null ? numberText(row.alertCode) : `Fault ${row.code}`);
  const severity = severityBy(row.severity);
  const saysNothing = row.alertCode <= 2;
  return makeTrouble({
    kind: 'unknown-fault',
    rank: ranks.unknownRow,
    entry: 'unknown',
    code: row.code,
    title: text,
    severity,
    stops: severity === 'critical' || context.isDown ? meaningOf('unknown-fault').stops : [],
    who: whoBy(row.training) ?? meaningOf('unknown-fault').who,
    where: row.place?.name ?? null,
    mark: saysNothing ? `${row.mark}-${fingerprint(text)}` : row.mark,
    source: 'alert-row',
    evidence: row.evidence,
  });
}

function placeFor(row: Row, kind: ConditionKind, { units }: AlertContext): Place | null {
  if (row.place !== null && fitsPlace(kind, row.place)) return row.place;
  return placeByText(units, kind, row.texts.join(' '));
}

/**
 * The worse of what the catalogue and what the device says, capped by whether it stops the device: a critical row means
 * that printing cannot go on (RFC 3805 §2.2.13), a warning that it does, whatever the kind does elsewhere. An empty tray is
 * critical to many devices that print on from another one: there the device as a whole decides.
 */
function weigh(
  kind: ConditionKind,
  severity: Severity,
  stops: readonly Stop[],
  told: number,
  { isDown, isCertain }: { readonly isDown: boolean; readonly isCertain: boolean },
): { severity: Severity; stops: readonly Stop[] } {
  if (stageOf(kind) === 1) return { severity: severity === 'critical' ? 'warning' : severity, stops: [] };
  if (told === alertSeverity.critical) {
    if (isDown && tableOf(kind) === 'input') return { severity: 'critical', stops: ['print'] };
    return { severity: stops.length > 0 ? 'critical' : worse(severity, 'warning'), stops };
  }
  const isWarning = told === alertSeverity.warning || told === alertSeverity.warningBinaryChange;
  if (isWarning && !isDown && !isCertain && stops.length > 0) return { severity: 'warning', stops: [] };
  return { severity: isWarning ? worse(severity, 'warning') : severity, stops };
}

function severityBy(level: number): Severity {
  if (level === alertSeverity.critical) return 'critical';
  return level === alertSeverity.warning || level === alertSeverity.warningBinaryChange ? 'warning' : 'info';
}

/** PrtAlertTrainingLevelTC: 3 untrained, 4 trained, 5 field service, 6 management. */
function whoBy(training: number): Who | null {
  const levels: Readonly<Record<number, Who>> = { 3: 'user', 4: 'admin', 5: 'service', 6: 'admin' };
  return levels[training] ?? null;
}

/** A short number for a text without its digits: tells unknown rows apart, and stays while only a count changes. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5;
  for (const letter of text.toLowerCase().replace(/\d+/g, '')) {
    hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
  }
  return hash.toString(36);
}
