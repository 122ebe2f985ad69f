/** A maker as people write it. */

const spelled: Readonly<Record<string, string>> = { hp: 'HP', oki: 'OKI' };

/** `konica-minolta` → `Konica Minolta`. */
export function makerName(vendor: string): string {
  return (
    spelled[vendor] ??
    vendor.replace(/(^|-)([a-z])/g, (_, dash: string, letter: string) => (dash ? ' ' : '') + letter.toUpperCase())
  );
}
