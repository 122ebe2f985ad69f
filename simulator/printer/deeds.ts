/** What each deed of a script does to a device. */
import type { Deed } from '../script.ts';
import type { Printer } from './printer.ts';
import { clear, noteScan, print, raise, setAsleep, setCover, setPower, setSupply, setTray } from './printer.ts';

/** All but a scan by e-mail, which is a conversation of its own. */
type Change = Exclude<Deed, { do: 'scan' }>;

const changes: {
  readonly [Name in Change['do']]: (printer: Printer, deed: Extract<Change, { do: Name }>, now: number) => void;
} = {
  raise: (printer, { trouble }, now) => raise(printer, trouble, now),
  clear: (printer, { trouble }, now) => clear(printer, trouble, now),
  'set-supply': (printer, { supply, percent }, now) => setSupply(printer, supply, percent, now),
  'set-tray': (printer, { tray, sheets }, now) => setTray(printer, tray, sheets, now),
  'set-cover': (printer, { cover, open }, now) => setCover(printer, cover, open, now),
  print: (printer, { pages }, now) => print(printer, pages, now),
  sleep: (printer, _, now) => setAsleep(printer, true, now),
  wake: (printer, _, now) => setAsleep(printer, false, now),
  'go-dark': (printer, _, now) => setPower(printer, false, now),
  'come-back': (printer, _, now) => setPower(printer, true, now),
  'file-scan': (printer, { succeeds }, now) =>
    noteScan(printer, { id: `file-${now}`, at: now, to: 'folder', succeeded: succeeds }),
};

/** Throws `RangeError` where the device has no such part. */
export function changePrinter(printer: Printer, deed: Change, now: number): void {
  const change = changes[deed.do] as (printer: Printer, deed: Change, now: number) => void;
  change(printer, deed, now);
}
