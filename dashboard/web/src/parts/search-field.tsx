import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { Icon } from './icon.tsx';

type Props = {
  readonly label: string;
  readonly hint: string;
  readonly value: string;
  readonly change: (value: string) => void;
};

/** A search field; the key `/` leads to it from anywhere but another field. */
export function SearchField({ label, hint, value, change }: Props) {
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  // Before the field is seen, or a quick hand types into nothing.
  useLayoutEffect(() => {
    const jump = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLElement && event.target.closest('input, textarea, select') !== null;
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
      event.preventDefault();
      field.current?.focus();
    };
    addEventListener('keydown', jump);
    return () => removeEventListener('keydown', jump);
  }, []);
  return (
    <div class="search">
      <label class="unseen" for={id}>
        {label}
      </label>
      <Icon name="search" />
      <input
        id={id}
        ref={field}
        type="search"
        placeholder={hint}
        value={value}
        maxLength={300}
        autocomplete="off"
        spellcheck={false}
        onInput={(event) => change(event.currentTarget.value)}
      />
      <span class="search-key" aria-hidden="true">
        /
      </span>
    </div>
  );
}
