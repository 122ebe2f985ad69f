/** What makers share who say things plainly. */
import { alertCodes, groups, severities, trainings } from '../printer/codes.ts';
import type { Maker, Trouble } from '../printer/description.ts';

/** A row of the alert table that tells of no trouble. */
export const resting: Omit<Trouble, 'key' | 'text'> = {
  severity: severities.other,
  training: trainings.untrained,
  group: groups.general,
  groupIndex: -1,
  code: alertCodes.powerSaver,
  bits: [],
  halts: false,
  resting: true,
};

/** In most makers' plain way. */
export const words: Maker['words'] = {
  ready: 'Ready',
  busy: 'Printing',
  asleep: 'Sleep',
  supply: ({ name }, state) => `${name} ${state === 'low' ? 'low' : 'empty'}`,
  tray: ({ name }, state) => `${name} ${state === 'low' ? 'low' : 'empty'}`,
  cover: (name) => `${name} open`,
  output: ({ name }) => `${name} full`,
};
