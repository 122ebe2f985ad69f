/** The entries of `scans:` in `platen.yaml`, as they are written there, and what a source is given of them. */
import { z } from 'zod';
import { Secret } from '../../../contract/secret.ts';
import { atLeast, secret } from '../../asking-settings.ts';
import { readBlock } from '../../relay/allow.ts';
import type { LoginConfig } from '../../smtp/config.ts';
import { loginConfig, serverShape } from '../../smtp/settings.ts';
import type { Format } from '../index.ts';
import { formatNames } from '../index.ts';
import type { ScanSource } from './source.ts';

const text = z.string().min(1).max(500);
const argv = z.array(text).min(1).max(100);
const oneOrMore = z.union([text, z.array(text).min(1).max(50)]);

/** What a log file may hold; a bounce is no log. */
const logFormats = formatNames.filter((name) => name !== 'dsn');
const fileKinds = [...logFormats, 'auto'] as const;
type FileKind = Exclude<Format, 'dsn'> | 'auto';
const kinds: readonly string[] = [...fileKinds, 'journald', 'syslog', 'imap', 'command'];

const listen = z.string().refine((given) => parseListen(given) !== null, {
  error: 'must be a way and an address with a port; write e.g. udp://0.0.0.0:5514 or tcp://127.0.0.1:5514',
});
const sender = z.string().refine(isBlock, {
  error: 'must be an address or a block of them; write e.g. 10.0.4.7 or 10.0.4.0/24',
});

const journaldSettings = z.strictObject({
  /** Names of units, with `*` and `?`. */
  unit: oneOrMore,
});

const syslogSettings = z
  .strictObject({
    listen: z.union([listen, z.array(listen).min(1).max(10)]),
    /** Who may send. */
    allow: z.array(sender).max(1000).default([]),
  })
  .superRefine((syslog, ctx) => {
    const hosts = [syslog.listen].flat().flatMap((each) => parseListen(each)?.host ?? []);
    if (hosts.every(isLoopback) || syslog.allow.length > 0) return;
    const message = 'listens to the whole network; say with "allow" who may send, e.g. allow: [10.0.4.0/24]';
    ctx.addIssue({ code: 'custom', message });
  });

const imapSettings = z
  .strictObject({
    host: serverShape.host,
    port: serverShape.port,
    /** `implicit`: from the first octet on. `none`: in clear text. */
    tls: z.enum(['implicit', 'starttls', 'none']).default('implicit'),
    verify: serverShape.verify,
    ca: serverShape.ca,
    user: text.optional(),
    password: secret.optional(),
    /** Instead of user and password. */
    oauth: serverShape.oauth,
    mailbox: text.default('INBOX'),
    /** Bounces are moved there once they were read. Without it nothing in the mailbox is changed. */
    move_to: text.optional(),
    /** How often it is looked at, beside what the server tells by itself. */
    every: atLeast(1000).prefault('5m'),
  })
  .refine(({ user, password, oauth }) => oauth !== undefined || (user !== undefined && password !== undefined), {
    message: 'does not say how to log in; add "user" and "password_file", or "oauth"',
  })
  .refine(({ user, password, oauth }) => oauth === undefined || (user === undefined && password === undefined), {
    message: 'has "oauth" and a user or password of its own; leave one of them out',
  });

const timeZone = z
  .string()
  .refine(isZone, { error: 'must be the name of a time zone; write e.g. Europe/Paris or UTC' });
const files = Object.fromEntries(fileKinds.map((kind) => [kind, text.optional()])) as Record<
  FileKind,
  z.ZodOptional<typeof text>
>;

/** One source of scan results, and how it is read. */
export const scanSettings = z
  .strictObject({
    ...files,
    journald: journaldSettings.optional(),
    syslog: syslogSettings.optional(),
    imap: imapSettings.optional(),
    command: argv.optional(),
    /** A command that ends is run that often; without it the command goes on, and its output is followed. */
    every: atLeast(1000).optional(),
    format: z.enum(['auto', ...logFormats]).optional(),
    /** Of lines that do not say their offset. */
    time_zone: timeZone.optional(),
    /** Where to begin in what was never read before. */
    from: z.enum(['end', 'start']).optional(),
  })
  .superRefine((entry, ctx) => {
    const named = kinds.filter((kind) => entry[kind as keyof typeof entry] !== undefined);
    const [kind = ''] = named;
    const wrong = (message: string, ...path: string[]) => ctx.addIssue({ code: 'custom', message, path });
    // A mistyped name is told already.
    if (ctx.issues.some(({ code }) => code === 'unrecognized_keys')) return;
    if (named.length === 0) return wrong(`names no source; write one of ${kinds.join(', ')}`);
    if (named.length > 1) return wrong(`names several sources (${named.join(', ')}); write an entry for each`);
    const isFile = (fileKinds as readonly string[]).includes(kind);
    if (entry.format !== undefined && (isFile || kind === 'imap'))
      wrong(`is said by "${kind}" already; leave it out`, 'format');
    if (entry.every !== undefined && kind !== 'command')
      wrong(`belongs to "command"; a source of kind "${kind}" is read all the time`, 'every');
    if (entry.from !== undefined && (kind === 'syslog' || (kind === 'command' && entry.every === undefined)))
      wrong('makes no sense here: what comes is read, and nothing was there before', 'from');
  });
export type ScanSettings = z.output<typeof scanSettings>;

/** `scans:` */
export const scanList = z.array(scanSettings).superRefine((entries, ctx) => {
  const names = entries.map(({ format, time_zone, from, every, ...source }) => JSON.stringify(source));
  for (const [at, name] of names.entries()) {
    if (names.indexOf(name) === at) continue;
    const message = 'is listed before; everything in it would be told twice';
    ctx.addIssue({ code: 'custom', message, path: [at] });
  }
});

/** `privacy:` */
export const privacySettings = z.strictObject({
  /** `masked`: only first letter and domain of a recipient leave the agent. */
  recipients: z.enum(['masked', 'full']).default('masked'),
});

/** What the source itself works with. Paths are made absolute by `resolvePath`. */
export function scanSource(entry: ScanSettings, resolvePath: (path: string) => string): ScanSource {
  const { journald, syslog, imap, command, every, format = 'auto', time_zone, from = 'end' } = entry;
  const common = { format, zone: time_zone ?? null, from } as const;
  if (journald) return { ...common, kind: 'journald', units: [journald.unit].flat() };
  if (syslog) {
    const places = [syslog.listen].flat().map(parseListen);
    return { ...common, kind: 'syslog', listen: places.filter((each) => each !== null), allow: syslog.allow };
  }
  if (command) return { ...common, kind: 'command', argv: command, everyMs: every ?? null };
  if (imap) {
    const { host, tls, verify, ca, mailbox } = imap;
    return {
      ...common,
      format: 'dsn',
      kind: 'imap',
      host,
      port: imap.port ?? (tls === 'implicit' ? 993 : 143),
      tls,
      verify,
      ca: ca === undefined ? null : resolvePath(ca),
      login: imapLogin(imap),
      mailbox,
      moveTo: imap.move_to ?? null,
      everyMs: imap.every,
    };
  }
  const kind = fileKinds.find((each) => entry[each] !== undefined) as FileKind;
  return { ...common, kind: 'file', format: kind, path: resolvePath(entry[kind] ?? '') };
}

/** `udp://[::]:5514` */
function parseListen(given: string): { protocol: 'udp' | 'tcp'; host: string; port: number } | null {
  const found = /^(udp|tcp):\/\/(?:\[([0-9a-f:.]+)\]|([\w.-]+)):(\d{1,5})$/i.exec(given.trim());
  const port = Number(found?.[4]);
  if (!found || port > 65_535) return null;
  return { protocol: found[1]?.toLowerCase() === 'udp' ? 'udp' : 'tcp', host: found[2] ?? found[3] ?? '', port };
}

function imapLogin({ user = '', password, oauth }: z.output<typeof imapSettings>): LoginConfig {
  if (!oauth) return { kind: 'password', user, password: password ?? new Secret(''), method: null };
  // The relay's scope sends mail; this one reads it. That of an application is the same for both.
  const isMailbox = oauth.provider === 'microsoft365' && oauth.refresh_token !== undefined;
  const scope = oauth.scope ?? (isMailbox ? readingScope : undefined);
  return loginConfig({ oauth: { ...oauth, scope } }) as LoginConfig;
}

const readingScope = 'https://outlook.office.com/IMAP.AccessAsUser.All offline_access';

function isBlock(given: string): boolean {
  try {
    readBlock(given);
    return true;
  } catch {
    return false;
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(?:\.\d+){3}$/.test(host);
}

function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
