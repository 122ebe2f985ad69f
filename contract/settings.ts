/** Small value types of `platen.yaml` that agent and dashboard share. */
import { z } from 'zod';

const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** `30s`, `5m`, `2h`, `250ms`, `1d` or a number of seconds; gives milliseconds. */
export const durationSchema = z.union([z.number().min(0), z.string()]).transform((value, ctx) => {
  if (typeof value === 'number') return value * 1000;
  const found = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d)$/.exec(value.trim());
  if (!found) {
    ctx.addIssue({ code: 'custom', message: `"${value}" is not a duration; write e.g. 30s, 5m or 2h` });
    return z.NEVER;
  }
  return Number(found[1]) * unitMs[found[2] as keyof typeof unitMs];
});

/** `127.0.0.1:8631`, `[::1]:8631` or `:8631`; gives host and port. */
export const listenSchema = z.string().transform((value, ctx) => {
  const found = /^(?:\[([0-9a-f:.]+)\]|([^:[\]]*)):(\d{1,5})$/i.exec(value.trim());
  const port = Number(found?.[3]);
  if (!found || port > 65535) {
    ctx.addIssue({ code: 'custom', message: `"${value}" is not an address with a port; write e.g. 127.0.0.1:8631` });
    return z.NEVER;
  }
  return { host: found[1] ?? (found[2] || '0.0.0.0'), port };
});
