/** What a simulated device is: a plain literal, from which its complete SNMP tables are built. */
import type { Row } from '../snmp/value.ts';
import type { ErrorBit, MarkTech, SupplyType, SupplyUnit } from './codes.ts';
import type { Printer } from './printer.ts';

export type Color = 'black' | 'cyan' | 'magenta' | 'yellow';

export type SupplyDescription = {
  readonly name: string;
  readonly type: SupplyType;
  readonly color?: Color;
  readonly unit?: SupplyUnit;
  /** What a full one holds, in `unit`. */
  readonly max: number;
  /** What is left, for a waste box the space left, in `unit`. */
  readonly level: number;
  /** The device answers −2 and −3 (`some is left`) in place of numbers, and 0 only where it is empty. */
  readonly coarse?: boolean;
  /** Percent left at which the device begins to warn; 10 where not given. */
  readonly lowAt?: number;
};

export type TrayDescription = {
  readonly name: string;
  readonly media: string;
  readonly capacity: number;
  readonly level: number;
  /** `bypass` may be empty without any trouble; `tractor` feeds fan-fold paper. */
  readonly kind?: 'tray' | 'bypass' | 'tractor';
  /** The device answers −3 for anything above empty. */
  readonly coarse?: boolean;
};

export type OutputDescription = { readonly name: string; readonly capacity: number };

export type CounterDescription = {
  readonly total: number;
  readonly black?: number;
  readonly color?: number;
  readonly copies?: number;
  readonly scansToEmail?: number;
};

export type PrinterDescription = {
  /** Kebab-case, the name that scripts use and that the network knows it by. */
  readonly id: string;
  readonly maker: Maker;
  /** As the device writes it in hrDeviceDescr and its private tables. */
  readonly model: string;
  readonly sysDescr: string;
  readonly sysObjectId: string;
  readonly hrDeviceId: string;
  /** sysName. */
  readonly name: string;
  /** What people call it, where the device's own name is a number. */
  readonly calledName?: string;
  readonly location: string;
  readonly contact: string;
  readonly serial: string;
  readonly firmware: string;
  /** Six octets in hexadecimal. */
  readonly mac: string;
  readonly tech: MarkTech;
  readonly pagesPerMinute: number;
  readonly inputs: readonly TrayDescription[];
  readonly outputs: readonly OutputDescription[];
  readonly covers: readonly string[];
  readonly supplies: readonly SupplyDescription[];
  readonly counters: CounterDescription;
  /** hrDeviceTable rows after the printer's own. */
  readonly otherDevices?: readonly ('network' | 'scanner' | 'fax' | 'disk')[];
  /** Panel size in lines and characters. */
  readonly panel: { readonly lines: number; readonly width: number };
  /** How long it had been on when the simulation began, hours. */
  readonly hoursOn: number;
  /** Sender of its scans; absent where it cannot scan. */
  readonly scanFrom?: string;
};

/** What a device tells as a row of its alert table, and shows by its bits and on its panel. */
export type Trouble = {
  /** Unique on the device. */
  readonly key: string;
  readonly severity: number;
  readonly training: number;
  readonly group: number;
  readonly groupIndex: number;
  readonly location?: number;
  readonly code: number;
  /** prtAlertDescription. */
  readonly text: string;
  /** Panel lines where they differ from `text`. */
  readonly panel?: readonly string[];
  readonly bits: readonly ErrorBit[];
  /** True where nothing is printed until it is mended. */
  readonly halts: boolean;
  /** A row that is no fault: sleep, power-up. */
  readonly resting?: true;
  /** The maker's fault code, where a private table carries one. */
  readonly vendorCode?: string;
};

/** How the devices of one maker speak. */
export type Maker = {
  readonly vendor: string;
  readonly words: {
    readonly ready: string;
    readonly busy: string;
    readonly asleep: string;
    supply(supply: SupplyDescription, state: 'low' | 'empty'): string;
    tray(tray: TrayDescription, state: 'low' | 'empty'): string;
    cover(cover: string): string;
    output(output: OutputDescription): string;
  };
  /** Octets of hrPrinterDetectedErrorState. */
  readonly errorOctets: 1 | 2;
  /** hrPrinterStatus while it sleeps: idle(3) on some, other(1) on others. */
  readonly asleepStatus: 1 | 3;
  /** prtInputStatus of a tray with nothing in it. */
  readonly emptyTrayStatus: number;
  /** What ends every text, e.g. the NUL of JetDirect cards. */
  readonly textEnd?: string;
  /** Panel lines are padded with blanks to the width of the display. */
  readonly padsPanel?: boolean;
  /** Rows of the alert table that are no fault, e.g. `Sleep`. */
  restingRows?(printer: Printer): readonly Trouble[];
  /** The maker's own tree. */
  privateRows(printer: Printer, now: number): readonly Row[];
};
