/** What to ask: first who it is, then everything that a printer of this maker can tell. */
import { columns, scalars } from '../../mibs/oids.ts';
import type { Oid, Plan, Walk } from '../walk.ts';
import { alertColumns } from './alert-rows.ts';
import { consoleColumns } from './console.ts';
import { markerColumns } from './counters.ts';
import { coverColumns } from './covers.ts';
import { parseDeviceId } from './device-id.ts';
import { generalColumns, languageColumns } from './general.ts';
import { deviceColumns, printerColumns, readHost } from './host.ts';
import { vendorOf } from './identity.ts';
import { lightColumns } from './lights.ts';
import { makersOf } from './makers.ts';
import { layOut } from './sheet.ts';
import { colorantColumns, supplyColumns } from './supplies.ts';
import { interfaceColumns, readSystem, systemScalars } from './system.ts';
import { inputColumns, outputColumns } from './trays.ts';
import { vendorByOid } from './vendors.ts';

/** Asked of everything that has an address. */
export const firstPlan: Plan = { scalars: systemScalars, columns: [deviceColumns] };

/** The standard tables; the alert table first, because it is what the visit is for. */
const standard: readonly (readonly Oid[])[] = [
  alertColumns,
  printerColumns,
  supplyColumns,
  inputColumns,
  outputColumns,
  coverColumns,
  generalColumns,
  consoleColumns,
  lightColumns,
  markerColumns,
  colorantColumns,
  [columns.prtMediaPathDescription],
  languageColumns,
  interfaceColumns,
];

/** The rest, by maker. `first` is what `firstPlan` brought. */
export function planFor(first: Walk): Plan {
  const sheet = layOut(first);
  const system = readSystem(sheet);
  const host = readHost(sheet);
  const vendor = vendorOf(system, host, parseDeviceId(host.productText));
  const makers = makersOf(vendor, vendorByOid(system.objectId), vendorByOid(host.product));
  return {
    scalars: [...new Set([scalars.gdStatusId, ...makers.flatMap((maker) => maker.scalars)])],
    columns: [...standard, ...makers.flatMap((maker) => maker.columns)],
  };
}
