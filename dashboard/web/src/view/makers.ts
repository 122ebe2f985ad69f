/** Makers as they write themselves; the contract has them in lower case. */
const names: Readonly<Record<string, string>> = {
  brother: 'Brother',
  canon: 'Canon',
  dell: 'Dell',
  epson: 'Epson',
  fujifilm: 'Fujifilm',
  hp: 'HP',
  'konica-minolta': 'Konica Minolta',
  kyocera: 'Kyocera',
  lexmark: 'Lexmark',
  oki: 'OKI',
  ricoh: 'Ricoh',
  samsung: 'Samsung',
  sharp: 'Sharp',
  toshiba: 'Toshiba',
  xerox: 'Xerox',
  zebra: 'Zebra',
};

/** The maker's name; empty where it is not known. */
export function makerName(vendor: string): string {
  if (vendor === 'unknown') return '';
  return names[vendor] ?? vendor.slice(0, 40);
}
