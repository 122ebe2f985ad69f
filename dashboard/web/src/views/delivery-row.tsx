import type { Alert, Attempt, Delivery } from '../../../../contract/index.ts';
import { api } from '../api.ts';
import { t } from '../messages/index.ts';
import { Age } from '../parts/age.tsx';
import { Disclosure } from '../parts/disclosure.tsx';
import { Doing } from '../parts/doing.tsx';
import { Facts } from '../parts/facts.tsx';
import { Mark } from '../parts/mark.tsx';
import { Told } from '../parts/told.tsx';
import { devices } from '../state.ts';
import type { Look } from '../view/status.ts';
import { DeliveryLog } from './delivery-log.tsx';

const looks: Readonly<Record<Delivery['state'], Look>> = {
  due: { shape: 'clock', tone: 'warn' },
  delivered: { shape: 'check', tone: 'fine' },
  superseded: { shape: 'moon', tone: 'calm' },
  dead: { shape: 'octagon', tone: 'stop' },
};

type Props = {
  readonly delivery: Delivery;
  /** What it tells of, where that is known. */
  readonly alert: Alert | undefined;
  readonly resent: () => void;
};

/** What a subscription was told; opened, it shows every attempt. */
export function DeliveryRow({ delivery, alert, resent }: Props) {
  const device = alert?.deviceId ? devices.value.get(alert.deviceId) : undefined;
  return (
    <Disclosure
      summary={
        <span class="scan">
          <Mark look={looks[delivery.state]} word={t.delivery[delivery.state]} />
          <span class="scan-text">
            <span class="scan-who">
              {t.event[delivery.type] ?? delivery.type}{' '}
              <span class="scan-to">
                {t.scans.to} <Told text={delivery.subscriptionName} max={60} />
              </span>
            </span>
            {alert && (
              <span class="scan-title">
                {device && (
                  <>
                    <Told text={device.name} max={60} />
                    {' · '}
                  </>
                )}
                <Told text={alert.title} max={100} />
              </span>
            )}
          </span>
          <span class="todo-side">
            <span class="tag">{t.webhooks.attempts(delivery.attempts.length)}</span>
            <Age at={delivery.createdAt} />
          </span>
        </span>
      }
    >
      {() => (
        <>
          <ol class="attempts">
            {delivery.attempts.map((attempt) => (
              <AttemptLine key={attempt.number} attempt={attempt} />
            ))}
          </ol>
          <Facts
            facts={[
              [t.webhooks.id, <code key="id">{delivery.id}</code>],
              [
                t.webhooks.nextAt,
                delivery.state === 'due' && delivery.nextAttemptAt && t.formats.moment(delivery.nextAttemptAt),
              ],
            ]}
          />
          <DeliveryLog id={delivery.id} attempts={delivery.attempts.length} />
          {delivery.state !== 'due' && (
            <Doing
              word={t.webhooks.redeliver}
              doing={t.webhooks.testing}
              act={() => api.redeliver(delivery.id)}
              done={resent}
            />
          )}
        </>
      )}
    </Disclosure>
  );
}

function AttemptLine({ attempt }: { readonly attempt: Attempt }) {
  return (
    <li>
      <span class="pale">{t.formats.moment(attempt.startedAt)}</span>{' '}
      {attempt.status === null ? attempt.outcome : t.webhooks.answered(attempt.status)}{' '}
      <span class="pale">{t.formats.span(attempt.ms)}</span>
      {attempt.message !== null && (
        <>
          {' '}
          <Told text={attempt.message} max={300} />
        </>
      )}
    </li>
  );
}
