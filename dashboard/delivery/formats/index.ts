/** Every format by its name: a new one is a file and a line here. */
import type { FormatName } from '../../../contract/index.ts';
import { alertmanager } from './alertmanager.ts';
import { cloudevents } from './cloudevents.ts';
import { email } from './email.ts';
import type { Format } from './format.ts';
import { generic } from './generic.ts';
import { ntfy } from './ntfy.ts';
import { pagerduty } from './pagerduty.ts';
import { slack } from './slack.ts';
import { teams } from './teams.ts';
import { template } from './template.ts';

export const formatOf: Readonly<Record<FormatName, Format>> = {
  generic,
  cloudevents,
  slack,
  teams,
  pagerduty,
  alertmanager,
  ntfy,
  email,
  template,
};
