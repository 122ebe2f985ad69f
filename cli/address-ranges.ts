/** Many addresses in few words. */

/** `10.0.4.1 to 10.0.4.20, 10.0.4.22`: neighbours in the order of the call; beyond eight runs only how many more. */
export function nameRanges(addresses: readonly string[]): string {
  const runs: { first: string; last: string }[] = [];
  for (const address of addresses) {
    const run = runs.at(-1);
    if (run && areNeighbours(run.last, address)) run.last = address;
    else runs.push({ first: address, last: address });
  }
  const named = runs.map(({ first, last }) => (first === last ? first : `${first} to ${last}`));
  return named.length > 8 ? `${named.slice(0, 8).join(', ')} and ${named.length - 8} more` : named.join(', ');
}

/** IPv4 addresses with the same port, or none. */
function areNeighbours(one: string, next: string): boolean {
  const [a, b] = [one, next].map((text) => /^(\d+)\.(\d+)\.(\d+)\.(\d+)(:\d+)?$/.exec(text));
  return Boolean(a && b && a[5] === b[5] && numberOf(a) + 1 === numberOf(b));
}

function numberOf([, ...octets]: RegExpExecArray): number {
  return octets.slice(0, 4).reduce((sum, octet) => sum * 256 + Number(octet), 0);
}
