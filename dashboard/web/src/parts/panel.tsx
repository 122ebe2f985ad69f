import { t } from '../messages/index.ts';
import { Told } from './told.tsx';

type Props = { readonly lines: readonly string[]; readonly max?: number };

/** What the panel of a device says, set like a display. Nothing where it says nothing. */
export function Panel({ lines, max = 2 }: Props) {
  if (lines.length === 0) return null;
  return (
    <div class="panel">
      <span class="unseen">{t.device.panelOf}: </span>
      {lines.slice(0, max).map((line, row) => (
        <Told key={row} text={line} max={120} class="panel-line" />
      ))}
    </div>
  );
}
