import type { Alert } from '../../../../contract/index.ts';
import { api } from '../api.ts';
import { t } from '../messages/index.ts';
import { usePages } from '../pages.ts';
import { Chips } from '../parts/chips.tsx';
import { Empty, Failure, Loading } from '../parts/quiet.tsx';
import { refine } from '../place.ts';
import { alerts, isLoaded, route } from '../state.ts';
import { isOpen } from '../view/status.ts';
import { compareUrgency } from '../view/todo.ts';
import { AlertList } from './todo-lists.tsx';

/** Alerts that are open, or all there ever were, newest first. */
export function Alerts() {
  const show = route.value.query.show === 'all' ? 'all' : 'open';
  return (
    <>
      <header class="view-head">
        <h1 tabIndex={-1}>{t.nav.alerts}</h1>
        <Chips
          label={t.alert.show}
          value={show}
          choose={(value) => refine({ show: value === 'all' ? 'all' : '' })}
          choices={[
            { value: 'open', label: t.alert.open },
            { value: 'all', label: t.alert.all },
          ]}
        />
      </header>
      {show === 'open' ? <Open /> : <All />}
    </>
  );
}

function Open() {
  if (!isLoaded.value) return <Loading />;
  const open = [...alerts.value.values()].filter((alert) => isOpen(alert.state)).sort(compareUrgency);
  return open.length === 0 ? <Empty title={t.alert.none} /> : <AlertList alerts={open} />;
}

function All() {
  const { items, error, hasMore, isAsking, more } = usePages(api.alerts);
  if (error && items.length === 0) return <Failure error={error} retry={more} />;
  if (items.length === 0) return isAsking ? <Loading /> : <Empty title={t.alert.noneEver} />;
  const known = alerts.value;
  const newest = items.map((alert) => newerOf(alert, known.get(alert.id)));
  return (
    <>
      <AlertList alerts={newest} />
      {hasMore && (
        <button type="button" class="button more" disabled={isAsking} onClick={more}>
          {t.more}
        </button>
      )}
    </>
  );
}

const newerOf = (asked: Alert, told: Alert | undefined): Alert => (told && told.seq > asked.seq ? told : asked);
