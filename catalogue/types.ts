/**
 * The shapes of the catalogue. An entry holds its own proof: what it matches, what that means, what to do, who says so,
 * and real examples, in one literal; one test runs every example against the whole catalogue.
 */
import type { Confidence, Severity, Stage, Who } from '../contract/index.ts';
import type { ConditionKind } from './conditions.ts';
import type { Reason } from './reasons.ts';

/** What an entry tells the reader. Plain words, our own. */
export type Meaning = {
  readonly title: string;
  readonly cause: string;
  readonly remedy: string;
  readonly who: Who;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** Manual pages, RFC sections, registries. For the operator to check. */
  readonly sources: readonly string[];
};

/** Models of one maker that share their codes. */
export type Family = {
  /** As a reader knows them, e.g. `WorkCentre 5632–5687`. */
  readonly name: string;
  /** Tried on the model without the maker's name. */
  readonly models: RegExp;
  /** One that `models` fits. */
  readonly example: string;
};

/** A code or message of a device. */
export type DeviceEntry = Meaning & {
  /** `<vendor>-<code or words>`, unique in the catalogue. */
  readonly id: string;
  /** Lower-case maker; `null` for what every Printer-MIB device may say. */
  readonly vendor: string | null;
  /** Only on these models; an entry of the same code without a family is the fall-back. */
  readonly family?: Family;
  /** Canonical spelling, e.g. `016-764` or `173`; `null` for messages without a number. */
  readonly code: string | null;
  /** Any code that begins so and has no entry of its own, e.g. `077` (of `077-123`), `49` (of `49.4C02`), `SC` (of `SC542`). */
  readonly chain?: string;
  /** Panel or alert text that means this even without a code. */
  readonly text?: RegExp;
  readonly condition: ConditionKind;
  /** Where it differs from the default of the kind. */
  readonly stops?: readonly ('print' | 'scan')[];
  /** Texts as devices write them: each must be explained by this entry. */
  readonly examples: readonly string[];
  /** Written by the office itself: goes before all of ours. */
  readonly isOwn?: true;
};

/** What a reply, an enhanced code or a client-side outcome of SMTP means. */
export type ReplyEntry = Meaning & {
  /** `smtp-<code or words>`, unique. */
  readonly id: string;
  readonly reason: Reason | null;
  readonly match: {
    readonly provider?: string;
    readonly code?: number | readonly number[];
    /** Exact `5.7.139`, `X.7.139` for any class, or a range of details `4.7.500-699`. */
    readonly enhanced?: string;
    readonly stage?: Stage;
    readonly text?: RegExp;
  };
  /** Only where the reply code does not decide it. */
  readonly retryable?: boolean;
  /** Holds for everybody who sends through that account or relay, from the first mail on: one alert, not one per device. */
  readonly scope?: 'tenant';
  readonly examples: readonly string[];
  /** Written by the office itself. */
  readonly isOwn?: true;
  /** Of an office's entry without a reason: all that it says; the rest is as ours have it for the same reply. */
  readonly said?: Partial<Meaning>;
};
