/** The key `probes:` of `platen.yaml`. */
import { z } from 'zod';
import { probeTlsModes } from '../../contract/index.ts';
import { atLeast } from '../asking-settings.ts';
import { loginConfig, mailAddress, oneLogin, serverShape, sizeSchema } from '../smtp/settings.ts';
import { type ProbeConfig, probePort, usualProbe } from './config.ts';

/** Servers lock out who knocks too often. */
const leastEveryMs = 60_000;

export const probeSettings = z
  .strictObject({
    ...serverShape,
    tls: z.enum(probeTlsModes).default('auto'),
    from: mailAddress.optional(),
    /** Best one of the office and one outside: that shows a closed relay. Nothing is sent to them. */
    to: z.union([mailAddress, z.array(mailAddress).max(5)]).optional(),
    size: sizeSchema.default(usualProbe.size),
    every: atLeast(leastEveryMs).prefault('15m'),
  })
  .refine(...oneLogin)
  .refine((probe) => probe.to === undefined || probe.from !== undefined, {
    message: 'has "to" without "from"; write the sender that the devices use',
  });
export type ProbeSettings = z.output<typeof probeSettings>;

/** The newest report of a target replaces the one before: two probes of one target would overwrite each other. */
export const probeList = z
  .array(probeSettings)
  .max(200)
  .refine((probes) => new Set(probes.map(targetOf)).size === probes.length, {
    message: 'name one server and port twice; leave one of them out',
  });

function targetOf({ host, port, tls }: ProbeSettings): string {
  return `${host.toLowerCase()}:${port ?? probePort(tls)}`;
}

export function probeConfig(settings: ProbeSettings, resolvePath: (path: string) => string): ProbeConfig {
  const { host, port, tls, verify, ca, helo, from, to, size, every } = settings;
  return {
    host,
    port: port ?? probePort(tls),
    tls,
    verify,
    ca: ca === undefined ? null : resolvePath(ca),
    name: helo ?? null,
    login: loginConfig(settings),
    from: from ?? null,
    to: to === undefined ? [] : [to].flat(),
    size,
    everyMs: every,
    connectMs: usualProbe.connectMs,
    replyMs: usualProbe.replyMs,
  };
}
