/** The story that the demo plays: a bad minute in an office, and the calmer time after it. */
import type { Script, Step } from '../script.ts';
import { drumFault140, exitJam, feedJam, folderLocked, fuserFault173 } from './troubles.ts';

const steps: readonly Step[] = [
  { at: 0, device: 'training-copier', do: 'sleep' },
  { at: 0, device: 'finance-printer', do: 'sleep' },
  { at: 1, device: 'reception-printer', do: 'print', pages: 18 },
  { at: 2, device: 'kitchen-copier', do: 'scan', to: 'anna@office.example', kilobytes: 180 },
  { at: 3, device: 'archive-copier', do: 'raise', trouble: exitJam },
  { at: 4, device: 'sales-printer', do: 'set-supply', supply: 'Magenta Toner Cartridge', percent: 7 },
  { at: 5, device: 'marketing-printer', do: 'raise', trouble: fuserFault173 },
  { at: 6, device: 'personnel-copier', do: 'scan', to: 'payroll@taxes.example', kilobytes: 260 },
  { at: 7, device: 'boardroom-copier', do: 'scan', to: 'minutes@partner.example', kilobytes: 640 },
  { at: 8, device: 'design-printer', do: 'raise', trouble: drumFault140 },
  { at: 9, device: 'legal-copier', do: 'set-tray', tray: 'Cassette 1', sheets: 0 },
  { at: 10, device: 'kitchen-copier', do: 'file-scan', succeeds: false },
  { at: 10, device: 'kitchen-copier', do: 'raise', trouble: folderLocked },
  { at: 11, device: 'warehouse-printer', do: 'go-dark' },
  { at: 13, device: 'front-desk-copier', do: 'set-cover', cover: 'PrinterCover', open: true },
  { at: 16, device: 'archive-copier', do: 'clear', trouble: exitJam.key },
  { at: 19, device: 'legal-copier', do: 'scan', to: 'court@justice.example', kilobytes: 420 },
  { at: 24, device: 'front-desk-copier', do: 'set-cover', cover: 'PrinterCover', open: false },
  { at: 26, device: 'warehouse-printer', do: 'come-back' },
  { at: 30, device: 'sales-printer', do: 'scan', to: 'carl@office.example', kilobytes: 90 },
];

/** Mild: things break and are mended, scans go out, one mailbox is closed to the relay. */
const loop: readonly Step[] = [
  { at: 5, device: 'reception-printer', do: 'print', pages: 12 },
  { at: 12, device: 'kitchen-copier', do: 'scan', to: 'anna@office.example', kilobytes: 120 },
  { at: 20, device: 'legal-copier', do: 'set-tray', tray: 'Cassette 1', sheets: 480 },
  { at: 26, device: 'kitchen-copier', do: 'clear', trouble: folderLocked.key },
  { at: 27, device: 'kitchen-copier', do: 'file-scan', succeeds: true },
  { at: 32, device: 'boardroom-copier', do: 'raise', trouble: feedJam },
  { at: 38, device: 'finance-printer', do: 'wake' },
  { at: 40, device: 'finance-printer', do: 'print', pages: 25 },
  { at: 46, device: 'front-desk-copier', do: 'scan', to: 'desk@office.example', kilobytes: 60 },
  { at: 52, device: 'boardroom-copier', do: 'clear', trouble: feedJam.key },
  { at: 60, device: 'workshop-copier', do: 'scan', to: 'orders@cloud.example', kilobytes: 75 },
  { at: 66, device: 'marketing-printer', do: 'clear', trouble: fuserFault173.key },
  { at: 72, device: 'cafe-printer', do: 'set-supply', supply: 'Yellow Ink Supply Unit', percent: 8 },
  { at: 80, device: 'sales-printer', do: 'set-supply', supply: 'Magenta Toner Cartridge', percent: 100 },
  { at: 88, device: 'dispatch-printer', do: 'set-tray', tray: 'Rear Tractor', sheets: 0 },
  { at: 100, device: 'boardroom-copier', do: 'scan', to: 'plans@partner.example', kilobytes: 3000 },
  { at: 104, device: 'finance-printer', do: 'sleep' },
  { at: 110, device: 'dispatch-printer', do: 'set-tray', tray: 'Rear Tractor', sheets: 1800 },
  { at: 118, device: 'personnel-copier', do: 'scan', to: 'payroll@taxes.example', kilobytes: 260 },
  { at: 126, device: 'cafe-printer', do: 'set-supply', supply: 'Yellow Ink Supply Unit', percent: 100 },
  { at: 134, device: 'kitchen-copier', do: 'raise', trouble: folderLocked },
  { at: 140, device: 'legal-copier', do: 'set-tray', tray: 'Cassette 1', sheets: 0 },
  { at: 150, device: 'marketing-printer', do: 'raise', trouble: fuserFault173 },
  { at: 158, device: 'sales-printer', do: 'set-supply', supply: 'Magenta Toner Cartridge', percent: 7 },
];

export const firstMinute: Script = { steps, loop: { everySeconds: 170, steps: loop } };
