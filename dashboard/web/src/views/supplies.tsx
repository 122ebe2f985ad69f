import { useMemo } from 'preact/hooks';
import type { SupplyRow } from '../../../../contract/index.ts';
import { api } from '../api.ts';
import { useLoaded } from '../loaded.ts';
import { t } from '../messages/index.ts';
import { Growing } from '../parts/growing.tsx';
import { LevelBar, levelWord } from '../parts/level.tsx';
import { memo } from '../parts/memo.ts';
import { Empty, Failure, Loading } from '../parts/quiet.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { Told } from '../parts/told.tsx';
import { refine } from '../place.ts';
import { route } from '../state.ts';
import { hashOf } from '../view/route.ts';
import { fillOf, inkOf, selectSupplies } from '../view/supplies.ts';

/** Every supply of the fleet, emptiest first, with the number to order it by. */
export function Supplies() {
  const { q = '' } = route.value.query;
  const { value, error, reload } = useLoaded(api.supplies, []);
  const shown = useMemo(() => selectSupplies(value ?? [], q), [value, q]);
  return (
    <>
      <header class="view-head">
        <h1 tabIndex={-1}>{t.supplies.title}</h1>
        <SearchField
          label={t.supplies.search}
          hint={t.supplies.searchHint}
          value={q}
          change={(text) => refine({ q: text })}
        />
      </header>
      {!value && (error ? <Failure error={error} retry={reload} /> : <Loading />)}
      {value && shown.length === 0 && <Empty title={value.length === 0 ? t.supplies.none : t.supplies.noneFit} />}
      {shown.length > 0 && (
        <Growing
          items={shown}
          step={100}
          draw={(supply) => <Line key={`${supply.deviceId} ${supply.id}`} supply={supply} />}
          wrap={(lines) => (
            <div class="table-frame">
              <table class="table table-supplies">
                <thead>
                  <tr>
                    <th scope="col">{t.supplies.supply}</th>
                    <th scope="col" class="line-wide">
                      {t.supplies.device}
                    </th>
                    <th scope="col">{t.supplies.level}</th>
                    <th scope="col" class="line-wide">
                      {t.supplies.part}
                    </th>
                  </tr>
                </thead>
                <tbody>{lines}</tbody>
              </table>
            </div>
          )}
        />
      )}
    </>
  );
}

const Line = memo(({ supply }: { readonly supply: SupplyRow }) => {
  const word = levelWord(supply.level, supply.class === 'filled');
  return (
    <tr class={`level-${fillOf(supply.level, supply.limit)}`}>
      <th scope="row">
        <Told text={supply.name} max={80} />
        <span class="line-narrow">
          <Told text={supply.deviceName} max={60} />
          {supply.partNumber !== null && (
            <>
              {' · '}
              <Told text={supply.partNumber} max={40} class="code" />
            </>
          )}
        </span>
      </th>
      <td class="line-wide">
        <a href={hashOf('device', supply.deviceId)}>
          <Told text={supply.deviceName} max={60} />
        </a>
      </td>
      <td class="line-level">
        <LevelBar level={supply.level} limit={supply.limit} ink={inkOf(supply)} />
        <span class="level-word">{word}</span>
      </td>
      <td class="line-wide">{supply.partNumber !== null && <Told text={supply.partNumber} max={40} class="code" />}</td>
    </tr>
  );
});
