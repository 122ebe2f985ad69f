import { useMemo } from 'preact/hooks';
import { t } from '../messages/index.ts';
import { Chips } from '../parts/chips.tsx';
import { Growing } from '../parts/growing.tsx';
import { Icon } from '../parts/icon.tsx';
import { Empty } from '../parts/quiet.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { Section } from '../parts/section.tsx';
import { refine } from '../place.ts';
import { devices, route } from '../state.ts';
import { countFilters, fleetFilters, readFilter, selectFleet } from '../view/fleet.ts';
import { DeviceCard } from './device-card.tsx';
import { DeviceLine } from './device-line.tsx';

/** All devices, worst first, as cards or as a table; search and filter are kept in the address. */
export function Fleet() {
  const { q = '', status, as } = route.value.query;
  const filter = readFilter(status);
  const all = devices.value;
  const shown = useMemo(() => selectFleet(all.values(), filter, q), [all, filter, q]);
  const counts = useMemo(() => countFilters(all.values()), [all]);
  const shape = as === 'table' ? 'table' : 'cards';
  return (
    <Section title={t.home.fleet} count={all.size} class="fleet">
      <div class="tools">
        <SearchField label={t.home.search} hint={t.home.searchHint} value={q} change={(text) => refine({ q: text })} />
        <Chips
          label={t.home.filter}
          value={filter}
          choose={(value) => refine({ status: value === 'all' ? '' : value })}
          choices={fleetFilters
            .filter((value) => value === 'all' || value === filter || counts[value] > 0)
            .map((value) => ({ value, label: t.fleetFilter[value], count: counts[value] }))}
        />
        <Chips
          label={t.home.show}
          value={shape}
          choose={(value) => refine({ as: value === 'cards' ? '' : value })}
          choices={(['cards', 'table'] as const).map((value) => ({ value, label: <ShapeLabel shape={value} /> }))}
        />
      </div>
      {shown.length === 0 && (
        <Empty title={t.home.fleetNone}>
          <button type="button" class="button" onClick={() => refine({ q: '', status: '' })}>
            {t.home.fleetClear}
          </button>
        </Empty>
      )}
      {shown.length > 0 && shape === 'cards' && (
        <Growing
          items={shown}
          draw={(device) => <DeviceCard key={device.id} device={device} />}
          wrap={(cards) => <ul class="cards">{cards}</ul>}
        />
      )}
      {shown.length > 0 && shape === 'table' && (
        <Growing
          items={shown}
          step={100}
          draw={(device) => <DeviceLine key={device.id} device={device} />}
          wrap={(lines) => (
            <div class="table-frame">
              <table class="table">
                <thead>
                  <tr>
                    <th scope="col">{t.home.columns.status}</th>
                    <th scope="col">{t.home.columns.device}</th>
                    <th scope="col" class="line-place">
                      {t.home.columns.place}
                    </th>
                    <th scope="col">{t.home.columns.supplies}</th>
                    <th scope="col" class="line-panel">
                      {t.home.columns.panel}
                    </th>
                    <th scope="col" class="line-address">
                      {t.home.columns.address}
                    </th>
                    <th scope="col" class="end">
                      {t.home.columns.heard}
                    </th>
                  </tr>
                </thead>
                <tbody>{lines}</tbody>
              </table>
            </div>
          )}
        />
      )}
    </Section>
  );
}

function ShapeLabel({ shape }: { readonly shape: 'cards' | 'table' }) {
  return (
    <>
      <Icon name={shape} />
      <span class="chip-word">{t.home[shape]}</span>
    </>
  );
}
