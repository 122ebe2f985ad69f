/** What a maker's own file brings: what to ask beside the standard tables, and how to read it. */

import type { ConditionKind } from '../../catalogue/index.ts';
import type { Counters, Level, Supply } from '../../contract/index.ts';
import type { Oid } from '../walk.ts';
import type { PanelLine } from './console.ts';
import type { LevelQuirks } from './levels.ts';
import type { RowId, Sheet } from './sheet.ts';

export type Maker = {
  readonly scalars: readonly Oid[];
  readonly columns: readonly (readonly Oid[])[];
  readonly quirks?: LevelQuirks;
  readonly read: (sheet: Sheet, device: MakerContext) => MakerFacts;
};

export type MakerContext = {
  readonly printer: RowId | null;
  /** Declared character sets of descriptions and of the panel. */
  readonly charset: number | null;
  readonly panelCharset: number | null;
  /** hrDeviceType by hrDeviceIndex. */
  readonly types: ReadonlyMap<RowId, Oid>;
};

/** Every fact is optional: devices of one maker differ widely. */
export type MakerFacts = {
  /** May still carry the maker's name. */
  readonly model?: string | null;
  readonly serial?: string | null;
  readonly firmware?: string | null;
  readonly counters?: Partial<Counters>;
  /** Panel text, for devices without prtConsoleDisplayBufferTable. */
  readonly console?: readonly PanelLine[];
  /** A level where the standard table says no more than "some" or "unknown". */
  readonly levelOf?: (supply: Supply) => Level | null;
  /** For devices without prtMarkerSuppliesTable. */
  readonly supplies?: readonly Supply[];
  readonly alerts?: readonly MakerAlert[];
  readonly troubles?: readonly MakerTrouble[];
};

/** A row of the maker's own alert table, in the numbers of prtAlertTable. */
export type MakerAlert = {
  /** The row of prtAlertTable that tells of the same; `null` where there is none. */
  readonly alertIndex: RowId | null;
  readonly severity: number;
  readonly training: number;
  readonly group: number;
  /** prtAlertCode; `null` where the row has none. */
  readonly alertCode: number | null;
  /** Fault code as the maker writes it. */
  readonly code: string | null;
  readonly description: string;
  readonly evidence: string;
};

/** A trouble that the maker's tables name outright. */
export type MakerTrouble = {
  readonly kind: ConditionKind;
  /** What tells it from others of its kind; stable while it lasts. */
  readonly key: string;
  readonly source: 'job' | 'alert-row' | 'error-bits';
  readonly where: string | null;
  readonly evidence: string;
};
