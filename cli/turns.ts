/** Going through a long list with a bounded number of its items under way. */

/**
 * Begins the items one after another, as long as fewer than `width` are under way and once there is `room` for another. None
 * waits half begun: what is begun early outlives the garbage collector's first look, and all that it makes later with it.
 * Rejects with the first error, when what was begun by then has ended.
 */
export async function inTurn<T>(
  items: Iterable<T>,
  { width, room }: { readonly width: number; readonly room: () => Promise<void> },
  work: (item: T) => Promise<void>,
): Promise<void> {
  const begun: Promise<void>[] = [];
  const errors: unknown[] = [];
  let running = 0;
  let hasEnded = () => {};
  for (const item of items) {
    if (running >= width) await new Promise<void>((resolve) => (hasEnded = resolve));
    await room();
    if (errors.length > 0) break;
    running++;
    const one = work(item).catch((error: unknown) => void errors.push(error));
    begun.push(
      one.then(() => {
        running--;
        hasEnded();
      }),
    );
  }
  await Promise.all(begun);
  if (errors.length > 0) throw errors[0];
}
