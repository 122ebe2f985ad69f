/** Questions under way, each with a request id that an onlooker cannot guess: a forged reply must know it, too. */
import { randomFillSync } from 'node:crypto';
import { requestIds } from './message.ts';

type Place<T> = { readonly id: number; readonly question: T };

/**
 * A table of our own, because a `Map` with so many comings and goings is replaced again and again, and each one left behind
 * keeps alive, until the next great collection, all that was under way at that moment: ten times the memory of the visits.
 */
export class Questions<T> {
  /** A question stands at the place that the low bits of its id say; ids are drawn until one finds its place free. */
  #places: (Place<T> | undefined)[] = new Array(256).fill(undefined);
  #count = 0;
  readonly #random = new Uint32Array(1024);
  #drawn = this.#random.length;

  /** Gives the id that the question has from now on. */
  add(question: T): number {
    if (this.#count * 2 >= this.#places.length) this.#grow();
    for (;;) {
      const id = this.#draw();
      const place = id & (this.#places.length - 1);
      if (id < requestIds.from || this.#places[place]) continue;
      this.#places[place] = { id, question };
      this.#count++;
      return id;
    }
  }

  find(id: number): T | undefined {
    const found = this.#places[id & (this.#places.length - 1)];
    return found?.id === id ? found.question : undefined;
  }

  remove(id: number): void {
    if (this.find(id) === undefined) return;
    this.#places[id & (this.#places.length - 1)] = undefined;
    this.#count--;
  }

  all(): T[] {
    return this.#places.flatMap((each) => each?.question ?? []);
  }

  /** Two ids with different low bits have different low bits in a larger table as well. */
  #grow(): void {
    const places: (Place<T> | undefined)[] = new Array(this.#places.length * 2).fill(undefined);
    for (const each of this.#places) if (each) places[each.id & (places.length - 1)] = each;
    this.#places = places;
  }

  #draw(): number {
    if (this.#drawn === this.#random.length) {
      randomFillSync(this.#random);
      this.#drawn = 0;
    }
    return (this.#random[this.#drawn++] ?? 0) & requestIds.to;
  }
}
