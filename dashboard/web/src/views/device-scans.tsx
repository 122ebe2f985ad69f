import type { DeviceDetail, DeviceRow } from '../../../../contract/index.ts';
import { t } from '../messages/index.ts';
import { Age } from '../parts/age.tsx';
import { ScanRow } from '../parts/scan-row.tsx';
import { scanRate } from '../view/scans.ts';

const shown = 20;

type Props = { readonly detail: DeviceDetail; readonly row: DeviceRow };

/** How the scans of a device went: the share that arrived, the last that did and did not, then each of the newest. */
export function DeviceScans({ detail: { scans, scanDays }, row }: Props) {
  if (scans.length === 0) return <p class="aside-calm">{t.device.scansNone}</p>;
  const rate = scanRate(scanDays);
  const { lastSentAt, lastFailedAt } = row.scans;
  return (
    <>
      <p class="scan-rate">
        {rate && <strong>{t.device.scanRate(rate.sent, rate.all, rate.percent)}</strong>}
        {lastSentAt && (
          <span class="pale">
            {t.device.lastSent} <Age at={lastSentAt} say={t.age.ago} />
          </span>
        )}
        {lastFailedAt && (
          <span class="pale">
            {t.device.lastFailed} <Age at={lastFailedAt} say={t.age.ago} />
          </span>
        )}
      </p>
      <ul class="rows">
        {scans.slice(0, shown).map((scan) => (
          <li key={`${scan.at} ${scan.queueId} ${scan.to} ${scan.outcome}`}>
            <ScanRow scan={scan} isOfDevice />
          </li>
        ))}
      </ul>
    </>
  );
}
