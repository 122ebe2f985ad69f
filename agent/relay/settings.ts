/** The key `relay:` of `platen.yaml`, and what the relay works with. */
import { z } from 'zod';
import { listenSchema } from '../../contract/settings.ts';
import { atLeast, secret } from '../asking-settings.ts';
import { isMicrosoft, loginConfig, mailAddress, oneLogin, serverShape, sizeSchema } from '../smtp/settings.ts';
import { readBlock } from './allow.ts';
import type { RelayConfig } from './config.ts';
import { tlsVersions } from './config.ts';

const path = z.string().min(1);

const block = z.string().refine((entry) => blockFault(entry) === null, {
  error: (issue) => blockFault(String(issue.input)) ?? '',
});

const upstreamSettings = z
  .strictObject({
    ...serverShape,
    /** Required unless it is said otherwise: `starttls` goes no further where the server does not offer it. */
    tls: z.enum(['starttls', 'implicit', 'none']).default('starttls'),
    /** Sessions at a time; Microsoft 365 takes three of one mailbox. */
    connections: z.number().int().min(1).max(1000).optional(),
    connect_timeout: atLeast(1000).prefault('20s'),
    reply_timeout: atLeast(1000).prefault('60s'),
  })
  .refine(...oneLogin);

export const relaySettings = z
  .strictObject({
    listen: listenSchema,
    /** Addresses and blocks that may send. Without them the relay does not start: it would be everyone's. */
    allow: z.array(block).min(1, 'names nobody; write the addresses of your devices, e.g. 10.0.4.0/24'),
    /** What it calls itself. */
    name: z
      .string()
      .regex(/^[\w.-]{1,253}$/)
      .optional(),
    /** Largest scan. The upstream's own limit holds where it is smaller. */
    size: sizeSchema.prefault('50MB'),
    connections: z.number().int().min(1).max(5000).default(100),
    /** How long a device may be silent (RFC 5321 §4.5.3.2.7: five minutes). */
    idle: atLeast(10_000).prefault('5m'),
    /** What devices must log in with, besides being in the list. */
    login: z
      .strictObject({ user: z.string().min(1), password: secret, unencrypted: z.boolean().optional() })
      .optional(),
    /** Absent: devices send in clear. */
    tls: z
      .strictObject({
        certificate: path,
        key: path,
        /** Older than TLS 1.2 only for devices that can no better. */
        oldest: z.enum(tlsVersions).default('TLSv1.2'),
        /** Encrypted from the first octet, as on port 465. */
        implicit: z.boolean().default(false),
      })
      .optional(),
    /** Takes the place of the sender in the envelope: Microsoft 365 wants the mailbox's own. */
    from: mailAddress.optional(),
    upstream: upstreamSettings,
  })
  .refine((relay) => relay.login !== undefined || !relay.allow.some(isEveryone), {
    message: 'lets the whole internet send, without a login; name the addresses of your devices in "allow"',
  });
export type RelaySettings = z.output<typeof relaySettings>;

export type RelaySurroundings = {
  readonly resolvePath: (path: string) => string;
  readonly hostname: string;
};

/** Of one mailbox. */
const microsoftSessions = 3;
const usualPorts = { starttls: 587, implicit: 465, none: 25 } as const;

export function relayConfig(settings: RelaySettings, { resolvePath, hostname }: RelaySurroundings): RelayConfig {
  const { listen, allow, name, size, connections, idle, login, tls, from, upstream } = settings;
  return {
    listen,
    allow,
    name: name ?? hostname,
    size,
    connections,
    idleMs: idle,
    login: login ? { ...login, unencrypted: login.unencrypted ?? tls === undefined } : null,
    tls: tls ? { ...tls, certificate: resolvePath(tls.certificate), key: resolvePath(tls.key) } : null,
    from: from ?? null,
    upstream: {
      host: upstream.host,
      port: upstream.port ?? usualPorts[upstream.tls],
      tls: upstream.tls,
      verify: upstream.verify,
      ca: upstream.ca === undefined ? null : resolvePath(upstream.ca),
      name: upstream.helo ?? null,
      login: loginConfig(upstream),
      connectMs: upstream.connect_timeout,
      replyMs: upstream.reply_timeout,
      connections: upstream.connections ?? (isMicrosoft(upstream.host) ? microsoftSessions : connections),
    },
  };
}

function isEveryone(entry: string): boolean {
  return /\/0+$/.test(entry.trim());
}

function blockFault(entry: string): string | null {
  try {
    readBlock(entry);
    return null;
  } catch (error) {
    return error instanceof RangeError ? error.message : String(error);
  }
}
