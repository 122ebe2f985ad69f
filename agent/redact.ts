/** Takes what tells whose device it is out of a recording, and leaves what tells how it behaves. Pure. */
import { columns, scalars } from '../mibs/oids.ts';
import type { Cell, Oid } from './walk.ts';

/** People's own words: name, place and contact of the system, and of the printer its operator and service person. */
const personal: readonly Oid[] = [
  scalars.sysContact,
  scalars.sysName,
  scalars.sysLocation,
  columns.prtGeneralPrinterName,
  '1.3.6.1.2.1.43.5.1.1.4',
  '1.3.6.1.2.1.43.5.1.1.5',
];
/** Whose very OIDs are addresses: ip, icmp, tcp, udp, egp, snmp's own, ipv6, and the jobs of Job-Monitoring MIBs with their owners. */
const left: readonly Oid[] = [4, 5, 6, 7, 8, 55, 56, 58, 15, 14].map((group) => `1.3.6.1.2.1.${group}`);
const serialNumbers: readonly Oid[] = [...Object.entries(scalars), ...Object.entries(columns)]
  .filter(([name]) => /serial/i.test(name))
  .map(([, oid]) => oid);
const physicalAddress: Oid = columns.ifPhysAddress;
/** Shorter ones would be found in unrelated numbers. */
const leastSerial = 5;

const isBelow = (oid: Oid, roots: readonly Oid[]) => roots.some((root) => oid === root || oid.startsWith(`${root}.`));

/**
 * The cells without addresses, names and serial numbers. Serials and names are blotted wherever they come up, keeping
 * their length and shape (`XK7A01234` becomes `XX0X00000`), so that what parses them still does. `secrets`: further texts to
 * blot, such as the community.
 */
export function redactCells(cells: ReadonlyMap<Oid, Cell>, secrets: readonly string[] = []): Map<Oid, Cell> {
  const blots = [...secrets.filter((secret) => secret !== 'public'), ...findPrivate(cells)];
  const macs = findMacs(cells);
  const kept = new Map<Oid, Cell>();
  for (const [oid, cell] of cells) {
    if (isBelow(oid, left)) continue;
    kept.set(oid, redactCell(oid, cell, blots, macs));
  }
  return kept;
}

function redactCell(oid: Oid, cell: Cell, blots: readonly string[], macs: readonly string[]): Cell {
  if (cell.type === 'ip') return { type: 'ip', value: '192.0.2.1' };
  if (cell.type !== 'octets') return cell;
  const text = latin1(cell.value);
  if (isBelow(oid, personal)) return octets(blot(text));
  return octets(
    blotAddresses(macs.reduce((all, mac) => all.replaceAll(mac, '\x02\0\0\0\0\x01'), blotAll(text, blots))),
  );
}

/** The texts that are private where they stand, to be found where they are repeated. */
function findPrivate(cells: ReadonlyMap<Oid, Cell>): string[] {
  const found = new Set<string>();
  for (const [oid, cell] of cells) {
    if (cell.type !== 'octets' || !isBelow(oid, [...serialNumbers, ...personal])) continue;
    const text = latin1(cell.value).replace(/\0/g, '').trim();
    if (text.length >= leastSerial) found.add(text);
  }
  return [...found].sort((a, b) => b.length - a.length);
}

function findMacs(cells: ReadonlyMap<Oid, Cell>): string[] {
  const found = new Set<string>();
  for (const [oid, cell] of cells) {
    if (cell.type !== 'octets' || !isBelow(oid, [physicalAddress]) || cell.value.length !== 6) continue;
    if (cell.value.some((octet) => octet !== 0)) found.add(latin1(cell.value));
  }
  return [...found];
}

const blotAll = (text: string, blots: readonly string[]) =>
  blots.reduce((all, secret) => (secret === '' ? all : all.replaceAll(secret, blot(secret))), text);

const blot = (text: string) =>
  text
    .replace(/[a-z\x80-\xff]/g, 'x')
    .replace(/[A-Z]/g, 'X')
    .replace(/[0-9]/g, '0');

/** Addresses that stand in a text: mail, web, MAC, IPv4. */
function blotAddresses(text: string): string {
  return text
    .replace(/[\w.+-]+@[\w-]+(\.[\w-]+)+/g, 'user@example.com')
    .replace(/\b(https?|ftp|smb|ldap):\/\/[^\s"'<>]+/gi, '$1://example.com/')
    .replace(/\b([0-9a-f]{2})([:-])([0-9a-f]{2}\2){4}[0-9a-f]{2}\b/gi, '02$200$200$200$200$201')
    .replace(/\b(?!(?:0|127)\.)(\d{1,3}\.){3}\d{1,3}\b(?!\.)/g, (dotted) =>
      dotted.split('.').every((octet) => Number(octet) < 256 && String(Number(octet)) === octet) ? '192.0.2.1' : dotted,
    );
}

const latin1 = (value: Uint8Array) => Buffer.from(value).toString('latin1');
const octets = (text: string): Cell => ({ type: 'octets', value: Buffer.from(text, 'latin1') });
