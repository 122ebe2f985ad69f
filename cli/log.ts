/** Logs on stderr: JSON lines, or readable ones for a person at a terminal. What is secret is left out, wherever it comes up. */
import { createRequire } from 'node:module';
import type { Logger } from 'pino';
import { pino } from 'pino';
import type { Io } from './command.ts';
import { UsageError } from './command.ts';

const secretKey = /^(community|authorization|cookie|set-cookie)$|(^|_)(password|token|secret)$/i;
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** `PLATEN_LOG` is the level, `info` where it is not set. Throws `UsageError` for a level that does not exist. */
export function openLog(io: Pick<Io, 'stderr' | 'env'>): Logger {
  const level = io.env.PLATEN_LOG || 'info';
  if (!levels.includes(level)) throw new UsageError(`PLATEN_LOG is "${level}"; it may be one of ${levels.join(', ')}`);
  // pino's own `redact` looks only as deep as it is told.
  const formatters = { log: (facts: object) => withoutSecrets(facts, 0) as Record<string, unknown> };
  return pino({ level, formatters, base: null }, io.stderr.isTTY ? readable(io) : io.stderr);
}

/** Plain objects and lists are copied; what has a class of its own (errors, requests) has its own way of being printed. */
function withoutSecrets(value: unknown, depth: number): unknown {
  if (Array.isArray(value)) return depth > 12 ? '[…]' : value.map((each) => withoutSecrets(each, depth + 1));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  if (depth > 12) return '[…]';
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      secretKey.test(key) && inner !== null ? '[secret]' : withoutSecrets(inner, depth + 1),
    ]),
  );
}

function readable(io: Pick<Io, 'stderr'>): NodeJS.WritableStream {
  // Only a terminal needs it, and it is slow to load.
  const pretty = createRequire(import.meta.url)('pino-pretty') as (options: object) => NodeJS.WritableStream;
  return pretty({
    destination: io.stderr,
    sync: true,
    singleLine: true,
    colorize: true,
    translateTime: 'SYS:HH:MM:ss',
    ignore: 'pid,hostname',
  });
}
