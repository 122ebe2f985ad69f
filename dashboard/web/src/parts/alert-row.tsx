import type { Alert, DeviceRow } from '../../../../contract/index.ts';
import { t } from '../messages/index.ts';
import { hashOf } from '../view/route.ts';
import { isOpen, severityLooks } from '../view/status.ts';
import { Acknowledge } from './acknowledge.tsx';
import { Age } from './age.tsx';
import { Disclosure } from './disclosure.tsx';
import { Doubt } from './doubt.tsx';
import { Facts } from './facts.tsx';
import { Shape } from './shape.tsx';
import { Told } from './told.tsx';

type Props = {
  readonly alert: Alert;
  /** The device it is of, where the row should name it. */
  readonly device?: DeviceRow | undefined;
  readonly isOpen?: boolean;
};

/** An alert as a thing to do; opened, it says why, what to do, who can, and what proves it. */
export function AlertRow({ alert, device, isOpen: startsOpen = false }: Props) {
  const look = severityLooks[alert.severity];
  return (
    <Disclosure
      isOpen={startsOpen}
      action={isOpen(alert.state) ? <Acknowledge alert={alert} /> : undefined}
      summary={
        <span class={`todo tone-${isOpen(alert.state) ? look.tone : 'calm'}`}>
          <Shape shape={look.shape} />
          <span class="unseen">{t.severity[alert.severity]}: </span>
          <span class="todo-text">
            <span class="todo-what">
              {t.todo[alert.kind] ?? <Told text={alert.title} max={80} />}
              {alert.where !== null && (
                <span class="todo-where">
                  <Told text={alert.where} max={60} />
                </span>
              )}
            </span>
            <span class="todo-more">
              {device && (
                <span class="todo-device">
                  <Told text={device.name} max={60} />
                  {device.location !== null && <Told text={device.location} max={60} class="todo-place" />}
                </span>
              )}
              {alert.deviceId === null && (
                <span class="todo-device">
                  {t.headline.agent} <Told text={alert.agent} max={60} />
                </span>
              )}
              <Told text={alert.title} max={120} class="todo-title" />
            </span>
          </span>
          <span class="todo-side">
            <span class="todo-tags">
              <Tags alert={alert} />
            </span>
            <Age at={alert.startedAt} />
          </span>
        </span>
      }
    >
      {() => <AlertBody alert={alert} device={device} />}
    </Disclosure>
  );
}

function Tags({ alert }: { readonly alert: Alert }) {
  const stops = alert.stops.length > 1 ? 'both' : alert.stops[0];
  return (
    <>
      {stops !== undefined && <span class="tag tag-stop">{t.alert.stops[stops]}</span>}
      <Doubt confidence={alert.confidence} />
      {alert.stale && <span class="tag">{t.alert.stale}</span>}
      {alert.state === 'recovering' && <span class="tag tag-fine">{t.alert.recovering}</span>}
      {alert.state === 'pending' && <span class="tag">{t.alert.pending}</span>}
      {alert.state === 'resolved' && <span class="tag tag-fine">{t.alert.ended}</span>}
    </>
  );
}

function AlertBody({ alert, device }: { readonly alert: Alert; readonly device: DeviceRow | undefined }) {
  const { acknowledged } = alert;
  return (
    <>
      <Facts
        class="meaning"
        facts={[
          [t.alert.remedy, <Told key="remedy" text={alert.remedy} max={2000} />],
          [t.alert.cause, <Told key="cause" text={alert.cause} max={2000} />],
          [t.alert.who, t.who[alert.who]],
          [t.catalogue.confidenceLabel, alert.confidence === 'low' && t.doubt.sentence],
        ]}
      />
      {acknowledged && (
        <p class="acknowledged">
          {t.alert.acknowledged(acknowledged.by)}, <Age at={acknowledged.at} say={t.age.ago} />
          {acknowledged.note !== '' && (
            <>
              : <Told text={acknowledged.note} max={500} />
            </>
          )}
        </p>
      )}
      <details class="evidence">
        <summary>{t.alert.evidence}</summary>
        <pre class="raw" dir="auto">
          <Told text={alert.evidence} max={4000} />
        </pre>
        <Facts
          facts={[
            [t.alert.source, t.alert.sources[alert.source] ?? alert.source],
            [t.alert.code, alert.code === null ? null : <Told key="code" text={alert.code} />],
            [t.alert.entry, alert.entry === 'unknown' ? t.alert.entryUnknown : <code key="entry">{alert.entry}</code>],
            [t.alert.first, t.formats.moment(alert.startedAt)],
            [t.alert.last, t.formats.moment(alert.lastSeenAt)],
            [t.alert.gone, alert.goneAt && t.formats.moment(alert.goneAt)],
            [t.alert.resolved, alert.resolvedAt && t.formats.moment(alert.resolvedAt)],
          ]}
        />
      </details>
      {device && (
        <a class="onward" href={hashOf('device', device.id)}>
          <Told text={device.name} max={60} />
        </a>
      )}
    </>
  );
}
