/** Which device a reading is of: the one at its place, unless its serial number says that another one has moved there. */
import type { Reading } from '../../contract/index.ts';

/** A device as far as it takes to know it again. */
export type Known = { readonly id: string; readonly serial: string | null; readonly reachable: boolean };

export type Identified =
  | { readonly is: 'known'; readonly id: string }
  /** It has a new address: `id` moves there, and whatever was at that place is somewhere else now. */
  | { readonly is: 'moved'; readonly id: string }
  | { readonly is: 'new' };

/**
 * `atPlace`: the device last seen at this address and port; `withSerial`: those of the same maker and serial number. A
 * serial number alone proves little, since whole fleets report the same one: a device has moved only when it does not
 * answer at its old place. A serial number that nobody knows is new hardware in the old place, and takes it over.
 */
export function identify(reading: Reading, atPlace: Known | null, withSerial: readonly Known[]): Identified {
  const serial = reading.reachable ? reading.identity.serial : null;
  const isSame = atPlace !== null && (serial === null || atPlace.serial === null || atPlace.serial === serial);
  if (isSame) return { is: 'known', id: atPlace.id };
  const moved =
    serial === null ? undefined : withSerial.find((device) => !device.reachable && device.id !== atPlace?.id);
  if (moved) return { is: 'moved', id: moved.id };
  return atPlace ? { is: 'known', id: atPlace.id } : { is: 'new' };
}
