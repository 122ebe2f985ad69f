import type { DeviceRow } from '../../../../contract/index.ts';
import { Age } from '../parts/age.tsx';
import { Tanks } from '../parts/level.tsx';
import { StatusMark } from '../parts/mark.tsx';
import { memo } from '../parts/memo.ts';
import { Told } from '../parts/told.tsx';
import { makerName } from '../view/makers.ts';
import { hashOf } from '../view/route.ts';
import { statusLooks } from '../view/status.ts';
import { leadingSupplies } from '../view/supplies.ts';

/** A device as a line of the table. */
export const DeviceLine = memo(({ device }: { readonly device: DeviceRow }) => {
  const isAway = device.status === 'unreachable';
  return (
    <tr data-status={device.status} class={`tone-${statusLooks[device.status].tone}`}>
      <td>
        <StatusMark status={device.status} />
      </td>
      <th scope="row">
        <a class="line-name" href={hashOf('device', device.id)}>
          <Told text={device.name} max={60} />
        </a>
        <span class="line-model">
          {makerName(device.vendor)} {device.model !== null && <Told text={device.model} max={60} />}
        </span>
      </th>
      <td class="line-place">{device.location !== null && <Told text={device.location} max={60} />}</td>
      <td>
        <Tanks supplies={leadingSupplies(device.supplies)} />
      </td>
      <td class="line-panel">
        {!isAway && device.console[0] !== undefined && <Told text={device.console[0]} max={80} />}
      </td>
      <td class="line-address">
        <Told text={device.address} max={45} />
      </td>
      <td class="end">
        <Age at={isAway ? (device.reachedAt ?? device.heardAt) : device.heardAt} isCalm />
      </td>
    </tr>
  );
});
