/** Xerox models that share their codes. The same chain means another part on another family: see xerox-chains.ts. */
import type { Family } from '../types.ts';

export const workCentre5600: Family = {
  name: 'WorkCentre 5632–5687',
  models: /^WorkCentre 56(?:3[2-9]|[4-7]\d|8[0-7])/i,
  example: 'WorkCentre 5687',
};

export const colorQube9300: Family = {
  name: 'ColorQube 9301–9303',
  models: /^ColorQube 930[1-3]/i,
  example: 'ColorQube 9302',
};

export const colorQube9200: Family = {
  name: 'ColorQube 9201–9203',
  models: /^ColorQube 920[1-3]/i,
  example: 'ColorQube 9201',
};

export const wideFormat: Family = {
  name: 'wide format 8825 and 8830',
  models: /^(?:wide format )?88(?:25|30)\b/i,
  example: '8830',
};

export const phaser4500: Family = { name: 'Phaser 4500 and 4510', models: /^Phaser 45[01]0/i, example: 'Phaser 4510' };

export const workCentre5020: Family = {
  name: 'WorkCentre 5020 and 5024',
  models: /^WorkCentre 502[0-4]/i,
  example: 'WorkCentre 5024',
};

export const workCentre7800: Family = {
  name: 'WorkCentre 78xx',
  models: /^WorkCentre 78\d\d/i,
  example: 'WorkCentre 7845',
};

/**
 * Machines on the Fuji Xerox engine and controller, inside which a code keeps its meaning: 024-349 and 024-350 read the same
 * in the manuals of WorkCentre 5222–5230 and 7132. Left out are the families with codes of their own: Xerox-built black
 * and white engines (WorkCentre 56xx–58xx, AltaLink B80xx), solid ink, wide format, and models built by Samsung or Lexmark.
 */
export const fujiXerox: Family = {
  name: 'models with a Fuji Xerox engine',
  models:
    /^(?!WorkCentre 5[678]\d\d|AltaLink B8|ColorQube|Phaser (?:8[45]|86|3\d\d\d)|WorkCentre 3\d\d\d|(?:wide format )?88\d\d\b|[BC](?:2[0-3]\d|31\d)\b)/i,
  example: 'WorkCentre 5225',
};
