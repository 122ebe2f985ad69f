/** XCMI job monitoring (253.8.59) and service monitoring (253.8.74): scans that failed, as far as Xerox tells. */
import { columns } from '../../mibs/oids.ts';
import type { Oid } from '../walk.ts';
import type { MakerTrouble } from './maker.ts';
import { numberIn, octetsIn, oidIn, rowsOf, type Sheet, textIn } from './sheet.ts';

type Part = { readonly columns: readonly Oid[]; readonly read: (sheet: Sheet) => MakerTrouble[] };

/** Last arc of xcmJobServiceType: 253.8.58.2.n. */
const scanJobs: Readonly<Record<number, { key: string; where: string }>> = {
  1: { key: 'scan-to-file', where: 'Scan to file' },
  3: { key: 'scan-to-fax', where: 'Scan to fax' },
  4: { key: 'scan-to-mail', where: 'Scan to mail' },
};

const withErrors = 0x40;
const abortedBySystem = 0x200;
/** xcmJobX2StateReasons: what the device was at. */
const stages = [
  [0x100, 'while sending mail'],
  [0x40, 'while sending a file'],
  [0x4, 'while scanning'],
] as const;

/** Jobs that ended with errors or were aborted by the system stay in the table for a while: as long, the trouble is told. */
export const xeroxJobs: Part = {
  columns: [columns.xcmJobServiceType, columns.xcmJobStateReasons, columns.xcmJobX2StateReasons],
  read: (sheet) => {
    const found = new Map<string, MakerTrouble>();
    for (const id of rowsOf(sheet, columns.xcmJobStateReasons)) {
      const type = oidIn(sheet.column(columns.xcmJobServiceType).get(id));
      const job = scanJobs[Number(type?.split('.').at(-1))];
      const reasons = bitsIn(sheet, columns.xcmJobStateReasons, id) ?? 0;
      if (!job || (reasons & (withErrors | abortedBySystem)) === 0) continue;
      const what = reasons & abortedBySystem ? 'aborted by the system' : 'completed with errors';
      const stage = bitsIn(sheet, columns.xcmJobX2StateReasons, id) ?? 0;
      const at = stages.find(([bit]) => (stage & bit) !== 0)?.[1];
      const evidence = `${columns.xcmJobStateReasons}.${id} = ${job.where}: ${[what, at].filter(Boolean).join(' ')}`;
      found.set(job.key, { kind: 'scan-failed', key: job.key, source: 'job', where: job.where, evidence });
    }
    return [...found.values()];
  },
};

/** XcmSvcMonServiceType of what scans and mails. */
const scanServices = new Set([101, 104, 117, 304, 307]);
const noContact = 27;
const criticalFault = 40;

export const xeroxServices: Part = {
  columns: [columns.xcmSvcMonServiceName, columns.xcmSvcMonServiceType, columns.xcmSvcMonServiceStateDetail],
  read: (sheet) =>
    rowsOf(sheet, columns.xcmSvcMonServiceStateDetail).flatMap((id): MakerTrouble[] => {
      const type = numberIn(sheet.column(columns.xcmSvcMonServiceType).get(id)) ?? 0;
      const detail = bitsIn(sheet, columns.xcmSvcMonServiceStateDetail, id);
      if (!scanServices.has(type) || (detail !== noContact && detail !== criticalFault)) return [];
      const where = textIn(sheet.column(columns.xcmSvcMonServiceName).get(id));
      const what = detail === noContact ? 'no contact with the host' : 'critical fault';
      return [
        {
          kind: detail === noContact ? 'scan-server' : 'scan-failed',
          key: `service-${type}`,
          source: 'job',
          where,
          evidence: `${columns.xcmSvcMonServiceStateDetail}.${id} = ${detail} (${what})`,
        },
      ];
    }),
};

/** A number that comes as an integer, as digits, or as up to four octets, highest first. */
function bitsIn(sheet: Sheet, column: Oid, id: string): number | null {
  const cell = sheet.column(column).get(id);
  const number = numberIn(cell);
  if (number !== null) return number;
  const octets = octetsIn(cell);
  if (octets === null || octets.length === 0 || octets.length > 4) return null;
  return octets.reduce((sum, octet) => sum * 256 + octet, 0);
}
