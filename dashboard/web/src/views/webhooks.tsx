import { useEffect, useMemo } from 'preact/hooks';
import { api, deliveriesPage } from '../api.ts';
import { useLoaded } from '../loaded.ts';
import { t } from '../messages/index.ts';
import { usePages } from '../pages.ts';
import { Disclosure } from '../parts/disclosure.tsx';
import { Empty, Failure, Loading } from '../parts/quiet.tsx';
import { Section } from '../parts/section.tsx';
import { DeliveryRow } from './delivery-row.tsx';
import { SubscriptionAdd } from './subscription-add.tsx';
import { SubscriptionRow } from './subscription-row.tsx';

/** Who is told of alerts, and what became of each telling. */
export function Webhooks() {
  const subscriptions = useLoaded(api.subscriptions, []);
  const deliveries = usePages(api.deliveries);
  const told = useLoaded(api.recentAlerts, [deliveries.items]);
  const known = useMemo(() => new Map(told.value?.map((alert) => [alert.id, alert])), [told.value]);
  useAgain(deliveries.reload, deliveries.items.length <= deliveriesPage);
  return (
    <>
      <header class="view-head">
        <h1 tabIndex={-1}>{t.webhooks.title}</h1>
      </header>
      <Section title={t.webhooks.subscriptions} count={subscriptions.value?.length}>
        {!subscriptions.value &&
          (subscriptions.error ? <Failure error={subscriptions.error} retry={subscriptions.reload} /> : <Loading />)}
        {subscriptions.value?.length === 0 && <Empty title={t.webhooks.none}>{t.webhooks.noneHow}</Empty>}
        {subscriptions.value && subscriptions.value.length > 0 && (
          <ul class="rows rows-plain">
            {subscriptions.value.map((subscription) => (
              <SubscriptionRow
                key={subscription.id}
                subscription={subscription}
                tested={deliveries.reload}
                changed={() => {
                  subscriptions.reload();
                  deliveries.reload();
                }}
              />
            ))}
          </ul>
        )}
      </Section>
      <div class="rows subscription-new">
        <Disclosure summary={t.webhooks.add.title}>{() => <SubscriptionAdd added={subscriptions.reload} />}</Disclosure>
      </div>
      <Section title={t.webhooks.deliveries}>
        {deliveries.error && deliveries.items.length === 0 && (
          <Failure error={deliveries.error} retry={deliveries.more} />
        )}
        {!deliveries.error &&
          deliveries.items.length === 0 &&
          (deliveries.isAsking ? <Loading /> : <Empty title={t.webhooks.deliveriesNone} />)}
        {deliveries.items.length > 0 && (
          <ul class="rows">
            {deliveries.items.map((delivery) => (
              <li key={delivery.id}>
                <DeliveryRow
                  delivery={delivery}
                  alert={delivery.alertId === null ? undefined : known.get(delivery.alertId)}
                  resent={deliveries.reload}
                />
              </li>
            ))}
          </ul>
        )}
        {deliveries.hasMore && deliveries.items.length > 0 && (
          <button type="button" class="button more" disabled={deliveries.isAsking} onClick={deliveries.more}>
            {t.more}
          </button>
        )}
      </Section>
    </>
  );
}

/** Looks again every few seconds, unless somebody has gone on to older pages. */
function useAgain(look: () => void, isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return;
    const timer = setInterval(look, 5000);
    return () => clearInterval(timer);
  }, [look, isWanted]);
}
