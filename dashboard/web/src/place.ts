/** Moves the page to another place, and follows the browser's own moves. */
import { route } from './state.ts';
import { hashWith, parseHash } from './view/route.ts';

/** Follows the address; a new view begins at its top, with the focus on its heading for those who listen to it. */
export function followAddress(): void {
  addEventListener('hashchange', () => {
    const before = route.value;
    route.value = parseHash(location.hash);
    if (before.view === route.value.view && before.id === route.value.id) return;
    scrollTo({ top: 0 });
    requestAnimationFrame(() => document.querySelector<HTMLElement>('main h1')?.focus());
  });
}

/** Changes filters without a new step in the history: typing must not fill the back button. */
export function refine(change: Readonly<Record<string, string>>): void {
  const hash = hashWith(route.value, change);
  history.replaceState(null, '', hash);
  route.value = parseHash(hash);
}
