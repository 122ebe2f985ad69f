/** What is remembered of devices from visit to visit. */
import type { Session } from './session.ts';
import type { Target } from './target.ts';

export type DeviceMemory = {
  /** It answers v1 and not v2c. */
  isV1Only: boolean;
  /** It answers GETNEXT and not GETBULK. */
  refusesBulk: boolean;
  /** It did not answer the last visit. */
  wasSilent: boolean;
  /** v3: knows the device's engine and clock, which cost two requests to learn. */
  userSession: Session | null;
};

const mostDevices = 70_000;

export class Memories {
  /** In the order of use, so that the first is the one longest unused. */
  readonly #byDevice = new Map<string, DeviceMemory>();

  of(target: Target): DeviceMemory {
    const key = JSON.stringify([target.address, target.port, target.credentials]);
    const memory = this.#byDevice.get(key) ?? newMemory();
    this.#byDevice.delete(key);
    this.#byDevice.set(key, memory);
    if (this.#byDevice.size > mostDevices) this.#forgetOldest();
    return memory;
  }

  close(): void {
    for (const memory of this.#byDevice.values()) memory.userSession?.close();
    this.#byDevice.clear();
  }

  #forgetOldest(): void {
    for (const [key, memory] of this.#byDevice) {
      memory.userSession?.close();
      this.#byDevice.delete(key);
      return;
    }
  }
}

const newMemory = (): DeviceMemory => ({ isV1Only: false, refusesBulk: false, wasSilent: false, userSession: null });
