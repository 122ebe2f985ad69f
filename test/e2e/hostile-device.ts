/** A printer whose texts try to be more than text: markup, marks of writing direction, emoji, control characters, length. */
import { xeroxDevices } from '../../simulator/devices/xerox.ts';
import type { PrinterDescription } from '../../simulator/printer/description.ts';

const harm = '<img src=x onerror="window.harm=1"><script>window.harm=2</script>';
/** Right-to-left override without its end, Arabic, Hebrew. */
const turned = '\u202egnp.tnirp مرحبا שלום';

export const hostileName = `${harm} 🖨️ ${turned}`;
export const hostileLocation = `"><svg onload="window.harm=3"> ${'long place '.repeat(900)}`;
export const hostileSupply = `</td></table>${harm} ${turned}`;

export function hostileDevice(): PrinterDescription {
  const [like] = xeroxDevices;
  if (!like) throw new Error('the office has no Xerox device');
  return {
    ...like,
    id: 'hostile-printer',
    name: hostileName,
    location: hostileLocation,
    serial: `SIM<b>${harm}</b>`,
    contact: 'javascript:alert(1)',
    supplies: like.supplies.map((supply, place) => (place === 0 ? { ...supply, name: hostileSupply } : supply)),
    covers: [`${harm} cover`, ...like.covers.slice(1)],
  };
}
