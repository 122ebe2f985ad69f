/** Web lists copied from each other, without model, severity or source: the only witness for some entries. */
export const olderLists =
  'Older web lists of codes, e.g. https://lokasi.purwana.net/etoday/list-of-error-codes-clfala.html';
