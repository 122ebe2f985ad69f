/**
 * OKI: numbers, as in `Service Call 173` or `jam (380)`. No service code table of OKI itself is public, so most of these
 * rest on older lists and say so.
 *
 * The last digit of 140–143 and 150–153 counts yellow, magenta, cyan, black. Supply rows over SNMP count the other way
 * round: never map one to the other.
 */
import type { DeviceEntry, Family } from '../types.ts';
import { olderLists } from './older-lists.ts';

const vendor = 'oki';

/** OKI's own LED engines. B6200–B6500 and B930 have a Fuji Xerox engine, MB760/770 and MPS5502 a Toshiba one. */
export const okiLed: Family = {
  name: 'OKI LED printers',
  models: /^(?!B6[235]\d0|B930|MB7[67]0|MPS5502)/i,
  example: 'C711',
};

const colors = ['yellow', 'magenta', 'cyan', 'black'] as const;
const dealerFaq = 'Questions and answers of an OKI service dealer (Russian): https://kudesnik.net/faq/colour/fc046.php';

export const okiCodes: DeviceEntry[] = [
  {
    id: 'oki-020',
    vendor,
    family: okiLed,
    code: '020',
    condition: 'memory-fault',
    stops: ['print'],
    title: 'Fatal error 020 at start-up (meaning disputed)',
    cause:
      'Older web lists call it a power problem "in the network"; by that only the mains can be meant. In the numbering of OKI it belongs to the checks of the controller at start-up (program memory). Neither reading is confirmed.',
    remedy:
      'First what costs nothing: plug the printer straight into a wall socket, without power strip or UPS, and switch it off and on. If it stays, the controller board or its firmware is work for a technician.',
    who: 'service',
    severity: 'critical',
    confidence: 'low',
    sources: [olderLists],
    examples: ['Error code: 020', 'SERVICE CALL 020: FATAL ERROR'],
  },
  {
    id: 'oki-71',
    vendor,
    family: okiLed,
    code: '71',
    condition: 'fuser-fault',
    title: 'Fuser fault',
    cause:
      'Old OKIPAGE and OL printers with two-digit codes report the fuser by this number. It is not the 071 of later models. Only older web lists say so; it is not confirmed by a page of the maker.',
    remedy:
      'Switch off, let it cool for half an hour, switch on. If it comes back, have the fuser replaced; if a new fuser does not help, the main board is next.',
    who: 'service',
    severity: 'critical',
    confidence: 'low',
    sources: [olderLists],
    examples: ['Error code: 71', 'Error 71'],
  },
  ...colors.map(
    (color, i): DeviceEntry => ({
      id: `oki-${140 + i}`,
      vendor,
      family: okiLed,
      code: `${140 + i}`,
      condition: 'drum-fault',
      title: `The ${color} image drum does not move up or down`,
      cause:
        color === 'black'
          ? 'The lift of the black image drum did not reach its position. This follows from the order of 140 to 142 only; no source names 143, and it is not confirmed.'
          : `The lift of the ${color} image drum did not reach its upper or lower position. Older web lists put it as "drum down and up process of the images" and send you to a spring contact of the sensor; that wording is garbled, and the code is not confirmed by a page of the maker.`,
      remedy: `Take the ${color} drum out with its toner cartridge, seat it again, and press the top cover shut on both sides. If it stays, call service.`,
      who: 'service',
      severity: 'critical',
      confidence: 'low',
      sources: color === 'black' ? [`Concluded from the order of 140–142 in: ${olderLists}`] : [olderLists],
      examples:
        i === 0
          ? ['Error message: fatal error 140', 'SERVICE CALL 140: FATAL ERROR']
          : [`fatal error ${140 + i}`, `Service Call ${140 + i}`],
    }),
  ),
  ...colors.map(
    (color, i): DeviceEntry => ({
      id: `oki-${150 + i}`,
      vendor,
      family: okiLed,
      code: `${150 + i}`,
      condition: 'drum-fault',
      title: `New ${color} image drum was not accepted`,
      cause: `After a change of drum the printer burns a small fuse in the ${color} drum at power-on, to count its life from zero; the fuse was still whole afterwards.${i < 2 ? '' : ' The source names the group and the first two colours; this colour follows by order.'} It happens mostly with refilled drums.`,
      remedy: `Seat the ${color} drum again so that its contacts meet, then switch off and on. With a refilled drum suspect its replacement fuse and try an original one; else call service.`,
      who: 'service',
      severity: 'critical',
      confidence: 'medium',
      sources: [dealerFaq],
      examples: i === 0 ? ['Service Call 150', 'Service Call 150~153'] : [`Service Call ${150 + i}`],
    }),
  ),
  {
    id: 'oki-173',
    vendor,
    family: okiLed,
    code: '173',
    condition: 'fuser-fault',
    title: 'Fuser does not reach its temperature',
    cause:
      'The fuser does not warm up, or its temperature sensor (thermistor) reads too low. Only older web lists say so; it is not confirmed by a page of the maker.',
    remedy:
      'Switch off, let it cool for half an hour, seat the fuser again, plug the printer straight into a wall socket and switch it on. If it comes back, have the fuser replaced.',
    who: 'service',
    severity: 'critical',
    confidence: 'low',
    sources: [olderLists],
    examples: ['SERVICE CALL 173: FATAL ERROR', 'Error code: 173'],
  },
  {
    id: 'oki-380',
    vendor,
    family: okiLed,
    code: '380',
    condition: 'paper-jam',
    title: 'Paper jam at the feed',
    cause: 'A sheet stopped where it enters the printer, before it was written on.',
    remedy:
      'Open the covers the panel shows, pull the sheet out in the direction of travel, and look at the feed roller and the paper.',
    who: 'user',
    severity: 'critical',
    confidence: 'high',
    sources: [
      'OKI C710: https://manualshive.com/en/manual/oki/c710/4058168?page=31',
      'OKI MC561: https://manualshive.com/ru/manual/oki/mc561/4234358?page=48',
    ],
    examples: [
      'the feeding jam (380) is also included in the limits for counted.',
      'Printed pages are not counted when a paper feed (hopping) jam or a feed jam (380) occurs.',
      'ERROR 380: FEED JAM',
    ],
  },
  {
    id: 'oki-error-engine',
    vendor,
    code: null,
    text: /\b(?:error engine|engine error)\b/i,
    condition: 'engine-fault',
    title: 'Print engine fault',
    cause:
      'Controller and print engine of an OL 400 (sold as Laser 400) do not work together. Older web lists are the only source, they name the program ROM first and the engine controller board second; it is not confirmed by a page of the maker.',
    remedy:
      'Switch off and on once. If it stays, call service: the program ROM is reseated or changed, then the engine controller board.',
    who: 'service',
    severity: 'critical',
    confidence: 'low',
    sources: [olderLists],
    examples: ['Error engine', 'Error message: Error engine'],
  },
];
