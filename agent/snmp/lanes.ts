/** How many devices are asked at the same time, so that silent ones never keep living ones waiting. */

/** A place among those being asked. */
export type Place = {
  /** Gives the place up; the second time does nothing. */
  leave(): void;
};

/**
 * Two lanes of the same width: devices that were silent the last time go through the slow one. Whoever asks leaves
 * early when a device stays silent, and goes on without a place: its own patience bounds how long.
 */
export class Lanes {
  readonly #fast: Lane;
  readonly #slow: Lane;

  /** `pace` says how many the fast lane may hold now. */
  constructor(width: number, pace: () => number = () => width) {
    this.#fast = new Lane(pace);
    this.#slow = new Lane(() => width);
  }

  enter(wasSilent: boolean): Promise<Place> {
    return (wasSilent ? this.#slow : this.#fast).enter();
  }

  /** Resolves when whoever enters the fast lane does not have to wait. */
  room(): Promise<void> {
    return this.#fast.room();
  }
}

class Lane {
  readonly #width: () => number;
  #taken = 0;
  #queue: (() => void)[] = [];
  #head = 0;
  #room: PromiseWithResolvers<void> | null = null;

  constructor(width: () => number) {
    this.#width = width;
  }

  room(): Promise<void> {
    if (this.#taken < this.#width()) return Promise.resolve();
    this.#room ??= Promise.withResolvers();
    return this.#room.promise;
  }

  async enter(): Promise<Place> {
    if (this.#taken < this.#width()) this.#taken++;
    else await new Promise<void>((admitted) => this.#queue.push(admitted));
    let hasLeft = false;
    return {
      leave: () => {
        if (hasLeft) return;
        hasLeft = true;
        this.#taken--;
        this.#admit();
      },
    };
  }

  /** As many as there is room for. One is always let in where nobody is left to leave. */
  #admit(): void {
    while (this.#taken < this.#width() || this.#taken === 0) {
      const admitted = this.#queue[this.#head++];
      if (!admitted) {
        this.#queue = [];
        this.#head = 0;
        this.#room?.resolve();
        this.#room = null;
        return;
      }
      this.#taken++;
      admitted();
    }
  }
}
