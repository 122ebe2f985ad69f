/** IEEE 1284 device id: `MFG:Xerox; MDL:AltaLink C8045; …`, or with long keys `MANUFACTURER:OKI;MODEL:MC873;…`. */
export type DeviceId = { readonly maker: string | null; readonly model: string | null; readonly serial: string | null };

export function parseDeviceId(text: string | null): DeviceId {
  const fields = new Map<string, string>();
  for (const field of (text ?? '').split(';')) {
    const colon = field.indexOf(':');
    if (colon > 0) fields.set(field.slice(0, colon).trim().toUpperCase(), field.slice(colon + 1).trim());
  }
  const first = (...keys: string[]) => keys.map((key) => fields.get(key)).find((value) => value) ?? null;
  return {
    maker: first('MFG', 'MANUFACTURER', 'MANUFACTURE'),
    model: first('MDL', 'MODEL'),
    serial: first('SN', 'SERN', 'SERIALNUMBER', 'SERIAL'),
  };
}
