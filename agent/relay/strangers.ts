/** Addresses outside the list: they may say hello and hear no. Neither their number nor their noise grows. */

export type Strangers = {
  /** False where enough of them are connected. */
  enter(id: string): boolean;
  leave(id: string): void;
  /** Whether an attempt of this address is to be told: once in a while, or a spammer would fill the page. */
  isNews(address: string): boolean;
};

const mostAtOnce = 10;
const quietMs = 10 * 60_000;
const mostRemembered = 1000;

export function createStrangers(now: () => number): Strangers {
  const inside = new Set<string>();
  const toldAt = new Map<string, number>();
  return {
    enter(id) {
      if (inside.size >= mostAtOnce) return false;
      inside.add(id);
      return true;
    },
    leave: (id) => void inside.delete(id),
    isNews(address) {
      const last = toldAt.get(address);
      if (last !== undefined && now() - last < quietMs) return false;
      toldAt.delete(address);
      toldAt.set(address, now());
      const [oldest] = toldAt.keys();
      if (toldAt.size > mostRemembered && oldest !== undefined) toldAt.delete(oldest);
      return true;
    },
  };
}
