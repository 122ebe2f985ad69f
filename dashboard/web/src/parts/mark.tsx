import type { DeviceStatus, Severity } from '../../../../contract/index.ts';
import { t } from '../messages/index.ts';
import { type Look, severityLooks, statusLooks } from '../view/status.ts';
import { Shape } from './shape.tsx';

/** Shape, colour and word of a state. */
export function Mark({ look, word }: { readonly look: Look; readonly word: string }) {
  return (
    <span class={`mark tone-${look.tone}`}>
      <Shape shape={look.shape} />
      <span class="mark-word">{word}</span>
    </span>
  );
}

export const StatusMark = ({ status }: { readonly status: DeviceStatus }) => (
  <Mark look={statusLooks[status]} word={t.status[status]} />
);
export const SeverityMark = ({ severity }: { readonly severity: Severity }) => (
  <Mark look={severityLooks[severity]} word={t.severity[severity]} />
);
