import type { Shape as ShapeName } from '../view/status.ts';

/** Filled body and cut-out mark of each shape on a grid of 16; told apart without colour, also when printed in grey. */
const shapes: Readonly<Record<ShapeName, { readonly body: string; readonly mark: string; readonly isOutline?: true }>> =
  {
    octagon: { body: 'M5 1h6l4 4v6l-4 4H5l-4-4V5z', mark: 'M5.4 5.4l5.2 5.2M10.6 5.4l-5.2 5.2' },
    triangle: { body: 'M8 1.2 15.4 14.4H.6z', mark: 'M8 5.8v4M8 12v.1' },
    check: { body: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1z', mark: 'M4.9 8.3l2.2 2.2 4-4.6' },
    dots: { body: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1z', mark: 'M4.8 8h.1M8 8h.1M11.2 8h.1' },
    moon: { body: 'M6.2 1.4A6.8 6.8 0 1 0 14.6 9.8 6 6 0 0 1 6.2 1.4z', mark: '' },
    broken: { body: 'M2 2l12 12M13.5 10.5a6.3 6.3 0 0 0-8-8M2.5 5.5a6.3 6.3 0 0 0 8 8', mark: '', isOutline: true },
    diamond: { body: 'M8 1.4 14.6 8 8 14.6 1.4 8zM8 8v.01', mark: '', isOutline: true },
    dash: { body: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1z', mark: 'M5 8h6' },
    'letter-i': {
      body: 'M3 1h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H3a2 2 0 0 1-2-2V3a2 2 0 0 1 2-2z',
      mark: 'M8 4.7v.1M8 7.5v4',
    },
    clock: { body: 'M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1z', mark: 'M8 4.5V8l2.4 1.6' },
    bounce: { body: 'M1 3h14v10H1z', mark: 'M11.5 8H5M7.3 5.5 4.8 8l2.5 2.5' },
  };

/** The shape of a state; says nothing to a screen reader, the word beside it does. */
export function Shape({ shape }: { readonly shape: ShapeName }) {
  const { body, mark, isOutline } = shapes[shape];
  return (
    <svg class="shape" viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      <path d={body} class={isOutline ? 'shape-line' : 'shape-body'} />
      {mark !== '' && <path d={mark} class="shape-mark" />}
    </svg>
  );
}
