/** Xerox: print jobs that the controller refuses or cannot work through. */
import type { DeviceEntry } from '../types.ts';

export const xeroxPrints: DeviceEntry[] = [
  {
    id: 'xerox-016-757',
    vendor: 'xerox',
    code: '016-757',
    condition: 'job-refused',
    title: 'Print job refused: no valid user or password',
    cause:
      'The device counts prints per user (accounting), and the job named no user and password, or ones that it does not know. Drivers that are not the maker’s often send none.',
    remedy:
      'Enter user ID and passcode in the accounting settings of the driver, take the driver of the maker if the present one has no field for them, or register the user on the device.',
    who: 'admin',
    severity: 'warning',
    confidence: 'medium',
    sources: [
      'Ubuntu Forums, "Need Help Install Printer Driver", 2010-04-15 (WorkCentre 7345)',
      'Ubuntu Forums, "How to pass printing password via CUPS", 2011-02-24 (DocuCentre-II C3000)',
    ],
    examples: ['016-757', 'error code 016-757'],
  },
  {
    id: 'xerox-016-726',
    vendor: 'xerox',
    code: '016-726',
    condition: 'job-failed',
    title: 'Kind of the print data not recognised',
    cause: 'The device could not tell which printer language a job is in, as with data sent to it without a driver.',
    remedy:
      'Print through the driver for this model, or set the print mode on the device instead of leaving it on Auto.',
    who: 'user',
    severity: 'warning',
    confidence: 'medium',
    sources: ['Comment of a driver author for FUJIFILM and Fuji Xerox C2360, in a public source file'],
    examples: ['016-726', '(016-726 / 106-726)'],
  },
  {
    id: 'xerox-016-751',
    vendor: 'xerox',
    code: '016-751',
    condition: 'job-failed',
    title: 'Print job not processed, perhaps too large',
    cause:
      'A developer met this code with jobs of more than about 50 megabytes or 500 pages sent as PDF. The meaning is not confirmed by the maker.',
    remedy: 'Print in smaller parts, or through the driver rather than as a PDF file sent to the device.',
    who: 'user',
    severity: 'warning',
    confidence: 'low',
    sources: ['Comment of a developer about VersaLink C models, in a public source file'],
    examples: ['016-751', 'Fault 016-751 on Xerox'],
  },
];
