import { useState } from 'preact/hooks';

type Props = {
  readonly word: string;
  readonly doing: string;
  readonly act: () => Promise<unknown>;
  readonly done?: () => void;
};

/** A button that does something on the dashboard, says while it does, and says what went wrong. */
export function Doing({ word, doing, act, done }: Props) {
  const [isDoing, setDoing] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const start = async (): Promise<void> => {
    setDoing(true);
    setError(null);
    try {
      await act();
      done?.();
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure));
    }
    setDoing(false);
  };
  return (
    <span class="row-action">
      <button type="button" class="button" disabled={isDoing} onClick={start}>
        {isDoing ? doing : word}
      </button>
      {error !== null && (
        <span class="row-error" role="alert">
          {error}
        </span>
      )}
    </span>
  );
}
