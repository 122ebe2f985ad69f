import { useState } from 'preact/hooks';
import type { Subscription } from '../../../../contract/index.ts';
import { api } from '../api.ts';
import { t } from '../messages/index.ts';
import { Doing } from '../parts/doing.tsx';
import { Mark } from '../parts/mark.tsx';
import { Told } from '../parts/told.tsx';

const looks = { on: { shape: 'check', tone: 'fine' }, off: { shape: 'dash', tone: 'calm' } } as const;

type Props = { readonly subscription: Subscription; readonly tested: () => void };

/** Somebody who is told, with a button to try it out. */
export function SubscriptionRow({ subscription, tested }: Props) {
  const { id, name, url, enabled, disabledReason, origin, events, minSeverity } = subscription;
  const isAll = events.length === 0 || events.length === Object.keys(t.event).length;
  const [isTested, setTested] = useState(false);
  return (
    <li class="row subscription">
      <Mark look={enabled ? looks.on : looks.off} word={enabled ? t.webhooks.enabled : t.webhooks.disabled} />
      <span class="subscription-text">
        <Told text={name} max={80} class="subscription-name" />
        <Told text={url} max={120} class="subscription-url" />
        <span class="pale" title={events.map((event) => t.event[event]).join(', ')}>
          {isAll ? t.webhooks.allEvents : t.webhooks.events(events.length)} · {t.webhooks.from[minSeverity]} ·{' '}
          {t.webhooks.origin[origin]}
          {disabledReason !== null && (
            <>
              {' · '}
              <Told text={disabledReason} />
            </>
          )}
        </span>
        {isTested && (
          <span role="status" class="pale">
            {t.webhooks.tested}
          </span>
        )}
      </span>
      <Doing
        word={t.webhooks.test}
        doing={t.webhooks.testing}
        act={() => api.testSubscription(id)}
        done={() => {
          setTested(true);
          tested();
        }}
      />
    </li>
  );
}
