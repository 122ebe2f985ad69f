import type { ComponentChildren } from 'preact';
import { useId, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

type Props = {
  readonly summary: ComponentChildren;
  /** Beside the summary and not part of its button. */
  readonly action?: ComponentChildren;
  readonly isOpen?: boolean;
  readonly children: () => ComponentChildren;
};

/** A row that opens; what is inside is drawn only while it is open. */
export function Disclosure({ summary, action, isOpen = false, children }: Props) {
  const [open, setOpen] = useState(isOpen);
  const id = useId();
  return (
    <div class="row" data-open={open}>
      <div class="row-head">
        <button type="button" class="row-toggle" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
          <Icon name="chevron" />
          {summary}
        </button>
        {action}
      </div>
      <div id={id} class="row-body" hidden={!open}>
        {open && children()}
      </div>
    </div>
  );
}
