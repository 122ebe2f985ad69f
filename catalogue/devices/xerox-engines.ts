/** Xerox: engine, paper path, finisher and scanner of models built on the Fuji Xerox engine. */
import type { DeviceEntry } from '../types.ts';
import { fujiXerox, workCentre5020 } from './xerox-families.ts';
import { docuColor1632Manual, trebolArticle, wc5200Manual, wc5230Manual, wc7132Manual } from './xerox-sources.ts';

const scannerLinkRemedy =
  'Switch off and on. If it comes back it is work for a technician: seat the cable of the scanner board again, load the firmware again, then change the scanner board.';
const engineLinkRemedy =
  'Switch off and on. If it comes back it is work for a technician: seat the connectors of engine and controller board, then load the firmware again.';

/** The manual numbers the ways in which two boards lose each other; on both families the same number is the same way. */
const scannerLink: Record<string, string> = {
  '003-320': 'The scanner board was asked to send something that makes no sense to it (failure 1).',
  '003-321': 'A message was sent again twice and not confirmed: its number was out of order (failure 2).',
  '003-328': 'A message was sent again twice and not confirmed: it broke off after its first part (failure 9).',
  '003-329': 'The other board reported a failed transfer: a message came with a number out of order (failure 10).',
};
const engineLink: Record<string, string> = {
  '024-349':
    'The engine did not confirm a message that was sent again twice: it broke off after its first part (failure 9).',
  '024-350': 'Engine or controller reported a failed transfer: a message came with a number out of order (failure 10).',
};

export const xeroxEngines: DeviceEntry[] = [
  ...Object.entries(scannerLink).map(
    ([code, cause]): DeviceEntry => ({
      id: `xerox-${code}`,
      vendor: 'xerox',
      family: fujiXerox,
      code,
      condition: 'scanner-fault',
      title: 'Scanner and controller lost contact',
      cause,
      remedy: scannerLinkRemedy,
      who: 'service',
      severity: 'critical',
      confidence: 'high',
      sources: [`${wc7132Manual}?p=${code < '003-328' ? 45 : 49}`],
      examples: [code, `${code} IISS-ESS Communication RAP`],
    }),
  ),
  ...Object.entries(engineLink).map(
    ([code, cause]): DeviceEntry => ({
      id: `xerox-${code}`,
      vendor: 'xerox',
      family: fujiXerox,
      code,
      condition: 'controller-fault',
      title: 'Print engine and controller lost contact',
      cause,
      remedy: engineLinkRemedy,
      who: 'service',
      severity: 'critical',
      confidence: 'high',
      sources: [wc5230Manual, `${wc7132Manual}?p=344`],
      examples: [code, `${code} IOT-ESS Communication Failure RAP`],
    }),
  ),
  {
    id: 'xerox-010-321',
    vendor: 'xerox',
    family: fujiXerox,
    code: '010-321',
    condition: 'fuser-fault',
    title: 'Temperature sensor of the fuser not connected',
    cause:
      'A sensor line of the fuser seems to be broken. This rests on one article that is not the maker’s and is not confirmed.',
    remedy: 'Switch off, let the fuser cool for half an hour, switch on. If it comes back, have the fuser changed.',
    who: 'service',
    severity: 'critical',
    confidence: 'low',
    sources: [trebolArticle],
    examples: ['010-321'],
  },
  {
    id: 'xerox-012-212',
    vendor: 'xerox',
    family: fujiXerox,
    code: '012-212',
    condition: 'finisher-fault',
    title: 'Stacker tray of the finisher does not come down',
    cause:
      'The tray was driven down, but its sensor still sees it at the top: something is in the way, or sensor or motor failed.',
    remedy:
      'Switch off, take away whatever is under the tray, move it by hand if it is free, switch on. If it stays, call service.',
    who: 'service',
    severity: 'warning',
    confidence: 'high',
    sources: [`${wc5200Manual}?page=149`],
    examples: ['012-212', '012-212 Stacker Tray Upper Limit Failure RAP'],
  },
  {
    id: 'xerox-012-305',
    vendor: 'xerox',
    family: fujiXerox,
    code: '012-305',
    condition: 'finisher-fault',
    title: 'Finisher is not docked',
    cause: 'The finisher stands away from the machine, or the sensor that should see it does not.',
    remedy: 'Push the finisher fully against the machine. If it is docked already, have its sensor and wire checked.',
    who: 'user',
    severity: 'critical',
    confidence: 'high',
    sources: [docuColor1632Manual],
    examples: ['12-305 Docking Interlock Open', 'Has the display of 012-305 been cleared.', '012-305'],
  },
  {
    id: 'xerox-024-928',
    vendor: 'xerox',
    family: fujiXerox,
    code: '024-928',
    condition: 'attention-needed',
    title: 'A faulty sheet went into the finisher',
    cause:
      'A sheet that the engine had set aside as faulty came out in the finisher. The manual calls this a message of normal operation, no defect.',
    remedy:
      'Nothing, if it comes seldom. If it comes often: check that the top cover opens and closes well and that the paper is flat and of a permitted kind, then call service.',
    who: 'user',
    severity: 'info',
    confidence: 'high',
    sources: [`${wc5200Manual}?page=337`],
    examples: ['024-928 (A-Finisher) Scratch Sheet Compile'],
  },
  {
    id: 'xerox-024-930',
    vendor: 'xerox',
    family: fujiXerox,
    code: '024-930',
    condition: 'output-full',
    title: 'Stacker tray of the finisher is full',
    cause: 'The finisher sees its stack at full height, or at half height with large sheets.',
    remedy:
      'Take the pages out. If the tray is empty, look for scraps and broken flags at its height sensors, then switch off and on.',
    who: 'user',
    severity: 'critical',
    confidence: 'high',
    sources: [`${wc5200Manual}?page=337`],
    examples: ['024-930 (A-Finisher) Stacker Tray Full Stack'],
  },
  {
    id: 'xerox-077-109',
    vendor: 'xerox',
    family: fujiXerox,
    code: '077-109',
    condition: 'paper-jam',
    title: 'Paper jam at the second exit',
    cause:
      'A sheet left the fuser but was not seen at the second exit in time: paper in the way, worn or dusty exit rollers, or the exit unit with its motor, gate or sensor.',
    remedy:
      'Take out the paper along the exit, wipe the exit rollers, seat the second exit unit again. If jams go on, call service.',
    who: 'user',
    severity: 'critical',
    confidence: 'high',
    sources: [`${wc5200Manual}?page=570`],
    examples: ['077-109', '077-109 IOT Exit Sensor ON JAM Straight RAP'],
  },
  {
    id: 'xerox-092-910',
    vendor: 'xerox',
    family: workCentre5020,
    code: '092-910',
    condition: 'toner-fault',
    title: 'Toner density sensor gives bad values',
    cause:
      'The sensor that measures the toner failed several times. This rests on one page that is not the maker’s and is not confirmed.',
    remedy: 'Clean the window of the sensor as the manual shows. If it stays, call service.',
    who: 'service',
    severity: 'critical',
    confidence: 'low',
    sources: ['http://43.204.116.70/xerox-error-code-092-910-pdfsdocuments2 (not a page of the maker)'],
    examples: ['092-910'],
  },
];
