import { useState } from 'preact/hooks';
import type { Subscription } from '../../../../contract/index.ts';
import { api } from '../api.ts';
import { t } from '../messages/index.ts';
import { Doing } from '../parts/doing.tsx';
import { Mark } from '../parts/mark.tsx';
import { Told } from '../parts/told.tsx';
import { SubscriptionTools } from './subscription-tools.tsx';

const looks = { on: { shape: 'check', tone: 'fine' }, off: { shape: 'dash', tone: 'calm' } } as const;

type Props = { readonly subscription: Subscription; readonly tested: () => void; readonly changed: () => void };

/** Somebody who is told, with a button to try it out. */
export function SubscriptionRow({ subscription, tested, changed }: Props) {
  const { id, name, url, format, enabled, disabledReason, origin, events, minSeverity } = subscription;
  const { failingSince, oldSecretUntil } = subscription;
  const isAll = events.length === 0 || events.length === Object.keys(t.event).length;
  const [isTested, setTested] = useState(false);
  const [isOpen, setOpen] = useState(false);
  return (
    <li class="row subscription">
      <Mark look={enabled ? looks.on : looks.off} word={enabled ? t.webhooks.enabled : t.webhooks.disabled} />
      <span class="subscription-text">
        <Told text={name} max={80} class="subscription-name" />
        <Told text={url} max={120} class="subscription-url" />
        <span class="pale" title={events.map((event) => t.event[event]).join(', ')}>
          {t.webhooks.format[format]} · {isAll ? t.webhooks.allEvents : t.webhooks.events(events.length)} ·{' '}
          {t.webhooks.from[minSeverity]} · {t.webhooks.origin[origin]}
          {disabledReason !== null && (
            <>
              {' · '}
              <Told text={disabledReason} />
            </>
          )}
        </span>
        {enabled && failingSince !== null && <span class="row-error">{t.webhooks.failingSince(failingSince)}</span>}
        {oldSecretUntil !== null && Date.parse(oldSecretUntil) > Date.now() && (
          <span class="pale">{t.webhooks.oldSecretUntil(oldSecretUntil)}</span>
        )}
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
      <button type="button" class="button button-calm" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t.webhooks.more}
      </button>
      {isOpen && <SubscriptionTools subscription={subscription} changed={changed} />}
    </li>
  );
}
