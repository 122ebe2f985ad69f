/** Probes of mail servers. */
import type { ProbeOutcome, ProbeStage } from '../../../../contract/index.ts';
import type { ProbeState } from '../view/probes.ts';

const state: Readonly<Record<ProbeState, string>> = {
  failing: 'Refuses',
  stale: 'No news',
  warned: 'Warning',
  fine: 'In order',
};
const outcome: Readonly<Record<ProbeOutcome, string>> = { passed: 'Passed', failed: 'Failed', skipped: 'Not tried' };
const stage: Readonly<Record<ProbeStage, string>> = {
  dns: 'Name',
  tcp: 'Connection',
  greeting: 'Greeting',
  ehlo: 'Offers',
  tls: 'Encryption',
  auth: 'Login',
  mail: 'Sender',
  rcpt: 'Recipient',
  quit: 'Farewell',
};

export const probesEn = {
  title: 'Mail servers',
  note: 'as a device would meet them; nothing is sent',
  state,
  outcome,
  stage,
  fine: 'Takes scans up to the recipient.',
  fineUntried: 'Everything that was asked for went well.',
  steps: 'Step by step',
  agent: 'Probed by',
  address: 'Address',
  version: 'Encryption',
  certificate: 'Certificate',
  validTo: (subject: string, until: string) => `for ${subject}, until ${until}`,
  size: 'Largest mail',
  login: 'Logs in as',
  at: 'Probed at',
};
