/** Parts that several simulated devices share. */
import type { Color, SupplyDescription, TrayDescription } from '../printer/description.ts';

export const contact = 'it@office.example';

type Named = (color: string) => string;

const inOrder: readonly Color[] = ['black', 'cyan', 'magenta', 'yellow'];
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** One supply per colour, in the order black, cyan, magenta, yellow; `levels` likewise. */
export function perColor(
  name: Named,
  part: Omit<SupplyDescription, 'name' | 'color' | 'level'>,
  levels: readonly [number, number, number, number],
): SupplyDescription[] {
  return inOrder.map((color, i) => ({
    ...part,
    name: name(capital(color)),
    // Drums have no colorant in most devices: RFC 3805 gives them colorant index 0.
    ...(part.type === 'opc' ? {} : { color }),
    level: levels[i] ?? 0,
  }));
}

export const tray = (name: string, capacity: number, level: number, media = 'A4'): TrayDescription => ({
  name,
  media,
  capacity,
  level,
});

export const bypass = (name: string, capacity: number): TrayDescription => ({
  name,
  media: 'A4',
  capacity,
  level: 0,
  kind: 'bypass',
});
