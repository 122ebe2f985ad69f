import type { DeviceRow } from '../../../../contract/index.ts';
import { t } from '../messages/index.ts';
import { Age } from '../parts/age.tsx';
import { Tanks } from '../parts/level.tsx';
import { StatusMark } from '../parts/mark.tsx';
import { memo } from '../parts/memo.ts';
import { Panel } from '../parts/panel.tsx';
import { Told } from '../parts/told.tsx';
import { makerName } from '../view/makers.ts';
import { hashOf } from '../view/route.ts';
import { statusLooks } from '../view/status.ts';
import { leadingSupplies } from '../view/supplies.ts';

type Props = { readonly device: DeviceRow };

/** A device in the fleet. */
export const DeviceCard = memo(({ device }: Props) => {
  const open = device.alerts.critical + device.alerts.warning;
  return (
    <li class={`card tone-${statusLooks[device.status].tone}`} data-status={device.status}>
      <div class="card-top">
        <StatusMark status={device.status} />
        {open > 0 && <span class="card-open">{t.home.open(open)}</span>}
      </div>
      <a class="card-name" href={hashOf('device', device.id)}>
        <Told text={device.name} max={60} />
      </a>
      <p class="card-model">
        {makerName(device.vendor)} {device.model !== null && <Told text={device.model} max={60} />}
      </p>
      <p class="card-place">
        <Told text={device.location ?? device.address} max={60} />
      </p>
      {device.status !== 'unreachable' && <Panel lines={device.console} />}
      <div class="card-foot">
        <Tanks supplies={leadingSupplies(device.supplies)} />
        {device.reachedAt === null ? <span class="pale">{t.age.never}</span> : <LastHeard device={device} />}
      </div>
    </li>
  );
});

function LastHeard({ device: { status, reachedAt, heardAt } }: Props) {
  const at = status === 'unreachable' ? (reachedAt ?? heardAt) : heardAt;
  return (
    <span class="pale card-age">
      <Age at={at} say={t.age.ago} isCalm />
    </span>
  );
}
