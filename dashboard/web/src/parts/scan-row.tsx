import type { ScanRow as Scan, ScanResult } from '../../../../contract/index.ts';
import { t } from '../messages/index.ts';
import { hashOf } from '../view/route.ts';
import { outcomeLooks } from '../view/status.ts';
import { Age } from './age.tsx';
import { Disclosure } from './disclosure.tsx';
import { Facts } from './facts.tsx';
import { Mark } from './mark.tsx';
import { Told } from './told.tsx';

type Props = { readonly scan: ScanResult | Scan; readonly isOfDevice?: boolean };

/** What became of a scan; opened, it shows the reply, the cause and the remedy. */
export function ScanRow({ scan, isOfDevice = false }: Props) {
  const { reply, client } = scan;
  const sender = ('deviceName' in scan && scan.deviceName) || client.name || client.address || t.scans.unknownDevice;
  const code = reply && [reply.code, reply.enhanced].filter((part) => part !== null).join(' ');
  return (
    <Disclosure
      summary={
        <span class="scan">
          <Mark look={outcomeLooks[scan.outcome]} word={t.outcome[scan.outcome]} />
          <span class="scan-text">
            <span class="scan-who">
              {!isOfDevice && <Told text={sender} max={60} />}{' '}
              <span class="scan-to">
                {t.scans.to} <Told text={scan.to ?? t.scans.noRecipient} max={80} />
              </span>
            </span>
            {scan.outcome !== 'sent' && <Told text={scan.title} max={120} class="scan-title" />}
          </span>
          <span class="todo-side">
            {code && <span class="tag tag-code">{code}</span>}
            <Age at={scan.at} />
          </span>
        </span>
      }
    >
      {() => (
        <>
          {scan.outcome !== 'sent' && (
            <>
              <Facts
                class="meaning"
                facts={[
                  [t.alert.remedy, <Told key="remedy" text={scan.remedy} max={2000} />],
                  [t.alert.cause, <Told key="cause" text={scan.cause} max={2000} />],
                  [t.alert.who, t.who[scan.who]],
                  [t.catalogue.confidenceLabel, scan.confidence === 'low' && t.doubt.sentence],
                ]}
              />
              <p>{scan.retryable ? t.scans.retried : t.scans.notRetried}</p>
            </>
          )}
          {reply && (
            <figure>
              <figcaption class="pale">{t.scans.reply}</figcaption>
              <pre class="raw" dir="auto">
                <Told text={`${code} ${reply.text}`.trim()} max={4000} />
              </pre>
            </figure>
          )}
          <Facts
            facts={[
              [t.scans.from, scan.from && <Told key="from" text={scan.from} />],
              [t.scans.hop, scan.hop && <Told key="hop" text={scan.hop} />],
              [t.scans.stage, scan.outcome === 'sent' ? null : t.stage[scan.stage]],
              [t.scans.size, scan.size === null ? null : t.formats.size(scan.size)],
              [t.scans.queue, scan.queueId && <Told key="queue" text={scan.queueId} />],
              [t.alert.entry, scan.entry && <code key="entry">{scan.entry}</code>],
              [t.scans.at, t.formats.moment(scan.at)],
            ]}
          />
          {'deviceId' in scan && scan.deviceId !== null && !isOfDevice && (
            <a class="onward" href={hashOf('device', scan.deviceId)}>
              <Told text={sender} max={60} />
            </a>
          )}
        </>
      )}
    </Disclosure>
  );
}
