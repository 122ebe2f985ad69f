import { clip, showControls } from '../view/text.ts';

type Props = { readonly text: string; readonly max?: number; readonly class?: string };

/**
 * A text that somebody else wrote: a device, a log, a person. Shown as text, cut to its place, and kept from turning the
 * writing direction of what stands beside it. The whole of what was cut is in the tooltip, up to a bound.
 */
export function Told({ text, max = 160, class: className = '' }: Props) {
  const shown = clip(showControls(text), max);
  const isCut = text.length > max;
  return (
    <bdi class={`told ${className}`} title={isCut ? clip(showControls(text), 1000) : undefined}>
      {shown}
    </bdi>
  );
}
