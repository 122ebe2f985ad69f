/** Xerox 8825 and 8830 wide format printers: C, the number of the roll, and the fault. */
import type { DeviceEntry } from '../types.ts';
import { wideFormat } from './xerox-families.ts';
import { wideFormatManual } from './xerox-sources.ts';

type Fault = Pick<DeviceEntry, 'condition' | 'title' | 'cause' | 'remedy'> & { code: string; text: string };

const rolls = [1, 2, 3] as const;

const faults: readonly Fault[] = [
  ...rolls.flatMap((roll): Fault[] => [
    {
      code: `C${roll}-01`,
      condition: 'tray-fault',
      title: `Position sensor of roll ${roll} does not change`,
      cause: `The sensor that should see the media of roll ${roll} stayed as it was.`,
      remedy:
        'Look how the roll is loaded. A technician checks sensor and main board; swapping the sensors of two rolls shows which one is bad.',
      text: 'Roll position sensor error',
    },
    {
      code: `C${roll}-05`,
      condition: 'paper-jam',
      title: `Media from roll ${roll} does not move`,
      cause: `No movement was seen, or it stopped, while feeding from roll ${roll}.`,
      remedy:
        'Load the roll again. A technician checks motion sensor, feed rollers, clutch and motor; sensors and clutches of two rolls can be swapped to find the bad one.',
      text: 'Roll motion sensor error',
    },
    ...[`C${roll}-09`, `C${roll}-19`].map(
      (code): Fault => ({
        code,
        condition: 'controller-fault',
        title: 'Firmware error of the printer',
        cause: `The software of the printer failed while feeding from roll ${roll}.`,
        remedy: 'Switch off and on. If it comes back, a technician loads the firmware again.',
        text: 'Firmware error',
      }),
    ),
  ]),
  {
    code: 'C1-04',
    condition: 'paper-jam',
    title: 'Media does not reach, or leave, the registration sensor',
    cause:
      'The sensor where the sheet is aligned did not see it come, or did not see it go, while feeding from one of the rolls.',
    remedy:
      'Take out media on the way and load the roll again. A technician checks sensor, rollers, drive motor and boards.',
    text: 'Media registration sensor error',
  },
  {
    code: 'C3-06',
    condition: 'paper-jam',
    title: 'Media from roll 3 does not pass roll 2',
    cause: 'Media from roll 3 was not seen at the position sensor of roll 2 (8825 with Tag/MOD 90).',
    remedy: 'Load roll 3 again and take out media on the way past roll 2. A technician checks sensor and main board.',
    text: 'Roll 2 position sensor',
  },
  {
    code: 'C3-07',
    condition: 'paper-jam',
    title: 'Media from roll 3 does not pass roll 1',
    cause: 'Media from roll 3 was not seen at the position sensor of roll 1.',
    remedy: 'Load roll 3 again and take out media on the way past roll 1. A technician checks sensor and main board.',
    text: 'Roll 1 position sensor',
  },
];

export const xeroxWideFormat: DeviceEntry[] = faults.map(({ code, text, ...meaning }) => ({
  id: `xerox-${code.toLowerCase()}`,
  vendor: 'xerox',
  family: wideFormat,
  code,
  stops: ['print'],
  who: 'service',
  severity: 'critical',
  confidence: 'high',
  sources: [wideFormatManual],
  examples: [code, `${code} ${text}`],
  ...meaning,
}));
