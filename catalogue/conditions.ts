/**
 * The closed list of what can be wrong with a device, with the words used where no catalogue entry knows better.
 *
 * An entry names one of these kinds and brings its own words; a Printer-MIB row, an error bit, a supply or a tray without
 * an entry falls back to the words here. `severity` and `stops` are defaults: what the device itself says wins.
 */
import type { Severity, Who } from '../contract/index.ts';

/** What a trouble keeps from working. */
export type Stop = 'print' | 'scan';

/** The words and defaults of a kind. */
export type ConditionMeaning = {
  readonly title: string;
  readonly severity: Severity;
  readonly stops: readonly Stop[];
  readonly who: Who;
  readonly cause: string;
  readonly remedy: string;
};

const both = ['print', 'scan'] as const;
const print = ['print'] as const;
const scan = ['scan'] as const;
const nothing = [] as const;

export const conditionKinds = {
  // The way to the device
  'device-unreachable': {
    title: 'Device does not answer',
    severity: 'critical',
    stops: both,
    who: 'user',
    cause:
      'No answer came over the network: it is switched off, unplugged, has a new address, or SNMP is off or closed.',
    remedy:
      'See whether the device is on and its network light is lit. If it is, check its address and whether SNMP is allowed with the community or user configured here.',
  },
  'garbled-answers': {
    title: 'Device answers, but not in a way that can be read',
    severity: 'warning',
    stops: nothing,
    who: 'admin',
    cause: 'Its answers over SNMP are damaged or break the protocol, so its state is not known.',
    remedy: 'Restart the device; if it stays so, update its firmware and send us a recording (platen record).',
  },
  offline: {
    title: 'Device is off-line',
    severity: 'warning',
    stops: print,
    who: 'user',
    cause: 'It has been taken off-line at its panel or over the network, so jobs wait.',
    remedy: 'Press Online or Resume at the panel. If it goes off-line again, look for another message on the panel.',
  },

  // Paper on its way
  'paper-jam': {
    title: 'Paper jam',
    severity: 'critical',
    stops: print,
    who: 'user',
    cause: 'A sheet stopped inside the device.',
    remedy: 'Open the covers the panel points to, pull the sheet out in the direction of travel and close every cover.',
  },
  'original-jam': {
    title: 'Original stuck in the document feeder',
    severity: 'critical',
    stops: scan,
    who: 'user',
    cause: 'A page being scanned or copied stopped in the document feeder.',
    remedy: 'Open the feeder, take the original out without tearing it, and feed the stack again from the first page.',
  },
  'cover-open': {
    title: 'A cover is open',
    severity: 'critical',
    stops: print,
    who: 'user',
    cause: 'A door, cover or interlock of the device is open or not fully closed.',
    remedy: 'Close it firmly. If it is closed already, open it once and press it shut at both sides.',
  },

  // Trays and bins
  'tray-low': {
    title: 'Tray is almost empty',
    severity: 'info',
    stops: nothing,
    who: 'user',
    cause: 'Little paper is left in a tray.',
    remedy: 'Add paper when you pass by.',
  },
  'tray-empty': {
    title: 'Tray is empty',
    severity: 'warning',
    stops: nothing,
    who: 'user',
    cause: 'A tray holds no more paper. Jobs that need it wait, or use another tray.',
    remedy: 'Load paper of the size and kind the panel shows.',
  },
  'tray-missing': {
    title: 'Tray is not in place',
    severity: 'warning',
    stops: nothing,
    who: 'user',
    cause: 'A paper tray is pulled out or not pushed fully in.',
    remedy: 'Push the tray in until it clicks.',
  },
  'tray-fault': {
    title: 'Tray cannot feed',
    severity: 'critical',
    stops: print,
    who: 'service',
    cause: 'A tray does not lift, position or feed its paper.',
    remedy: 'Take the tray out, straighten the paper and the guides, and push it in. If it stays, call service.',
  },
  'media-needed': {
    title: 'Other paper is wanted',
    severity: 'warning',
    stops: print,
    who: 'user',
    cause: 'A job asks for paper that is not loaded, or waits for a sheet to be fed by hand.',
    remedy: 'Load the paper named on the panel, or confirm there that other paper may be used.',
  },
  'media-wrong': {
    title: 'Paper does not suit the job',
    severity: 'warning',
    stops: print,
    who: 'user',
    cause: 'Size or kind of the paper loaded is not what the tray is set to, or cannot be used for this job.',
    remedy: 'Make the tray setting and its guides fit the paper in it, or choose another tray.',
  },
  'output-almost-full': {
    title: 'Output tray is almost full',
    severity: 'info',
    stops: nothing,
    who: 'user',
    cause: 'Finished pages have piled up.',
    remedy: 'Take the pages out.',
  },
  'output-full': {
    title: 'Output tray is full',
    severity: 'warning',
    stops: print,
    who: 'user',
    cause: 'No more pages fit in an output tray.',
    remedy: 'Take the pages out. If the tray is empty, look for paper scraps at its sensor.',
  },
  'output-missing': {
    title: 'Output tray is not in place',
    severity: 'warning',
    stops: print,
    who: 'user',
    cause: 'An output tray is missing or not fitted properly.',
    remedy: 'Fit the output tray.',
  },
  'output-fault': {
    title: 'Output tray does not work',
    severity: 'critical',
    stops: print,
    who: 'service',
    cause: 'A part that stacks or moves the finished pages failed.',
    remedy: 'Empty the tray, look for paper or objects in the way, switch off and on. If it stays, call service.',
  },

  // What is used up
  'toner-low': {
    title: 'Toner is low',
    severity: 'warning',
    stops: nothing,
    who: 'user',
    cause: 'A toner cartridge is near its end.',
    remedy: 'Have the cartridge at hand; change it only when the device asks for it or prints get pale.',
  },
  'toner-empty': {
    title: 'Toner is empty',
    severity: 'critical',
    stops: print,
    who: 'user',
    cause: 'A toner cartridge is used up.',
    remedy: 'Replace the toner cartridge.',
  },
  'toner-fault': {
    title: 'Toner cannot be measured or fed',
    severity: 'critical',
    stops: print,
    who: 'service',
    cause: 'The toner sensor or the toner feed gives no usable value.',
    remedy: 'Take the toner cartridge and drum out, seat them again and close the cover. If it stays, call service.',
  },
  'ink-low': {
    title: 'Ink is low',
    severity: 'warning',
    stops: nothing,
    who: 'user',
    cause: 'An ink supply is near its end.',
    remedy: 'Have the ink at hand; replace it when the device asks for it.',
  },
  'ink-empty': {
    title: 'Ink is empty',
    severity: 'critical',
    stops: print,
    who: 'user',
    cause: 'An ink supply is used up.',
    remedy: 'Replace the ink.',
  },
  'drum-low': {
    title: 'Drum is near its end',
    severity: 'warning',
    stops: nothing,
    who: 'user',
    cause: 'An image drum has reached most of its life.',
    remedy: 'Order a drum and keep printing until the device asks for it.',
  },
  'drum-empty': {
    title: 'Drum is at its end',
    severity: 'critical',
    stops: print,
    who: 'user',
    cause: 'An image drum has reached the end of its life.',
    remedy: 'Replace the image drum.',
  },
  'drum-fault': {
    title: 'Image drum fault',
    severity: 'critical',
    stops: print,
    who: 'service',
    cause: 'An image drum, its drive or its contacts failed.',
    remedy: 'Take the drum out, seat it again and close the cover. If it stays, call service.',
  },
  'fuser-low': {
    title: 'Fuser is near its end',
    severity: 'warning',
    stops: nothing,
    who: 'admin',
    cause: 'The fuser, which melts the toner onto the paper, has reached most of its life.',
    remedy: 'Order a fuser or tell the service partner.',
  },
  'fuser-empty': {
    title: 'Fuser is at its end',
    severity: 'critical',
    stops: nothing,
    who: 'admin',
    cause: 'The fuser has reached the end of its life.',
    remedy: 'Replace the fuser, or let the service partner do it.',
  },
  'fuser-fault': {
    title: 'Fuser fault',
    severity: 'critical',
    stops: print,
    who: 'service',
    cause: 'The fuser does not reach or hold its temperature, or its sensor failed.',
    remedy: 'Switch off, let it cool for half an hour, switch on. If it comes back, call service: the fuser is hot.',
  },
  'belt-low': {
    title: 'Transfer belt is near its end',
    severity: 'warning',
    stops: nothing,
    who: 'admin',
    cause: 'The transfer unit has reached most of its life.',
    remedy: 'Order the transfer unit or tell the service partner.',
  },
  'belt-empty': {
    title: 'Transfer belt is at its end',
    severity: 'critical',
    stops: nothing,
    who: 'admin',
    cause: 'The transfer unit has reached the end of its life.',
    remedy: 'Replace the transfer unit, or let the service partner do it.',
  },
  'belt-fault': {
    title: 'Transfer belt fault',
    severity: 'critical',
    stops: print,
    who: 'service',
    cause: 'The belt or roller that carries the image to the paper failed.',
    remedy: 'Seat the transfer unit again and switch off and on. If it stays, call service.',
  },
  'waste-almost-full': {
    title: 'Waste container is almost full',
    severity: 'warning',
    stops: nothing,
    who: 'user',
    cause: 'The container for used toner or ink has little space left.',
    remedy: 'Have a new waste container at hand.',
  },
  'waste-full': {
    title: 'Waste container is full',
    severity: 'critical',
    stops: print,
    who: 'user',
    cause: 'The container for used toner or ink has no space left.',
    remedy: 'Replace the waste container. Do not empty and reuse it.',
  },
  'waste-missing': {
    title: 'Waste container is not in place',
    severity: 'critical',
    stops: print,
    who: 'user',
    cause: 'The container for used toner or ink is missing or not fitted properly.',
    remedy: 'Fit the waste container and close the cover.',
  },
  'staples-low': {
    title: 'Staples are low',
    severity: 'info',
    stops: nothing,
    who: 'user',
    cause: 'The staple cartridge is near its end.',
    remedy: 'Have a staple cartridge at hand.',
  },
  'staples-empty': {
    title: 'Staples are used up',
    severity: 'warning',
    stops: nothing,
    who: 'user',
    cause: 'The staple cartridge is empty; jobs come out without staples or wait.',
    remedy: 'Replace the staple cartridge.',
  },
  'supply-low': {
    title: 'A supply is low',
    severity: 'warning',
    stops: nothing,
    who: 'user',
    cause: 'A part or material that is used up over time is near its end.',
    remedy: 'Order it, and replace it when the device asks for it.',
  },
  'supply-empty': {
    title: 'A supply is used up',
    severity: 'critical',
    stops: nothing,
    who: 'user',
    cause: 'A part or material that is used up over time is at its end.',
    remedy: 'Replace it.',
  },
  'supply-missing': {
    title: 'A supply is not in place',
    severity: 'critical',
    stops: print,
    who: 'user',
    cause: 'A cartridge or another supply is missing, or not pushed fully in.',
    remedy: 'Fit it, or take it out and seat it again.',
  },
  'supply-wrong': {
    title: 'A supply does not suit the device',
    severity: 'warning',
    stops: print,
    who: 'user',
    cause: 'The device does not accept a cartridge: wrong model, region, contract or maker.',
    remedy: 'Compare its part number with the one the device wants, and fit that.',
  },
  'supply-fault': {
    title: 'A supply failed',
    severity: 'critical',
    stops: print,
    who: 'service',
    cause: 'A supply or its memory chip gives no usable answer.',
    remedy: 'Take it out and seat it again; try a new one. If it stays, call service.',
  },

  // The machine
  'engine-fault': {
    title: 'Print engine fault',
    severity: 'critical',
    stops: print,
    who: 'service',
    cause: 'A part of the print engine failed: motor, laser, sensor or board.',
    remedy: 'Switch off, wait half a minute, switch on. If it comes back, call service and give the code.',
  },
  'controller-fault': {
    title: 'Controller fault',
    severity: 'critical',
    stops: both,
    who: 'service',
    cause: 'The controller board, its software or its link to the print engine failed.',
    remedy: 'Switch off, wait half a minute, switch on. If it comes back, update the firmware or call service.',
  },
  'memory-fault': {
    title: 'Memory is short or faulty',
    severity: 'warning',
    stops: print,
    who: 'admin',
    cause: 'A job needs more memory than there is, or a memory test failed.',
    remedy: 'Cancel the large job or send it in parts; switch off and on. If it stays, have the memory checked.',
  },
  'storage-fault': {
    title: 'Storage of the device is full or faulty',
    severity: 'warning',
    stops: nothing,
    who: 'admin',
    cause: 'The disk or flash memory of the device is full or cannot be read.',
    remedy: 'Delete stored jobs on the device and switch it off and on. If it stays, call service.',
  },
  'power-fault': {
    title: 'Power problem',
    severity: 'critical',
    stops: both,
    who: 'service',
    cause: 'The mains voltage or the power supply of the device is not as it should be.',
    remedy: 'Plug it straight into a wall socket, not into a power strip or UPS. If it stays, call service.',
  },
  'temperature-fault': {
    title: 'Temperature out of range',
    severity: 'warning',
    stops: print,
    who: 'user',
    cause: 'A part of the device, or the room, is too hot or too cold.',
    remedy: 'Keep the vents free and wait until it has reached room temperature. If it stays, call service.',
  },
  'network-fault': {
    title: 'Network problem of the device',
    severity: 'warning',
    stops: nothing,
    who: 'admin',
    cause: 'The device has trouble with its network interface, address or a network service.',
    remedy: 'Check cable, address and name settings of the device.',
  },
  'configuration-fault': {
    title: 'A setting of the device is wrong',
    severity: 'warning',
    stops: nothing,
    who: 'admin',
    cause: 'Settings contradict each other, or one that is needed is missing.',
    remedy: 'Correct the setting on the web page of the device.',
  },
  'scanner-fault': {
    title: 'Scanner fault',
    severity: 'critical',
    stops: scan,
    who: 'service',
    cause: 'The scanner, its lamp, sensor or its link to the controller failed.',
    remedy: 'Switch off and on, with nothing on the glass. If it comes back, call service.',
  },
  'feeder-fault': {
    title: 'Document feeder fault',
    severity: 'critical',
    stops: scan,
    who: 'user',
    cause: 'The document feeder does not feed originals as it should.',
    remedy: 'Take all originals out, look for scraps, wipe the rollers with a damp cloth. If it stays, call service.',
  },
  'finisher-fault': {
    title: 'Finisher fault',
    severity: 'critical',
    stops: print,
    who: 'service',
    cause: 'The unit that staples, folds or stacks the pages failed or is not docked.',
    remedy: 'Look for paper and objects in it, push it fully home, switch off and on. If it stays, call service.',
  },
  'fax-fault': {
    title: 'Fax unit problem',
    severity: 'warning',
    stops: nothing,
    who: 'admin',
    cause: 'The fax modem is missing, switched off or faulty.',
    remedy: 'Check the telephone line and the fax settings. If it stays, call service.',
  },
  'print-quality': {
    title: 'Prints may not look right',
    severity: 'info',
    stops: nothing,
    who: 'admin',
    cause: 'The engine is making up for a worn or blocked part.',
    remedy: 'Look at a print. If it is bad, run the cleaning or calibration of the device, or call service.',
  },
  'maintenance-due': {
    title: 'Maintenance is due',
    severity: 'warning',
    stops: nothing,
    who: 'service',
    cause: 'The device has reached the count or date for planned maintenance.',
    remedy: 'Make an appointment with the service partner.',
  },
  'service-needed': {
    title: 'Service is needed',
    severity: 'critical',
    stops: print,
    who: 'service',
    cause: 'The device reports a failure that it cannot recover from.',
    remedy: 'Note the code and text on its panel, switch off and on once; if it stays, call service.',
  },
  'attention-needed': {
    title: 'The device asks for somebody',
    severity: 'warning',
    stops: nothing,
    who: 'user',
    cause: 'The device says that something has to be done, without saying what.',
    remedy: 'Read the message on its panel or its web page.',
  },

  // Jobs
  'job-canceled': {
    title: 'Job was canceled',
    severity: 'info',
    stops: nothing,
    who: 'user',
    cause: 'Somebody canceled the job, or the device gave it up.',
    remedy: 'Send it again if it is still wanted.',
  },
  'job-refused': {
    title: 'Print job refused',
    severity: 'warning',
    stops: nothing,
    who: 'admin',
    cause: 'The device does not let this user print: no or wrong user name, password or account.',
    remedy: 'Enter the user and password in the printer driver, or register the user on the device.',
  },
  'job-failed': {
    title: 'Print job could not be processed',
    severity: 'warning',
    stops: nothing,
    who: 'user',
    cause: 'The device could not work through the data of a job.',
    remedy: 'Send it again through the driver for this model, or in smaller parts.',
  },

  // Scans, as the device tells them
  'scan-failed': {
    title: 'Scan was not delivered',
    severity: 'warning',
    stops: nothing,
    who: 'admin',
    cause: 'The device gave up sending a scan.',
    remedy: 'Check network, destination and login in the scan settings, then scan again.',
  },
  'scan-server': {
    title: 'Scan server does not answer',
    severity: 'warning',
    stops: scan,
    who: 'admin',
    cause: 'The device cannot reach the mail or file server that takes its scans, or the server had an error.',
    remedy: 'Check server name, port and network path, and whether the server runs.',
  },
  'scan-login': {
    title: 'Login for scans refused',
    severity: 'warning',
    stops: scan,
    who: 'admin',
    cause: 'The mail or file server did not accept the user name, password or login method of the device.',
    remedy: 'Correct the login in the scan settings; see whether the account is locked or its password has run out.',
  },
  'scan-address': {
    title: 'Mail address of a scan refused',
    severity: 'warning',
    stops: nothing,
    who: 'user',
    cause: 'The mail server did not accept a sender or recipient address.',
    remedy: 'Correct the address and scan again.',
  },
  'scan-path': {
    title: 'Scan folder cannot be reached',
    severity: 'warning',
    stops: scan,
    who: 'admin',
    cause: 'The folder for scans does not exist, has another name, is full, or the device may not write to it.',
    remedy: 'Check path, rights and free space of the folder.',
  },
  'scan-lock': {
    title: 'Scan folder is locked',
    severity: 'warning',
    stops: scan,
    who: 'admin',
    cause: 'The device could not lock the folder that it scans to.',
    remedy: 'Check path, rights and free space; when no scan is running, remove a lock that was left behind.',
  },
  'scan-protocol': {
    title: 'Protocol for scans is not set up',
    severity: 'warning',
    stops: scan,
    who: 'admin',
    cause: 'The destination asks for a protocol that is switched off or not set up on the device.',
    remedy: 'Enable that protocol on the device, or choose another one for the destination.',
  },
  // Scans, as the mail system tells them
  'scan-refused': {
    title: 'Scan was refused by the mail system',
    severity: 'critical',
    stops: scan,
    who: 'admin',
    cause: 'A mail server said no to a scan.',
    remedy: 'See its reply, which says why.',
  },
  'scan-deferred': {
    title: 'Scan is late',
    severity: 'warning',
    stops: nothing,
    who: 'admin',
    cause: 'A mail server could not take a scan for now; it is tried again.',
    remedy: 'Wait; if it lasts for hours, look at the reply of the server.',
  },
  'scan-undelivered': {
    title: 'Scan was not delivered',
    severity: 'warning',
    stops: scan,
    who: 'admin',
    cause: 'A server on the way gave up on a scan.',
    remedy: 'Scan again; if it happens again, look at the reply of the server.',
  },
  'scans-quiet': {
    title: 'No scans, though it usually scans',
    severity: 'info',
    stops: nothing,
    who: 'user',
    cause: 'Nobody scanned, or the scans no longer reach the mail system that is watched.',
    remedy: 'Send a scan to yourself. If it does not come, check network and mail settings of the device.',
  },
  'scans-astray': {
    title: 'Scans leave the glass but do not arrive',
    severity: 'warning',
    stops: scan,
    who: 'admin',
    cause: 'The device counts scans to e-mail, but the mail system has seen none of them.',
    remedy: 'Check the mail server, port and network settings of the device, and its own job log for what failed.',
  },
  'relay-refuses': {
    title: 'A mail server refuses the scans of several devices',
    severity: 'critical',
    stops: scan,
    who: 'admin',
    cause: 'The devices, or their relay, are set up in a way that the mail server does not accept.',
    remedy: 'See its reply, which says why.',
  },
  // Mail servers, as probes find them
  'probe-failed': {
    title: 'A mail server would refuse a scan',
    severity: 'critical',
    stops: scan,
    who: 'admin',
    cause: 'A probe of the mail server, made as a device would do it, was refused.',
    remedy: 'See the stage that failed and the reply of the server.',
  },
  'probe-deferred': {
    title: 'A mail server could not take a scan for now',
    severity: 'warning',
    stops: scan,
    who: 'admin',
    cause: 'A probe of the mail server, made as a device would do it, failed in a way that may pass.',
    remedy: 'Wait; if it lasts, see whether the server runs and can be reached.',
  },
  'certificate-ends': {
    title: 'Certificate of a mail server ends soon',
    severity: 'warning',
    stops: nothing,
    who: 'admin',
    cause: 'Devices that check certificates stop sending on the day it ends.',
    remedy: 'Renew the certificate of the mail server.',
  },
  'certificate-untrusted': {
    title: 'Certificate of a mail server is not trusted',
    severity: 'warning',
    stops: nothing,
    who: 'admin',
    cause: 'It is made out for another name, or by an authority that is not known here.',
    remedy: 'Install a certificate for the name that devices use, or give devices its authority.',
  },
  'basic-authentication': {
    title: 'Mail is sent with user name and password',
    severity: 'warning',
    stops: nothing,
    who: 'admin',
    cause: 'The provider is ending this way of logging in.',
    remedy: 'Send through a relay that logs in with OAuth, before the provider switches it off.',
  },
  'not-encrypted': {
    title: 'Mail is sent without encryption',
    severity: 'warning',
    stops: nothing,
    who: 'admin',
    cause: 'Scans and passwords can be read on the way.',
    remedy: 'Switch encryption on at the mail server and in the settings of the devices.',
  },
  'old-tls': {
    title: 'A mail server speaks only old TLS',
    severity: 'warning',
    stops: nothing,
    who: 'admin',
    cause: 'Versions before TLS 1.2 are broken; others will refuse them.',
    remedy: 'Enable TLS 1.2 or 1.3 on the mail server.',
  },

  // Platen itself
  'agent-silent': {
    title: 'An agent is silent',
    severity: 'critical',
    stops: nothing,
    who: 'admin',
    cause: 'No push has come from an agent for too long, so nothing is known of its devices.',
    remedy: 'See whether the agent runs and reaches the dashboard; its log says why not.',
  },
  'outbox-stuck': {
    title: 'Notifications do not get out',
    severity: 'warning',
    stops: nothing,
    who: 'admin',
    cause: 'Deliveries to a webhook have failed for too long.',
    remedy: 'Look at the deliveries of that subscription: the last attempt says why.',
  },

  'unknown-fault': {
    title: 'Fault that the catalogue does not know',
    severity: 'warning',
    stops: nothing,
    who: 'admin',
    cause: 'The device reports something for which there is no entry yet.',
    remedy: 'Look the text up in the manual of the device, and tell us what it means.',
  },
} as const satisfies Record<string, ConditionMeaning>;

/** One of the closed list. */
export type ConditionKind = keyof typeof conditionKinds;

/** The words of a kind; plain types, where the literal ones of `conditionKinds` are in the way. */
export function meaningOf(kind: ConditionKind): ConditionMeaning {
  return conditionKinds[kind];
}

/** Whether a text names one of the closed list. */
export function isConditionKind(text: string): text is ConditionKind {
  return Object.hasOwn(conditionKinds, text);
}
