import { useState } from 'preact/hooks';
import type { Alert } from '../../../../contract/index.ts';
import { api } from '../api.ts';
import { takeAlert } from '../live.ts';
import { t } from '../messages/index.ts';
import { Icon } from './icon.tsx';

/** Says that somebody looks after it, or takes that back. */
export function Acknowledge({ alert }: { readonly alert: Alert }) {
  const [isAsking, setAsking] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const isTaken = alert.acknowledged !== null;
  const send = async (event: MouseEvent): Promise<void> => {
    const nextFocus = neighbourOf(event.currentTarget as HTMLElement);
    setAsking(true);
    setError(null);
    try {
      takeAlert(await (isTaken ? api.unacknowledge(alert.id) : api.acknowledge(alert.id)));
      // The row moves to another list, and takes the focus along to nowhere: give it to the row that comes next.
      requestAnimationFrame(() => document.activeElement === document.body && nextFocus?.focus());
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure));
    }
    setAsking(false);
  };
  const word = isAsking ? t.alert.acknowledging : isTaken ? t.alert.unacknowledge : t.alert.acknowledge;
  return (
    <span class="row-action">
      <button type="button" class={`button ${isTaken ? 'button-calm' : ''}`} disabled={isAsking} onClick={send}>
        <Icon name={isTaken ? 'undo' : 'hand'} />
        {word}
      </button>
      {error !== null && (
        <span class="row-error" role="alert">
          {t.problem.acknowledge} {error}
        </span>
      )}
    </span>
  );
}

function neighbourOf(button: HTMLElement): HTMLElement | null {
  const item = button.closest('li');
  const next = item?.nextElementSibling ?? item?.previousElementSibling;
  return next?.querySelector<HTMLElement>('.row-toggle') ?? document.querySelector<HTMLElement>('main h1');
}
