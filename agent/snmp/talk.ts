/** One visit to one device: its questions one after the other, what they cost, and when to stop asking. */

import type { Oid, Walk } from '../walk.ts';
import { SnmpError } from './error.ts';
import { Findings } from './findings.ts';
import type { Guard, Layout } from './layout.ts';
import type { DeviceMemory } from './memory.ts';
import type { PortionAnswer } from './scalars.ts';
import { type Answer, errorStatus, type Question, type Session } from './session.ts';
import { TalkOver } from './talk-over.ts';
import type { Target } from './target.ts';

/** Bounds of one visit: what no honest printer needs, and what no broken one may exceed. */
export type Limits = {
  readonly requests: number;
  readonly ms: number;
  /** Rows of one column. */
  readonly rows: number;
  readonly cells: number;
};

export const pollLimits: Limits = { requests: 500, ms: 120_000, rows: 1_000, cells: 20_000 };

export type Version = 'v1' | 'v2c' | 'v3';

/** SNMPv2-MIB: what every agent has. */
const system = '1.3.6.1.2.1.1';

/** So many questions in a row without an answer, all their tries included, are the end of a visit. */
const mostLost = 3;

/** How much longer each retry waits than the try before it. */
const backOff = 1.5;

export class Talk {
  readonly memory: DeviceMemory;
  readonly limits: Limits;
  /** Whether anything at all has been answered. */
  hasAnswered = false;
  readonly found: Findings;
  /** Whose instances have been asked for, maybe ahead of their step. */
  readonly fetched = new Set<Layout>();
  /** Answers to exact GETs that have not been looked at. */
  readonly unread: PortionAnswer[] = [];
  /** Instances that a layout has and the device did not give: why, or `null` where it has them no longer. */
  readonly missing = new Map<Oid, string | null>();
  /** The first step of this visit. */
  firstLayout: Layout | null = null;
  /** Waiting for a request that they can ride along with. */
  readonly guards: Guard[] = [];
  requests = 0;
  bytes = 0;
  readonly #waits: readonly number[];
  readonly #session: (version: Version) => Session;
  readonly #onAnswer: () => void;
  readonly #started = performance.now();
  #version: Version;
  #lostInARow = 0;
  #missedBulks = 0;

  constructor(options: {
    readonly target: Target;
    readonly memory: DeviceMemory;
    readonly limits: Limits;
    readonly session: (version: Version) => Session;
    readonly onAnswer: () => void;
  }) {
    const { target, memory } = options;
    this.memory = memory;
    this.limits = options.limits;
    this.found = new Findings(options.limits.cells);
    this.#session = options.session;
    this.#onAnswer = options.onAnswer;
    this.#version = target.credentials.version === 'v2c' && memory.isV1Only ? 'v1' : target.credentials.version;
    this.#waits = Array.from({ length: target.retries + 1 }, (_, i) => Math.round(target.timeoutMs * backOff ** i));
  }

  get version(): Version {
    return this.#version;
  }

  /** What the visit has cost so far. */
  get timing(): Walk['timing'] {
    return { ms: Math.round(performance.now() - this.#started), requests: this.requests, bytes: this.bytes };
  }

  get canBulk(): boolean {
    return this.#version !== 'v1' && !this.memory.refusesBulk;
  }

  /** Rejects with `SnmpError` when this question was not answered, with `TalkOver` when no more may be asked. */
  async ask(question: Question): Promise<Answer> {
    return this.hasAnswered ? this.#count(question, this.#waits) : this.#greet(question);
  }

  /**
   * A GETBULK that stays unanswered is asked again as GETNEXT: some devices never answer GETBULK, and an answer to
   * either is progress when it was only lost. `kind` says which was answered.
   */
  async askRows(question: Question): Promise<{ readonly kind: Question['kind']; readonly answer: Answer }> {
    const next: Question = { kind: 'next', oids: question.oids };
    if (!this.canBulk) return { kind: 'next', answer: await this.ask(next) };
    if (!this.hasAnswered) await this.#greet({ kind: 'next', oids: [system] });
    if (!this.canBulk) return { kind: 'next', answer: await this.ask(next) };
    try {
      const answer = await this.#count(question, this.#waits.slice(0, 1), 0);
      this.memory.answersBulk = true;
      return { kind: 'bulk', answer };
    } catch (error) {
      if (!(error instanceof SnmpError) || error.code === 'SNMP_CLOSED') throw error;
      const retries = this.#waits.slice(1);
      const answer = await this.#count(next, retries.length > 0 ? retries : this.#waits);
      // Once may be a lost datagram, twice is a habit.
      if (++this.#missedBulks >= 2 && !this.memory.answersBulk) this.memory.refusesBulk = true;
      return { kind: 'next', answer };
    }
  }

  /** The first question of a visit finds out whether the device is there, and which version it speaks. */
  async #greet(question: Question): Promise<Answer> {
    try {
      const answer =
        this.#version === 'v2c' ? await this.#greetEither(question) : await this.#count(question, this.#waits);
      if (answer) return answer;
    } catch (error) {
      // It may have learned v2c since.
      this.memory.isV1Only = false;
      throw error;
    }
    this.#version = 'v1';
    this.memory.isV1Only = true;
    return this.#count(question.kind === 'bulk' ? { kind: 'next', oids: question.oids } : question, this.#waits);
  }

  /** `null`: it answered, but only as v1. That question goes out in the second half of the last wait, so costs no time. */
  async #greetEither(question: Question): Promise<Answer | null> {
    const patience = (this.#waits.at(-1) ?? 0) / 2;
    let timer: NodeJS.Timeout | undefined;
    const asV1 = new Promise<null>((resolve) => {
      const heard = (answer: Answer) => {
        this.bytes += answer.bytes;
        this.#noteAnswer();
        resolve(null);
      };
      const probe = () => {
        this.requests++;
        // Silence here is told by the v2c question, which ends at the same time.
        const session = this.#session('v1');
        session.ask({ kind: 'next', oids: [system] }, { waits: [patience] }).then(heard, () => {});
      };
      timer = setTimeout(probe, this.#waits.reduce((sum, wait) => sum + wait, 0) - patience);
    });
    try {
      return await Promise.race([this.#count(question, this.#waits, 0), asV1]);
    } finally {
      clearTimeout(timer);
    }
  }

  #noteAnswer(): void {
    if (this.hasAnswered) return;
    this.hasAnswered = true;
    this.#onAnswer();
  }

  async #count(question: Question, waits: readonly number[], lostCost = 1): Promise<Answer> {
    if (this.#lostInARow >= mostLost) throw new TalkOver('it stopped answering');
    if (this.requests >= this.limits.requests) throw new TalkOver(`more than ${this.limits.requests} requests`);
    if (performance.now() - this.#started > this.limits.ms) throw new TalkOver(`more than ${this.limits.ms / 1000} s`);
    try {
      const answer = await this.#session(this.#version).ask(question, {
        waits,
        sent: () => {
          this.requests++;
        },
      });
      this.bytes += answer.bytes;
      if (!this.hasAnswered && answer.status === errorStatus.authorizationError) {
        throw new SnmpError('SNMP_AUTH', 'the device knows these credentials but does not let them read');
      }
      this.#noteAnswer();
      this.#lostInARow = 0;
      return answer;
    } catch (error) {
      this.#lostInARow += lostCost;
      throw error;
    }
  }
}
