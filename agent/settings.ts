/** The agent's keys of `platen.yaml`, as they are written there. `config.ts` turns them into what the agent works with. */
import { validate, validateDetailed } from 'node-cron';
import { z } from 'zod';
import { durationSchema } from '../contract/settings.ts';
import { askingShape, asksOneWay, asksProperly, atLeast, secret, text } from './asking-settings.ts';
import { cronEvery, durationText, nearestEven } from './cadence.ts';
import { limitSettings } from './limits.ts';
import { probeList } from './probe/settings.ts';
import { relaySettings } from './relay/settings.ts';
import { privacySettings, scanList } from './scans/sources/settings.ts';
import { expandHosts, HostError, mostHosts } from './targets.ts';
import { trapSettings } from './traps/settings.ts';

const path = z.string().min(1);
/** An address, a name or a range, any of them with `:port`. */
const host = z
  .string()
  .refine((given) => hostFault(given) === null, { error: (issue) => hostFault(String(issue.input)) ?? '' });

const deviceSettings = z
  .strictObject({
    /** An address, a name or a range. */
    address: host,
    name: text.optional(),
    location: text.optional(),
    /** What the device logs in to the mail server as, and what it writes as sender: tells whose a scan is. */
    scan_login: text.optional(),
    scan_from: text.optional(),
    /** Where this one differs from "limits" of the file. */
    limits: limitSettings.optional(),
    ...askingShape,
  })
  .refine(...asksProperly)
  .refine(...asksOneWay);

const pollSettings = z
  .strictObject({
    every: durationSchema
      .refine((ms) => cronEvery(ms) !== null, { error: (issue) => unevenText(Number(issue.input)) })
      .optional(),
    /** A cron pattern: five fields, or six with seconds first. */
    schedule: z
      .string()
      .refine(validate, { error: (issue) => patternText(String(issue.input)) })
      .optional(),
    jitter: durationSchema.optional(),
    /** How often the silent addresses of ranges are asked again. */
    discover: atLeast(1000).prefault('15m'),
  })
  .refine((poll) => poll.every === undefined || poll.schedule === undefined, {
    message: 'has "every" and "schedule"; leave one of them out',
  });

const pushSettings = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: 'must be the address of a dashboard; write e.g. https://platen.example:8631' })
    .optional(),
  token: secret.optional(),
  /** The name that the dashboard knows this agent by. */
  agent: text.max(100).optional(),
});

/** The keys, for whoever composes the whole file. */
export const agentShape = {
  data_dir: path.optional(),
  devices: z
    .array(z.union([host, deviceSettings]))
    .refine((all) => countAddresses(all) <= mostHosts, {
      error: `are more than ${mostHosts} addresses; name smaller ranges`,
    })
    .default([]),
  snmp: z
    .strictObject({ ...askingShape, concurrency: z.number().int().min(1).max(2000).default(64) })
    .refine(...asksProperly)
    .refine(...asksOneWay)
    .prefault({}),
  poll: pollSettings.prefault({}),
  /** What devices tell by themselves is heard only where this says where. */
  traps: trapSettings.optional(),
  /** A folder of MIB modules that give names to what devices send. */
  mibs: path.optional(),
  limits: limitSettings.prefault({}),
  scans: scanList.default([]),
  privacy: privacySettings.prefault({}),
  /** Devices send their scans here, and they are handed on while they come. */
  relay: relaySettings.optional(),
  /** Mail servers that are asked now and then what a device would meet there. */
  probes: probeList.default([]),
  push: pushSettings.prefault({}),
};

export const agentSettings = z.strictObject(agentShape);
export type AgentSettings = z.output<typeof agentSettings>;
export type AskingSettings = Pick<
  AgentSettings['snmp'],
  'port' | 'version' | 'community' | 'v3' | 'credentials' | 'timeout' | 'retries'
>;

function hostFault(given: string): string | null {
  const hosts = expandOrFault(given);
  return typeof hosts === 'number'
    ? null
    : `${hosts.message}; write e.g. 10.0.4.7, copier-2f, 10.0.4.7:1161 or 10.0.4.0/24`;
}

function countAddresses(devices: readonly (string | { readonly address: string })[]): number {
  return devices.reduce((sum, device) => {
    const found = expandOrFault(typeof device === 'string' ? device : device.address);
    return typeof found === 'number' ? sum + found : sum;
  }, 0);
}

/** How many addresses a text means, or why it means none. */
function expandOrFault(given: string): number | HostError {
  try {
    return expandHosts([given], { port: 161 }).length;
  } catch (error) {
    if (error instanceof HostError) return error;
    throw error;
  }
}

function unevenText(ms: number): string {
  const even = durationText(nearestEven(ms));
  return `${durationText(ms)} does not divide a minute, an hour or a day evenly; write ${even}, or "schedule" with a cron pattern`;
}

function patternText(pattern: string): string {
  const why = validateDetailed(pattern).errors.map((each) => each.message.replace(/\.$/, ''));
  return `"${pattern}" is not a cron pattern (${why.join(', ')}); write e.g. "*/5 * * * *", or "every: 5m"`;
}
