import type { Alert } from '../../../../contract/index.ts';
import { t } from '../messages/index.ts';
import { AlertRow } from '../parts/alert-row.tsx';
import { Growing } from '../parts/growing.tsx';
import { Empty } from '../parts/quiet.tsx';
import { Section } from '../parts/section.tsx';
import { devices, todo } from '../state.ts';

/** What needs somebody, what is not heard from, what can wait, and what somebody looks after already. */
export function TodoLists() {
  const { needs, unheard, later, taken } = todo.value;
  const isCalm = needs.length === 0 && unheard.length === 0;
  return (
    <>
      {isCalm && devices.value.size > 0 && (
        <Section title={t.home.needs}>
          <Empty title={t.home.calm}>{t.home.calmMore}</Empty>
        </Section>
      )}
      {needs.length > 0 && (
        <Section title={t.home.needs} count={needs.length} class="section-main">
          <AlertList alerts={needs} />
        </Section>
      )}
      {unheard.length > 0 && (
        <Section title={t.home.unheard} count={unheard.length}>
          <AlertList alerts={unheard} />
        </Section>
      )}
      {later.length > 0 && <Folded title={t.home.later} alerts={later} />}
      {taken.length > 0 && <Folded title={t.home.taken} alerts={taken} />}
    </>
  );
}

type ListProps = {
  readonly alerts: readonly Alert[];
  /** The list stands in the view of their device: no row names it, and the worst is open from the start. */
  readonly isOfDevice?: boolean;
};

/** Alerts as rows; drawn as far as somebody scrolls. */
export function AlertList({ alerts, isOfDevice = false }: ListProps) {
  const known = devices.value;
  const worst = isOfDevice ? alerts[0]?.id : undefined;
  return (
    <Growing
      items={alerts}
      step={30}
      wrap={(rows) => <ul class="rows">{rows}</ul>}
      draw={(alert) => (
        <li key={alert.id}>
          <AlertRow
            alert={alert}
            device={isOfDevice || alert.deviceId === null ? undefined : known.get(alert.deviceId)}
            isOpen={alert.id === worst}
          />
        </li>
      )}
    />
  );
}

function Folded({ title, alerts }: { readonly title: string; readonly alerts: readonly Alert[] }) {
  return (
    <details class="folded">
      <summary>
        <h2>
          {title}
          <span class="section-count">{alerts.length}</span>
        </h2>
      </summary>
      <AlertList alerts={alerts} />
    </details>
  );
}
