/** All entries about replies, in the order in which they are tried. */
import type { ReplyEntry } from '../types.ts';
import { aliases } from './aliases.ts';
import { accepted, acceptedOther, goOn, permanent, refusals, temporary } from './basic.ts';
import { client } from './client.ts';
import { enhanced } from './enhanced.ts';
import { google } from './google.ts';
import { microsoft } from './microsoft.ts';
import { others } from './others.ts';
import { servers } from './servers.ts';
import { services } from './services.ts';
import { clear, hints } from './wording.ts';

export { firm, vague } from './enhanced.ts';
export { accepted, acceptedOther, aliases, clear, client, enhanced, goOn, hints, permanent, refusals, temporary };

/** Rules of one service or server. */
export const rules: readonly ReplyEntry[] = [...microsoft, ...google, ...servers, ...services, ...others];

export const unknownReply: ReplyEntry = {
  id: 'smtp-unknown',
  match: {},
  reason: 'unknown',
  title: 'Unknown answer from the mail server',
  cause: 'The answer fits nothing that the catalogue knows.',
  remedy: 'Read the raw text, and look at the log of the mail server.',
  who: 'admin',
  severity: 'warning',
  confidence: 'low',
  sources: [],
  examples: [],
};

export const replyEntries: readonly ReplyEntry[] = [
  ...rules,
  ...client,
  ...clear,
  ...enhanced,
  ...hints,
  ...aliases,
  ...accepted,
  acceptedOther,
  goOn,
  ...refusals,
  temporary,
  permanent,
  unknownReply,
];
