/** Maker, model, serial number and firmware, from everything that names them. */
import type { Identity } from '../../contract/index.ts';
import { columns, scalars } from '../../mibs/oids.ts';
import type { DeviceId } from './device-id.ts';
import { parseDeviceId } from './device-id.ts';
import type { General } from './general.ts';
import type { Host } from './host.ts';
import type { MakerFacts } from './maker.ts';
import { modelIn } from './models.ts';
import { type Sheet, textIn } from './sheet.ts';
import { describeSystem } from './sys-descr.ts';
import type { SystemGroup } from './system.ts';
import { brandOf, vendorByOid } from './vendors.ts';

/** The maker by trust: what the device says of itself, its product numbers, its other texts. `unknown` for none. */
export function vendorOf(system: SystemGroup, host: Host, id: DeviceId): string {
  return (
    brandOf(system.description) ??
    vendorByOid(system.objectId) ??
    brandOf(host.description) ??
    brandOf(id.maker) ??
    vendorByOid(host.product) ??
    brandOf(id.model) ??
    'unknown'
  );
}

/** The IEEE 1284 text, which several makers answer at HP's place, and some in hrDeviceID. */
export function readDeviceId(sheet: Sheet, host: Host): DeviceId {
  const texts = [
    sheet.cell(scalars.gdStatusId),
    sheet.cell(scalars.brIeee1284Id),
    ...sheet.column(columns.xcmGenBaseSystem1284DeviceId).values(),
    ...sheet.column(columns.epsonDeviceId).values(),
    ...sheet.column(columns.dellDeviceId).values(),
  ].map((cell) => textIn(cell));
  const found = [...texts, host.productText].find((text) => text?.includes(':') && text.includes(';'));
  return parseDeviceId(found ?? null);
}

/** Makers whose sysDescr names the network card or the system, not the printer. */
const cardInDescription = new Set(['hp', 'brother', 'kyocera', 'epson']);

export type IdentitySources = {
  readonly vendor: string;
  readonly system: SystemGroup;
  readonly host: Host;
  readonly general: General;
  readonly deviceId: DeviceId;
  readonly facts: readonly MakerFacts[];
  readonly mac: string | null;
};

export function readIdentity({ vendor, system, host, general, deviceId, facts, mac }: IdentitySources): Identity {
  const said = describeSystem(system.description, vendor);
  const ofMaker = facts.map((each) => each.model ?? null);
  const ofSystem = said.model;
  const candidates = cardInDescription.has(vendor)
    ? [...ofMaker, host.description, deviceId.model, ofSystem]
    : [ofSystem, ...ofMaker, host.description, deviceId.model];
  return {
    vendor,
    model: firstOf(candidates.map(modelIn)),
    serial: firstOf(
      [general.serial, ...facts.map((each) => each.serial), said.serial, deviceId.serial].map(realSerial),
    ),
    firmware: firstOf([...facts.map((each) => each.firmware), said.firmware].map(realVersion)),
    name: system.name,
    location: system.location,
    contact: system.contact,
    mac,
    sysObjectId: system.objectId,
    description: system.description,
  };
}

function firstOf(values: readonly (string | null | undefined)[]): string | null {
  return values.find((value) => value) ?? null;
}

function realSerial(text: string | null | undefined): string | null {
  return text && !/^(?:x+|0+|-+|\?+|n\/?a|none|unknown|not (?:set|available))$/i.test(text) ? text : null;
}

function realVersion(text: string | null | undefined): string | null {
  const version = text?.replace(/^(?:OS|firmware|f\/?w|version|ver\.?)[ :]+(?=\S)/i, '');
  return version && !/^(?:-+|n\/?a|none|unknown|not installed|registered)$/i.test(version) ? version : null;
}
