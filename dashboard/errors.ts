/** Every error of the HTTP interface: code, status, title. Codes are promises: never renamed, never used again. */
import { z } from 'zod';
import type { Problem } from '../contract/index.ts';

export const problems = {
  BODY_INVALID: { status: 400, title: 'The body does not fit the schema' },
  QUERY_INVALID: { status: 400, title: 'The query or path does not fit the schema' },
  CURSOR_INVALID: { status: 400, title: 'The cursor is not one that this list gave out' },
  BODY_UNREADABLE: { status: 400, title: 'The body cannot be read as JSON' },
  RECEIVER_REFUSED: { status: 400, title: 'Webhooks are not sent to this address' },
  FORMAT_REFUSED: { status: 400, title: 'The format cannot be used like this' },
  TOKEN_MISSING: { status: 401, title: 'A push needs a bearer token' },
  TOKEN_UNKNOWN: { status: 401, title: 'The bearer token belongs to no agent' },
  LOGIN_NEEDED: { status: 401, title: 'Log in first' },
  LOGIN_WRONG: { status: 401, title: 'User or password is wrong' },
  AGENT_MISMATCH: { status: 403, title: 'The token belongs to another agent' },
  ORIGIN_FOREIGN: { status: 403, title: 'The request comes from a page of another site' },
  HOST_FOREIGN: { status: 403, title: 'The dashboard does not go by this name' },
  NOT_FOUND: { status: 404, title: 'There is nothing here' },
  SUBSCRIPTION_READ_ONLY: { status: 409, title: 'The subscription comes from the configuration' },
  SUBSCRIPTION_DISABLED: { status: 409, title: 'The subscription is disabled' },
  ROTATION_RUNNING: { status: 409, title: 'The secret was changed a short while ago' },
  ALERT_CLOSED: { status: 409, title: 'The alert is over' },
  DELIVERY_WAITING: { status: 409, title: 'The delivery is still waiting to be sent' },
  BODY_TOO_LARGE: { status: 413, title: 'The body is too large' },
  MEDIA_TYPE_UNSUPPORTED: { status: 415, title: 'Send application/json' },
  TOO_MANY_REQUESTS: { status: 429, title: 'Too many tries' },
  INTERNAL: { status: 500, title: 'Something went wrong in the dashboard' },
  NOT_READY: { status: 503, title: 'The store does not answer' },
} as const satisfies Record<string, { status: number; title: string }>;

export type ProblemCode = keyof typeof problems;

/** Thrown anywhere in a route, answered as a problem document. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: ProblemCode;
  readonly errors: Problem['errors'];
  /** `detail`: one sentence about this case, and what to do. */
  constructor(code: ProblemCode, detail: string, errors?: Problem['errors']) {
    super(detail);
    this.code = code;
    this.errors = errors;
  }
}

/** The document of RFC 9457; `type` is a name, not an address to fetch. */
export function problemOf({ code, message, errors }: ProblemError): Problem {
  const { status, title } = problems[code];
  const type = `urn:platen:problem:${code.toLowerCase().replaceAll('_', '-')}`;
  return { type, title, status, detail: message, code, ...(errors ? { errors } : {}) };
}

/** What Fastify, its plugins and zod throw, as one of ours; `null` for what is no fault of the request. */
export function problemFrom(error: unknown): ProblemError | null {
  if (error instanceof ProblemError) return error;
  const thrown = foreignError.safeParse(error).data;
  if (!thrown) return null;
  if (thrown.validation) {
    const errors = thrown.validation.slice(0, maxErrors).map(({ instancePath, message }) => ({
      path: instancePath.replace(/^\/$/, ''),
      message,
    }));
    const code = thrown.validationContext === 'body' ? 'BODY_INVALID' : 'QUERY_INVALID';
    const first = errors[0];
    return new ProblemError(
      code,
      first ? `${first.path || 'the body'}: ${first.message}` : problems[code].title,
      errors,
    );
  }
  if (thrown.name === 'CursorError') return new ProblemError('CURSOR_INVALID', thrown.message);
  const code = thrown.statusCode === undefined ? undefined : byStatus[thrown.statusCode];
  return code ? new ProblemError(code, thrown.message) : null;
}

/** A body of nothing but faults is not answered with all of them. */
const maxErrors = 50;

const byStatus: Readonly<Record<number, ProblemCode>> = {
  400: 'BODY_UNREADABLE',
  404: 'NOT_FOUND',
  413: 'BODY_TOO_LARGE',
  415: 'MEDIA_TYPE_UNSUPPORTED',
  429: 'TOO_MANY_REQUESTS',
};

const foreignError = z.looseObject({
  name: z.string(),
  message: z.string(),
  statusCode: z.number().optional(),
  validationContext: z.string().optional(),
  validation: z.array(z.looseObject({ instancePath: z.string(), message: z.string() })).optional(),
});
