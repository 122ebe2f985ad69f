/**
 * Groups of codes of makers other than Xerox and OKI, where the group alone says what is the matter. How they write them:
 * code-forms.ts. Where a message says more in words, the words come first.
 */
import type { DeviceEntry } from '../types.ts';

const hpNumbers =
  'Collected meanings of HP numbers (a dealer): http://mindmachine.co.uk/products/HP_Error_50X.html and https://mindmachine.co.uk/products/HP_Texts/HP_LJ-P4010_-_ops_error-49_01.html';
const kyoceraManual =
  'Kyocera FS-C8500DN service manual, counter log: https://www.easymanua.ls/kyocera/fs-c8500dn/manual/675461?p=48';
const kyoceraModule = 'KYOCERA-MIB, kcprtAlertEventCountFactor: J jam, C and F service call';

export const otherMakers: DeviceEntry[] = [
  {
    id: 'hp-49',
    vendor: 'hp',
    code: null,
    chain: '49',
    condition: 'controller-fault',
    title: 'Firmware of the printer stopped',
    cause:
      'The firmware met something that it cannot do: a print job with odd commands, a program that talks to the printer, or two things at one time. The signs behind the point tell where in the firmware.',
    remedy:
      'Switch off and on. If it comes back at once, unplug the network, switch on, and delete the job that waits on the computer. If it comes more than once a week, update the firmware and note which job or program it follows.',
    who: 'admin',
    severity: 'critical',
    confidence: 'high',
    sources: ['HP: https://support.hp.com/nz-en/document/c05026822'],
    examples: ['49.4C02 ERROR To continue turn off then on', '49.38.07 Error'],
  },
  {
    id: 'hp-13',
    vendor: 'hp',
    code: null,
    chain: '13',
    condition: 'paper-jam',
    title: 'Paper jam',
    cause:
      'A sheet did not reach or leave a sensor in time, or a scrap of paper or a stuck flag holds the sensor. The signs behind the point tell which sensor; with FF at the end the paper lay there before printing.',
    remedy:
      'Open the covers the panel points to, take sheets and scraps out, close every cover. If no paper is there, a sensor flag is stuck: that is work for a technician.',
    who: 'user',
    severity: 'critical',
    confidence: 'high',
    sources: [
      'HP LaserJet 4200/4300 service manual (Q2431-90912), p. 105: 13.XX.YY',
      'https://www.laserpros.com/blog/hp-residual-paper-jam-errors-m455-e45028-m480mfp-e47528mfp-tech-tip',
    ],
    examples: ['Error code 13.B2.D1'],
  },
  {
    id: 'hp-79',
    vendor: 'hp',
    code: null,
    chain: '79',
    condition: 'controller-fault',
    title: 'Formatter of the printer has a fault',
    cause:
      'The board that turns jobs into pages, or a card in it, reports a fault of its own; often a job brings it about.',
    remedy:
      'Delete waiting jobs, switch off and on. If it stays with the network unplugged, take out added memory and cards one by one; then it is work for a technician.',
    who: 'service',
    severity: 'critical',
    confidence: 'medium',
    sources: [hpNumbers],
    examples: ['79.00FE Error turn off then on'],
  },
  {
    id: 'hp-50',
    vendor: 'hp',
    code: null,
    chain: '50',
    condition: 'fuser-fault',
    title: 'Fuser does not work as it should',
    cause:
      'The fuser is too cold, too hot, slow to warm up, of the wrong kind, or not seated. The sign behind the point tells which.',
    remedy:
      'Switch off, let it cool for half an hour, seat the fuser again, plug the printer straight into a wall socket and switch on. If it comes back, have the fuser replaced.',
    who: 'service',
    severity: 'critical',
    confidence: 'medium',
    sources: [hpNumbers],
    examples: ['50.4F ERROR turn off then on'],
  },
  {
    id: 'hp-10',
    vendor: 'hp',
    code: null,
    chain: '10',
    condition: 'supply-fault',
    title: 'Chip of a cartridge cannot be read',
    cause:
      'The printer cannot read the memory chip of a cartridge, or finds none. The last digit tells which: 0 black, 1 cyan, 2 magenta, 3 yellow.',
    remedy:
      'Take that cartridge out, wipe the chip, seat it again, switch off and on. If it stays, use another cartridge.',
    who: 'user',
    severity: 'critical',
    confidence: 'high',
    sources: ['HP LaserJet Pro M402 guide, p. 94: https://www.easymanua.ls/hp/laserjet-pro-m402d/manual?p=112'],
    examples: ['Event code 10.1002'],
  },
  {
    id: 'ricoh-sc',
    vendor: 'ricoh',
    code: null,
    chain: 'SC',
    condition: 'service-needed',
    title: 'Machine calls for service (SC)',
    cause:
      'The machine found a fault of its own. The number tells a technician which: 1xx the scanner, 2xx and 3xx laser and image, 4xx and 5xx drum, paper feed and fuser, 6xx connections, 7xx feeder and finisher, 8xx the controller.',
    remedy: 'Write down the number, switch off and on once. If it comes back, call service with the number.',
    who: 'service',
    severity: 'critical',
    confidence: 'medium',
    sources: [
      'Lists of SC codes of several models, e.g. https://huynhgiatrading.com/ma-loi/ricoh-m026-mpc400-z-c1-1558/96',
    ],
    examples: ['SC542', 'SC 670-01'],
  },
  {
    id: 'kyocera-c',
    vendor: 'kyocera',
    code: null,
    chain: 'C',
    condition: 'service-needed',
    title: 'Machine found a fault of its own',
    cause: 'Self-test of the machine failed; the number tells a technician where.',
    remedy: 'Write down the number, switch off and on once. If it comes back, call service with the number.',
    who: 'service',
    severity: 'critical',
    confidence: 'medium',
    sources: [kyoceraManual, kyoceraModule],
    examples: ['C6000', 'CF030'],
  },
  {
    id: 'kyocera-f',
    vendor: 'kyocera',
    code: null,
    chain: 'F',
    condition: 'controller-fault',
    title: 'System of the machine stopped',
    cause: 'The controller met a fault that it counts as a call for service; the number tells a technician where.',
    remedy: 'Switch off and on once. If it comes back, call service with the number.',
    who: 'service',
    severity: 'critical',
    confidence: 'medium',
    sources: [kyoceraModule],
    examples: ['F000', 'F0001'],
  },
  {
    id: 'kyocera-j',
    vendor: 'kyocera',
    code: null,
    chain: 'J',
    condition: 'paper-jam',
    title: 'Paper jam',
    cause: 'A sheet is stuck; the number tells where, as the panel shows.',
    remedy: 'Open the covers the panel points to, take the sheet out and close every cover.',
    who: 'user',
    severity: 'critical',
    confidence: 'medium',
    sources: [kyoceraModule],
    examples: ['J0501'],
  },
];
