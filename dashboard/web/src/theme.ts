/** Light, dark or as the system has it; kept in this browser. `public/theme.js` sets it before the first paint. */
import { signal } from '@preact/signals';

export const themes = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const key = 'platen.theme';

export const theme = signal<Theme>(themes.find((name) => name === document.documentElement.dataset.theme) ?? 'auto');

/** The next theme of the round: auto, light, dark. */
export function turnTheme(): void {
  const next = themes[(themes.indexOf(theme.value) + 1) % themes.length] ?? 'auto';
  theme.value = next;
  if (next === 'auto') delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = next;
  try {
    localStorage.setItem(key, next);
  } catch {
    // Storage is closed to this page: the choice holds until it is closed.
  }
}
