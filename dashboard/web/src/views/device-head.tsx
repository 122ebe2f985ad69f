import type { DeviceRow, Reading } from '../../../../contract/index.ts';
import { t } from '../messages/index.ts';
import { Age } from '../parts/age.tsx';
import { Icon } from '../parts/icon.tsx';
import { Lights } from '../parts/lights.tsx';
import { StatusMark } from '../parts/mark.tsx';
import { Panel } from '../parts/panel.tsx';
import { Told } from '../parts/told.tsx';
import { makerName } from '../view/makers.ts';
import { hashOf } from '../view/route.ts';
import { statusLooks } from '../view/status.ts';

type Props = { readonly device: DeviceRow; readonly reading: Reading };

/** Who it is, how it is, and why we say so. */
export function DeviceHead({ device, reading }: Props) {
  return (
    <header class={`device-head tone-${statusLooks[device.status].tone}`}>
      <a class="back" href={hashOf('home')}>
        <Icon name="back" />
        {t.device.back}
      </a>
      <div class="device-title">
        <h1 tabIndex={-1}>
          <Told text={device.name} max={90} />
        </h1>
        <p class="device-line">
          <span>
            {makerName(device.vendor)} {device.model !== null && <Told text={device.model} max={80} />}
          </span>
          {device.location !== null && <Told text={device.location} max={80} />}
          <Told text={device.address} max={60} />
        </p>
      </div>
      <div class="device-state">
        <p class="device-status">
          <StatusMark status={device.status} />
          {!reading.reachable && reading.error && (
            <span class="pale">
              <Told text={reading.error.message} max={160} />
            </span>
          )}
        </p>
        <p class="pale">
          {t.device.heard} <Age at={device.heardAt} say={t.age.ago} isCalm />
          {device.status === 'unreachable' && (
            <>
              {' · '}
              {t.device.lastReached}{' '}
              {device.reachedAt === null ? t.age.never : <Age at={device.reachedAt} say={t.age.ago} />}
            </>
          )}
        </p>
        {device.statusReasons.length > 0 && (
          <ul class="reasons" aria-label={t.device.why}>
            {device.statusReasons.slice(0, 8).map((reason) => (
              <li key={reason}>
                <Told text={reason} max={200} />
              </li>
            ))}
          </ul>
        )}
      </div>
      <div class="device-panel">
        <Panel lines={device.console} max={8} />
        <Lights lights={reading.consoleLights} />
      </div>
    </header>
  );
}
