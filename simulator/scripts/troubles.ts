/** Troubles that levels and covers don't bring about by themselves, as devices of these makers tell them. */
import { alertCodes, groups, severities, trainings } from '../printer/codes.ts';
import type { Trouble } from '../printer/description.ts';

/** An OKI service call: the panel and the alert row carry the same text, and the number is only in it. */
function serviceCall(code: string, marker: { readonly code: number }): Trouble {
  return {
    key: `service-call-${code}`,
    severity: severities.critical,
    training: trainings.service,
    group: groups.marker,
    groupIndex: 1,
    code: marker.code,
    text: `SERVICE CALL ${code}: FATAL ERROR`,
    panel: [`SERVICE CALL ${code}`, 'FATAL ERROR'],
    bits: ['serviceRequested'],
    halts: true,
  };
}

export const fuserFault173 = serviceCall('173', { code: alertCodes.fuserUnderTemperature });
export const drumFault140 = serviceCall('140', { code: alertCodes.unrecoverableFailure });

/** The chain and link code stands in Xerox' own alert table, the text tells the way out. */
export const exitJam: Trouble = {
  key: 'exit-jam',
  severity: severities.critical,
  training: trainings.untrained,
  group: groups.mediaPath,
  groupIndex: 1,
  code: alertCodes.jam,
  text: 'Paper jam at the exit. Open Cover A and remove the paper (077-109)',
  bits: ['jammed'],
  halts: true,
  vendorCode: '077-109',
};

export const feedJam: Trouble = {
  key: 'feed-jam',
  severity: severities.critical,
  training: trainings.untrained,
  group: groups.mediaPath,
  groupIndex: 1,
  code: alertCodes.jam,
  text: 'Paper jam in Drawer 1',
  bits: ['jammed'],
  halts: true,
};

/** A scan to a folder that another job, or a stale lock, holds: told as a message, nothing stops printing. */
export const folderLocked: Trouble = {
  key: 'folder-locked',
  severity: severities.warning,
  training: trainings.management,
  group: groups.other,
  groupIndex: -1,
  code: alertCodes.other,
  text: "Scan to network folder: Failure in the remote directory's lock",
  panel: ["Failure in the remote directory's lock"],
  bits: [],
  halts: false,
};
