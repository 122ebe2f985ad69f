/**
 * Xerox WorkCentre 5632–5687, with engine, feeder and finisher by Xerox itself: chain 003 is the engine board here. The manual
 * writes two digits (`03-395`), a letter for the speed (`05-330A`) and 171 for the high volume finisher (`11-473-171`).
 */
import type { DeviceEntry } from '../types.ts';
import { workCentre5600 } from './xerox-families.ts';
import { wc5600Manual } from './xerox-sources.ts';

const boardRemedy =
  'A technician checks connectors and voltages of the engine board, runs its self test and loads the software again.';
const family = workCentre5600;
const vendor = 'xerox';
const enginePage = [`${wc5600Manual}?page=285`];

/** The support finger moves between three positions; each code names the one it did not reach or leave. */
const finger: Record<string, string> = {
  '011-473': 'return to the initial position',
  '011-474': 'leave the initial position',
  '011-475': 'return to the home position',
  '011-476': 'leave the home position',
  '011-477': 'return to the out position',
  '011-478': 'leave the out position',
};

export const xeroxWorkCentre5600: DeviceEntry[] = [
  {
    id: 'xerox-003-395',
    vendor,
    family,
    code: '003-395',
    condition: 'engine-fault',
    title: 'Engine ran, but printed nothing',
    cause:
      'The engine made a turn without a print: a bad ground at the duplex tray, trouble in the paper path, or a tray guide set to another size than the paper.',
    remedy: `Switch off and on, make every tray guide fit its paper, and mend faults of chains 008 and 009 first. ${boardRemedy}`,
    who: 'service',
    severity: 'critical',
    confidence: 'high',
    sources: enginePage,
    examples: ['03-395 The IOT has cycled without printing.', '003-395'],
  },
  {
    id: 'xerox-003-396',
    vendor,
    family,
    code: '003-396',
    condition: 'drum-fault',
    title: 'Drum stood still while the laser was on',
    cause: 'The engine saw that the drum did not turn although the laser wrote on it.',
    remedy: `Switch off and on. ${boardRemedy} Then the main drive and the motor of the drum are checked.`,
    who: 'service',
    severity: 'critical',
    confidence: 'high',
    sources: enginePage,
    examples: ['03-396 The photoreceptor is detected not turning while the laser is on.'],
  },
  {
    id: 'xerox-003-852',
    vendor,
    family,
    code: '003-852',
    condition: 'engine-fault',
    title: 'Engine software ran out of timers',
    cause:
      'The software of the engine has no timer left. If it comes at random together with other 003 codes, electrical noise is likely.',
    remedy: `Switch off and on. ${boardRemedy}`,
    who: 'service',
    severity: 'critical',
    confidence: 'high',
    sources: enginePage,
    examples: ['03-852 IOT has detected that it is out of timers.'],
  },
  {
    id: 'xerox-003-853',
    vendor,
    family,
    code: '003-853',
    condition: 'engine-fault',
    stops: [],
    title: 'Engine software is short of timers',
    cause:
      'The software of the engine has few timers left. If it comes at random together with other 003 codes, electrical noise is likely.',
    remedy: `Switch off and on. ${boardRemedy}`,
    who: 'service',
    severity: 'warning',
    confidence: 'high',
    sources: enginePage,
    examples: ['03-853 IOT has detected that it is nearly out of timers.'],
  },
  ...(['005-330', '005-331'] as const).map(
    (code): DeviceEntry => ({
      id: `xerox-${code}`,
      vendor,
      family,
      code,
      condition: 'feeder-fault',
      title: 'Feed sensor of the document feeder does not change',
      cause:
        'The sensor that should see an original leave the stack stayed as it was. The manual treats 005-330 and 005-331 alike.',
      remedy:
        'Take all originals out; do not feed creased or torn ones. Clean the feed rollers and the sensor and refit the rollers. If it stays, call service.',
      who: 'user',
      severity: 'critical',
      confidence: 'high',
      sources: [`${wc5600Manual}?page=305`],
      examples: [code, `${code.slice(1)}A`, `${code.slice(1)} DADH Feed Sensor Failure Entry RAP.`],
    }),
  ),
  {
    id: 'xerox-006-350',
    vendor,
    family,
    code: '006-350',
    condition: 'engine-fault',
    title: 'Laser out of control',
    cause:
      'The engine lost control of the laser. The manual gives the name only and sends the technician to the steps for 003-395.',
    remedy: `Switch off and on. ${boardRemedy}`,
    who: 'service',
    severity: 'critical',
    confidence: 'high',
    sources: enginePage,
    examples: ['Also use this RAP for fault code 06-350 ROS Laser Not Under Control.'],
  },
  {
    id: 'xerox-008-100',
    vendor,
    family,
    code: '008-100',
    condition: 'paper-jam',
    title: 'Paper jam before the wait sensor',
    cause: 'A sheet left the feeder but did not arrive at the wait sensor in time.',
    remedy:
      'Check that the left-hand door and its cover are closed, take out paper on the way, and look whether the paper is damp, curled or torn. If jams go on, call service.',
    who: 'user',
    severity: 'critical',
    confidence: 'high',
    sources: [`${wc5600Manual}?page=377`],
    examples: ['08-100 Wait Sensor Jam Entry RAP', '08-100B'],
  },
  ...Object.entries(finger).map(
    ([code, move]): DeviceEntry => ({
      id: `xerox-${code}`,
      vendor,
      family,
      code,
      condition: 'finisher-fault',
      title: `Support finger of the finisher did not ${move}`,
      cause: `The support finger of the high volume finisher did not ${move} in time.`,
      remedy:
        'Switch off, look in the finisher for paper and objects, switch on. If it stays, call service: sensors, drive or board of the finisher.',
      who: 'service',
      severity: 'critical',
      confidence: 'high',
      sources: [`${wc5600Manual}?page=828`],
      examples: [`${code.slice(1)}-171`, code],
    }),
  ),
  {
    id: 'xerox-fuser-end-of-life-too-early',
    vendor,
    family,
    code: null,
    text: /\bfuser\b.{0,30}\bend of life\b.{0,30}\btoo (?:early|soon)\b/i,
    condition: 'fuser-low',
    title: 'Fuser is said to be at its end too early',
    cause:
      'The memory chip of the fuser holds a wrong count, for example because a cable is caught at its socket; the manual takes 422,000 or more as damaged.',
    remedy:
      'Compare with the fuser count on the status page before buying a fuser. A technician checks socket, plug and cable of the chip.',
    who: 'service',
    severity: 'warning',
    confidence: 'high',
    sources: [`${wc5600Manual}?page=978`],
    examples: ['Fuser reported at end of life too early'],
  },
];
