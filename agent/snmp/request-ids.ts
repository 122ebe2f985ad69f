/** Request ids that an onlooker cannot guess: a forged reply must know the id as well as the address and port. */
import { randomFillSync } from 'node:crypto';
import { requestIds } from './message.ts';

export class RequestIds {
  readonly #isTaken: (id: number) => boolean;
  readonly #block = new Uint32Array(1024);
  #used = this.#block.length;

  constructor(isTaken: (id: number) => boolean) {
    this.#isTaken = isTaken;
  }

  next(): number {
    for (;;) {
      if (this.#used === this.#block.length) {
        randomFillSync(this.#block);
        this.#used = 0;
      }
      const drawn = (this.#block[this.#used++] ?? 0) & requestIds.to;
      if (drawn >= requestIds.from && !this.#isTaken(drawn)) return drawn;
    }
  }
}
