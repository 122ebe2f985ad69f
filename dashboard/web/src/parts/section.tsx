import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

type Props = {
  readonly title: string;
  /** How many things are in it, beside the title. */
  readonly count?: number | undefined;
  readonly note?: ComponentChildren;
  readonly aside?: ComponentChildren;
  readonly class?: string;
  readonly children: ComponentChildren;
};

/** A titled part of a view. */
export function Section({ title, count, note, aside, class: className = '', children }: Props) {
  const id = useId();
  return (
    <section class={`section ${className}`} aria-labelledby={id}>
      <header class="section-head">
        <h2 id={id}>
          {title}
          {count !== undefined && count > 0 && <span class="section-count">{count}</span>}
        </h2>
        {note !== undefined && <span class="section-note">{note}</span>}
        {aside !== undefined && <span class="section-aside">{aside}</span>}
      </header>
      {children}
    </section>
  );
}
