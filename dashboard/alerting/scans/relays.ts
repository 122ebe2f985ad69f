/**
 * One alert for a cause that lies with the relay or the tenant, however many devices meet it. Two devices that fail for
 * the same reason at the same server make one; what the reply says of the whole tenant makes it from the first mail.
 */
import type { Condition, ScanResult } from '../../../contract/index.ts';
import { evidenceOf, relayOf, sideOf } from './fate.ts';
import { keyOf, wordsOf } from './mails.ts';

/** A device and those of its failures that no later success made good. */
export type Failing = { readonly id: string; readonly name: string; readonly failures: readonly ScanResult[] };

export type RelayTrouble = {
  readonly condition: Condition;
  /** What need not be told of a device by itself: its id to the keys of its conditions. */
  readonly covers: ReadonlyMap<string, ReadonlySet<string>>;
};

/** What alerts of a relay begin with. */
export function relaySubject(agent: string): string {
  return `relay/${agent}`;
}

/** `open`: keys of such conditions that are alerts already; they last until no device fails any more. */
export function judgeRelays(devices: readonly Failing[], open: ReadonlySet<string>): RelayTrouble[] {
  const failures = devices.flatMap(({ failures: own, ...device }) =>
    own.filter(isOfRelay).map((failure) => ({ device, failure })),
  );
  const byCause = Map.groupBy(failures, ({ failure }) => `relay-refuses/${relayOf(failure)}/${failure.reason}`);
  return [...byCause].flatMap(([key, met]) => {
    const names = new Map(met.map(({ device }) => [device.id, device.name]));
    const isOfTenant = met.some(({ failure }) => failure.scope === 'tenant');
    if (names.size < 2 && !isOfTenant && !open.has(key)) return [];
    const last = met.reduce((one, other) => (other.failure.at > one.failure.at ? other : one)).failure;
    const covers = new Map([...names.keys()].map((id) => [id, new Set([keyOf(last)])]));
    return [{ condition: conditionOf(key, last, [...names.values()]), covers }];
  });
}

function isOfRelay(failure: ScanResult): boolean {
  return failure.scope === 'tenant' || sideOf(failure) === 'device';
}

function conditionOf(key: string, last: ScanResult, names: readonly string[]): Condition {
  const listed = names.slice(0, 10).join(', ') + (names.length > 10 ? ` and ${names.length - 10} more` : '');
  return {
    kind: 'relay-refuses',
    key,
    ...wordsOf(last),
    severity: 'critical',
    stops: ['scan'],
    where: relayOf(last),
    evidence: `${listed}: ${evidenceOf(last)}`.slice(0, 500),
  };
}
