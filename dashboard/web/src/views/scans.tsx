import { useMemo } from 'preact/hooks';
import { api } from '../api.ts';
import { t } from '../messages/index.ts';
import { usePages } from '../pages.ts';
import { Chips } from '../parts/chips.tsx';
import { Empty, Failure, Loading } from '../parts/quiet.tsx';
import { ScanRow } from '../parts/scan-row.tsx';
import { refine } from '../place.ts';
import { route, scans } from '../state.ts';
import { mergeScans } from '../view/merge.ts';
import { fitsScanFilter, readScanFilter, scanFilters } from '../view/scans.ts';
import { Probes } from './probes.tsx';

/** Every scan to e-mail with what became of it, newest first; new ones come in by themselves. */
export function Scans() {
  const filter = readScanFilter(route.value.query.show);
  const { items, error, hasMore, isAsking, more } = usePages(api.scans);
  const live = scans.value;
  const all = useMemo(() => mergeScans(items, live, Number.POSITIVE_INFINITY), [items, live]);
  const shown = all.filter((scan) => fitsScanFilter(scan, filter));
  return (
    <>
      <header class="view-head">
        <h1 tabIndex={-1}>{t.scans.title}</h1>
        <Chips
          label={t.scans.filter}
          value={filter}
          choose={(value) => refine({ show: value === 'all' ? '' : value })}
          choices={scanFilters.map((value) => ({ value, label: t.scanFilter[value] }))}
        />
      </header>
      <Probes />
      {error && all.length === 0 && <Failure error={error} retry={more} />}
      {!error && all.length === 0 && (isAsking ? <Loading /> : <Empty title={t.scans.none}>{t.scans.noneHow}</Empty>)}
      {all.length > 0 && shown.length === 0 && <Empty title={t.scans.noneFit} />}
      {shown.length > 0 && (
        <ul class="rows">
          {shown.map((scan) => (
            <li key={scan.id}>
              <ScanRow scan={scan} />
            </li>
          ))}
        </ul>
      )}
      {hasMore && all.length > 0 && (
        <button type="button" class="button more" disabled={isAsking} onClick={more}>
          {t.more}
        </button>
      )}
    </>
  );
}
