/** Xerox: messages without a number, from panels, job logs and confirmation sheets. */
import type { DeviceEntry } from '../types.ts';
import { olderLists } from './older-lists.ts';
import { phaser4500, workCentre7800 } from './xerox-families.ts';
import {
  altaLinkB80Guide,
  documentCentreAdminGuide,
  documentCentreGuide,
  documentCentreUserGuide,
  phaser4510Guide,
} from './xerox-sources.ts';

const vendor = 'xerox';

export const xeroxMessages: DeviceEntry[] = [
  {
    id: 'xerox-system-canceled-job',
    vendor,
    code: null,
    text: /\b(?:system cancel+ed (?:the )?job|job (?:was )?cancel+ed by (?:the )?system)\b/i,
    condition: 'job-canceled',
    title: 'The device itself canceled the job',
    cause:
      'It gave the job up on its own account: a sensor of the document feeder (document handler), an original that was lifted or too large, or another trouble inside. Older web lists name the sensors of the feeder as the only cause; that is not confirmed, it is one of several.',
    remedy:
      'Lay the originals in again, straight and without clips, and scan again. If it comes back without anybody touching the device, have the document feeder and its sensors checked.',
    who: 'user',
    severity: 'warning',
    stops: [],
    confidence: 'low',
    sources: [olderLists],
    examples: ['system canceled job', 'Error message: system canceled job', 'Job cancelled by system'],
  },
  {
    id: 'xerox-job-canceled',
    vendor,
    code: null,
    text: /\b(?:scan )?job (?:was |has been )?(?:cancel+ed|deleted)\b/i,
    condition: 'job-canceled',
    title: 'Scan job was canceled',
    cause:
      'Somebody deleted the job at the panel or in the queue before its transfer was complete. This reading rests on older web lists and is not confirmed by a page of the maker.',
    remedy: 'Nothing is broken. Scan again and leave the job alone until it is finished.',
    who: 'user',
    severity: 'info',
    confidence: 'low',
    sources: [olderLists],
    examples: ['job canceled', 'Error message: job canceled', 'Job cancelled'],
  },
  {
    id: 'xerox-remote-directory-lock',
    vendor,
    code: null,
    // Older lists misread the extension .LCK as ".ick".
    text: /\b(?:fail\w*|error|unable|could not|cannot)\b.{0,40}(?:\b(?:directory|folder)\b.{0,12}\block\w*|\block\b.{0,20}\b(?:directory|folder)\b)|\b(?:directory|folder)\b.{0,12}\block\w*\b.{0,12}\b(?:fail|error)|\.(?:lck|ick)\b/i,
    condition: 'scan-lock',
    title: 'Scan folder could not be locked',
    cause:
      'While it files a scan the device locks the folder (with an entry that ends in .LCK) so that no other device writes there at the same time. A lock left over from an interrupted scan, a full disk, missing rights or a wrong path prevent that. Older web lists misprint .LCK as ".ick".',
    remedy:
      'Check the path, the rights and the free space of the folder. Remove a leftover .LCK only when no device is scanning to that folder at that moment: it protects their files. Older lists leave this warning out. Then scan again.',
    who: 'admin',
    severity: 'warning',
    confidence: 'medium',
    sources: [documentCentreGuide, olderLists],
    examples: [
      "failure in the remote directory's lock",
      "Error message: failure in the remote directory's lock",
      'Failed to lock remote directory',
      'SCAN01.LCK',
      'folder with the extension .ick',
    ],
  },
  {
    id: 'xerox-invalid-protocol',
    vendor,
    code: null,
    text: /\b(?:invalid|unsupported) protocol\b/i,
    condition: 'scan-protocol',
    title: 'Protocol for scans is not enabled',
    cause:
      'The destination (repository) in the scan template asks for a protocol such as FTP, SMB, NetWare or HTTP that is switched off or not set up on the device. Older web lists only say "enable the protocol" without naming which; this reading is not confirmed by a page of the maker.',
    remedy:
      'Enable and set up that protocol on the device, or choose another protocol for the destination in the template.',
    who: 'admin',
    severity: 'warning',
    confidence: 'low',
    sources: [olderLists],
    examples: ['Invalid protocol', 'Error message: Invalid protocol'],
  },
  {
    id: 'xerox-file-transfer-failure',
    vendor,
    code: null,
    text: /\bfile transfer (?:has |was )?(?:fail\w*|error|unsuccessful)\b/i,
    condition: 'scan-failed',
    title: 'Scan could not be stored on the server',
    cause:
      'The network was down, the disk of the server is full, the path is wrong, or the login of the device was refused; on NetWare also no free licence. A private destination is not tested when the template is made, so a wrong path shows only now. Older web lists leave out login, rights and licence.',
    remedy:
      'Check network, free disk space, path of the folder, user name and password. Then scan again: older devices do not repeat the transfer by themselves.',
    who: 'admin',
    severity: 'warning',
    confidence: 'medium',
    sources: [documentCentreAdminGuide, documentCentreUserGuide, olderLists],
    examples: ['File transfer failure', 'Error message: File transfer failure', 'File transfer failed'],
  },
  {
    id: 'xerox-reorder-print-cartridge',
    vendor,
    code: null,
    text: /\breorder (?:the )?print cartridge\b/i,
    condition: 'toner-low',
    title: 'Print cartridge is near its end',
    cause: 'Little is left in the print cartridge.',
    remedy: 'Order a cartridge and go on printing.',
    who: 'user',
    severity: 'warning',
    confidence: 'high',
    sources: [altaLinkB80Guide],
    examples: ['Reorder Print Cartridge'],
  },
  {
    id: 'xerox-replace-print-cartridge',
    vendor,
    code: null,
    text: /\breplace (?:the )?print cartridge\b/i,
    condition: 'toner-empty',
    title: 'Print cartridge is used up',
    cause: 'The print cartridge has reached its end.',
    remedy: 'Replace the print cartridge.',
    who: 'user',
    severity: 'critical',
    confidence: 'high',
    sources: [altaLinkB80Guide],
    examples: ['Replace Print Cartridge'],
  },
  {
    id: 'xerox-self-test-failed',
    vendor,
    family: phaser4500,
    code: null,
    text: /\bcall customer service\b/i,
    condition: 'service-needed',
    title: 'Test at power-on failed',
    cause: 'The printer stopped in one of its power-on tests: the panel shows the name of the test above this line.',
    remedy:
      'Write down the name of the test and how the light blinks, switch off and on once; if it stays, call service with both.',
    who: 'service',
    severity: 'critical',
    confidence: 'high',
    sources: [phaser4510Guide],
    examples: ['Call Customer Service'],
  },
  {
    id: 'xerox-new-toner-reads-empty',
    vendor,
    family: workCentre7800,
    code: null,
    text: /\bnew toners?\b.{0,40}\b(?:reads?|at) 0 ?%?/i,
    condition: 'supply-wrong',
    title: 'New toner is shown as empty',
    cause:
      'After a change of toner, or after the activation PIN was entered, cartridges show 0 % and an installation date in 1979: the device is set to cartridges of another maker.',
    remedy:
      'Take the cartridge out, shake it, seat it again. If it stays at 0 %, a technician has to set the cartridge mode back; a cartridge already marked as empty must be replaced.',
    who: 'service',
    severity: 'warning',
    confidence: 'medium',
    sources: [
      'https://support.xeretec.co.uk/support/solutions/articles/4000006494-workcentre-78xx-after-putting-in-new-toners-all-read-at-0-and-have-a-red',
    ],
    examples: ['New toners read 0 %', 'new toners all read at 0'],
  },
];
