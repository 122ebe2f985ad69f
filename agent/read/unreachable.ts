/** The reading of a device that could not be asked: everything is unknown but who it was. */
import { meaningOf } from '../../catalogue/index.ts';
import type { Identity, Reading, ReadingError } from '../../contract/index.ts';
import { noCounters } from './counters.ts';
import { cleanText } from './text.ts';

export type UnreachableOptions = {
  readonly address: string;
  readonly port: number;
  readonly takenAt: string;
  /** `SNMP_TIMEOUT`, `SNMP_AUTH` … and a sentence. */
  readonly error: ReadingError;
  readonly timing: Reading['timing'];
  /** The last reading that had an answer: its identity is kept, nothing else. */
  readonly last?: Reading;
};

const nobody: Identity = {
  vendor: 'unknown',
  model: null,
  serial: null,
  firmware: null,
  name: null,
  location: null,
  contact: null,
  mac: null,
  sysObjectId: null,
  description: null,
};

/**
 * All lists are `null`, so that no other condition of the device ends by its silence. Answers that cannot be understood are
 * a trouble of another kind than none at all.
 */
export function unreachableReading({ address, port, takenAt, error, timing, last }: UnreachableOptions): Reading {
  const kind = error.code === 'SNMP_GARBLED' ? 'garbled-answers' : 'device-unreachable';
  const { title, cause, remedy, who, severity, stops } = meaningOf(kind);
  const message = cleanText(error.message);
  return {
    schema: 'platen.reading/1',
    address,
    port,
    takenAt,
    reachable: false,
    error: { code: error.code, message },
    identity: last?.identity ?? nobody,
    status: 'unreachable',
    statusReasons: [`poll: ${error.code}`],
    uptimeSeconds: null,
    errorBits: null,
    supplies: null,
    inputs: null,
    outputs: null,
    covers: null,
    counters: noCounters,
    console: null,
    consoleLights: null,
    alertRows: null,
    conditions: [
      {
        kind,
        key: kind,
        entry: kind,
        code: null,
        severity,
        stops: [...stops],
        title,
        cause,
        remedy,
        who,
        where: null,
        source: 'poll',
        evidence: `${error.code}: ${message}`,
      },
    ],
    warnings: [],
    timing: { ...timing },
  };
}
