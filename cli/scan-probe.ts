/** `platen scans probe`: what a device would meet at a mail server. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type ProbeConfig, probePort, usualProbe } from '../agent/probe/config.ts';
import { probeServer } from '../agent/probe/probe.ts';
import { trustOf } from '../agent/probe/schedule.ts';
import { type PasswordMethod, passwordMethods, type SmtpLogin } from '../agent/smtp/login.ts';
import { mailAddress, sizeSchema } from '../agent/smtp/settings.ts';
import { probeTlsModes } from '../contract/index.ts';
import { Secret } from '../contract/secret.ts';
import { type Io, UsageError } from './command.ts';
import { describeProbe, isPressing } from './probe-block.ts';
import { openPage } from './terminal.ts';

export const probeUsage = `  --tls MODE           ${probeTlsModes.join(' ')}; auto: at once on port 465, else STARTTLS where it is offered
  --auth USER:PASSWORD log in once; a PASSWORD of @FILE is taken from a file, and stays out of the list of processes
  --method METHOD      plain, login, or xoauth2: then PASSWORD is an access token
  --from ADDRESS       sender to try
  --to ADDRESS         recipient to try; may be given several times, best one of the office and one outside
  --size SIZE          of the scan that is announced (10MB)
  --ca FILE            trust these authorities, too (PEM)
  --no-verify          take any certificate
  --timeout MS         patience with each step (30000)
  --json               the report (platen.probe/1) as one JSON object`;

const options = {
  tls: { type: 'string' },
  auth: { type: 'string' },
  method: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string', multiple: true },
  size: { type: 'string' },
  ca: { type: 'string' },
  'no-verify': { type: 'boolean' },
  timeout: { type: 'string' },
  json: { type: 'boolean' },
} as const;

/** Exit status: 0 all went well; 1 a stage failed, or something has to be done before long. */
export async function probe(argv: readonly string[], io: Io): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...argv], allowPositionals: true, options });
  const [place, ...more] = positionals;
  if (place === undefined) throw new UsageError('which server? Give HOST or HOST:PORT');
  if (more.length > 0) throw new UsageError('one HOST at a time');
  const tls = readOne('tls', values.tls ?? 'auto', probeTlsModes);
  const { host, port } = readPlace(place, probePort(tls));
  const replyMs = readTimeout(values.timeout);
  const to = (values.to ?? []).map((address) => readAddress('to', address));
  const from = values.from === undefined ? null : readAddress('from', values.from);
  if (to.length > 0 && from === null) throw new UsageError('"--to" needs a sender: add --from ADDRESS');
  const config: ProbeConfig = {
    host,
    port,
    tls,
    verify: values['no-verify'] !== true,
    ca: values.ca === undefined ? null : path.resolve(io.cwd, values.ca),
    name: null,
    login: null,
    from,
    to,
    size: readSize(values.size),
    everyMs: null,
    connectMs: Math.min(usualProbe.connectMs, replyMs),
    replyMs,
  };
  const login = values.auth === undefined ? null : readLogin(values.auth, values.method, io);
  const report = await probeServer(config, { now: () => new Date(), trust: readTrust(config), login });
  io.stdout.write(values.json ? `${JSON.stringify(report)}\n` : describeProbe(report, openPage(io.stdout, io.env)));
  return report.ok && !report.warnings.some(isPressing) ? 0 : 1;
}

/** `mail.example`, `mail.example:25`, `192.0.2.7:25`, `[2001:db8::7]:25`, `2001:db8::7`. */
function readPlace(place: string, usualPort: number): { host: string; port: number } {
  const bracketed = /^\[([0-9a-f:.]+)\](?::(\d{1,5}))?$/i.exec(place);
  const plain = /^([^:[\]\s<>@/]{1,253})(?::(\d{1,5}))?$/.exec(place);
  const bare = /^[0-9a-f]*:[0-9a-f:.]*$/i.test(place) && place.split(':').length > 2 ? [place, place] : null;
  const found = bracketed ?? plain ?? bare;
  const port = found?.[2] === undefined ? usualPort : Number(found[2]);
  if (!found?.[1] || port < 1 || port > 65_535) {
    throw new UsageError(`"${place.slice(0, 80)}" is no server; write HOST or HOST:PORT, e.g. smtp.office365.com:587`);
  }
  return { host: found[1], port };
}

function readLogin(auth: string, method: string | undefined, io: Io): SmtpLogin {
  const colon = auth.indexOf(':');
  if (colon < 1) throw new UsageError('"--auth" is USER:PASSWORD; a PASSWORD of @FILE is taken from a file');
  const user = auth.slice(0, colon);
  const secret = new Secret(readSecret(auth.slice(colon + 1), io));
  const wanted =
    method === undefined ? null : readOne('method', method.toUpperCase(), [...passwordMethods, 'XOAUTH2'] as const);
  if (wanted === 'XOAUTH2') return { kind: 'oauth', user, tokens: { get: async () => secret, discard: () => {} } };
  return { kind: 'password', user, password: secret, method: wanted satisfies PasswordMethod | null };
}

function readSecret(text: string, io: Io): string {
  const secret = text.startsWith('@') ? (readFile(path.resolve(io.cwd, text.slice(1))).split(/\r?\n/)[0] ?? '') : text;
  if (secret === '') throw new UsageError('"--auth" has an empty password');
  return secret;
}

function readTrust(config: ProbeConfig) {
  try {
    return trustOf(config);
  } catch (error) {
    throw new UsageError(`cannot use ${config.ca}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
    throw new UsageError(`cannot read ${file} (${code})`);
  }
}

function readAddress(name: string, text: string): string {
  if (mailAddress.safeParse(text).success) return text;
  throw new UsageError(`"--${name}" is a mail address, not "${text.slice(0, 60)}"`);
}

function readSize(text: string | undefined): number {
  const size = sizeSchema.safeParse(text ?? usualProbe.size);
  if (size.success) return size.data;
  throw new UsageError(`"--size" is e.g. 25MB, not "${text?.slice(0, 40)}"`);
}

function readTimeout(text: string | undefined): number {
  const ms = Number(text ?? usualProbe.replyMs);
  if (Number.isInteger(ms) && ms >= 100 && ms <= 600_000) return ms;
  throw new UsageError(`"--timeout" is a whole number of milliseconds from 100 to 600000, not "${text?.slice(0, 40)}"`);
}

function readOne<T extends string>(name: string, text: string, known: readonly T[]): T {
  const found = known.find((each) => each === text);
  if (found) return found;
  throw new UsageError(
    `"--${name}" is one of ${known.map((each) => each.toLowerCase()).join(', ')}, not "${text.slice(0, 40)}"`,
  );
}
