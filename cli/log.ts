/** Logs on stderr: JSON lines, or readable ones for a person at a terminal. What is secret is left out, wherever it comes up. */
import { createRequire } from 'node:module';
import type { Logger } from 'pino';
import { pino } from 'pino';
import type { Io } from './command.ts';
import { UsageError } from './command.ts';

const secretKeys = [
  'community',
  'password',
  'token',
  'secret',
  'authorization',
  'cookie',
  'auth_password',
  'privacy_password',
];
/** pino looks exactly as deep as it is told. */
const depths = ['', '*.', '*.*.', '*.*.*.'];
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** `PLATEN_LOG` is the level, `info` where it is not set. Throws `UsageError` for a level that does not exist. */
export function openLog(io: Pick<Io, 'stderr' | 'env'>): Logger {
  const level = io.env.PLATEN_LOG || 'info';
  if (!levels.includes(level)) throw new UsageError(`PLATEN_LOG is "${level}"; it may be one of ${levels.join(', ')}`);
  const redact = {
    paths: depths.flatMap((depth) => secretKeys.map((key) => `${depth}${key}`)),
    censor: '[secret]',
  };
  return pino({ level, redact, base: null }, io.stderr.isTTY ? readable(io) : io.stderr);
}

function readable(io: Pick<Io, 'stderr'>): NodeJS.WritableStream {
  // Only a terminal needs it, and it is slow to load.
  const pretty = createRequire(import.meta.url)('pino-pretty') as (options: object) => NodeJS.WritableStream;
  return pretty({
    destination: io.stderr,
    sync: true,
    colorize: true,
    translateTime: 'SYS:HH:MM:ss',
    ignore: 'pid,hostname',
  });
}
