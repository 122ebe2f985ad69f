import type { ConsoleLight } from '../../../../contract/index.ts';
import { t } from '../messages/index.ts';
import { Told } from './told.tsx';

const colors: ReadonlySet<string> = new Set(['white', 'red', 'green', 'blue', 'cyan', 'magenta', 'yellow', 'orange']);

/** The lights of a panel as they shine: colour, word and whether they blink. Nothing where a device tells of none. */
export function Lights({ lights }: { readonly lights: readonly ConsoleLight[] | null | undefined }) {
  const named = (lights ?? []).filter(({ name, state }) => name !== '' || state !== 'off').slice(0, 12);
  if (named.length === 0) return null;
  return (
    <ul class="lights" aria-label={t.device.lights}>
      {named.map(({ id, name, color, state }) => (
        <li key={id} class={`light light-${state} glow-${color !== null && colors.has(color) ? color : 'none'}`}>
          <Told text={name || t.device.light} max={40} />
          <span class="light-state">
            {t.device.lightStates[state]}
            {state !== 'off' && color !== null && `, ${color}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
