import type { ComponentChildren } from 'preact';

type Choice<T extends string> = { readonly value: T; readonly label: ComponentChildren; readonly count?: number };
type Props<T extends string> = {
  readonly label: string;
  readonly value: T;
  readonly choices: readonly Choice<T>[];
  readonly choose: (value: T) => void;
};

/** One of a few: filters and ways to show a list. */
export function Chips<T extends string>({ label, value, choices, choose }: Props<T>) {
  return (
    <fieldset class="chips">
      <legend class="unseen">{label}</legend>
      {choices.map((choice) => (
        <button
          key={choice.value}
          type="button"
          class="chip"
          aria-pressed={choice.value === value}
          onClick={() => choose(choice.value)}
        >
          {choice.label}
          {choice.count !== undefined && <span class="chip-count">{choice.count}</span>}
        </button>
      ))}
    </fieldset>
  );
}
