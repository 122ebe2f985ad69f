import { useMemo } from 'preact/hooks';
import type { DeviceDetail, DeviceRow } from '../../../../contract/index.ts';
import { ApiError, api } from '../api.ts';
import { useLoaded } from '../loaded.ts';
import { t } from '../messages/index.ts';
import { Failure, Loading } from '../parts/quiet.tsx';
import { Section } from '../parts/section.tsx';
import { alerts, devices, scans } from '../state.ts';
import { isOpen } from '../view/status.ts';
import { compareUrgency } from '../view/todo.ts';
import { DeviceFacts } from './device-facts.tsx';
import { DeviceHead } from './device-head.tsx';
import { DeviceScans } from './device-scans.tsx';
import { DeviceSupplies } from './device-supplies.tsx';
import { DeviceTraps } from './device-traps.tsx';
import { DeviceTrays } from './device-trays.tsx';
import { AlertList } from './todo-lists.tsx';

/** Everything that is known of a device. Asks again whenever the stream tells something new of it. */
export function Device({ id }: { readonly id: string }) {
  const row = devices.value.get(id);
  const ownScans = useMemo(() => scans.value.filter((scan) => scan.deviceId === id), [scans.value, id]);
  const { value, error, reload } = useLoaded(
    () => api.device(id),
    [id, row?.heardAt, row?.status, row?.trapAt, ownScans[0]?.id],
  );
  const detail = value?.device.id === id ? value : null;
  if (!detail) {
    if (error instanceof ApiError && error.status === 404) return <Missing />;
    return error ? <Failure error={error} retry={reload} /> : <Loading />;
  }
  return <DeviceDetailView detail={detail} row={row ?? detail.device} />;
}

const Missing = () => (
  <>
    <h1 tabIndex={-1}>{t.device.missing}</h1>
    <a class="onward" href="#/">
      {t.device.back}
    </a>
  </>
);

function DeviceDetailView({ detail, row }: { readonly detail: DeviceDetail; readonly row: DeviceRow }) {
  const { reading } = detail;
  const open = [...alerts.value.values()]
    .filter((alert) => alert.deviceId === row.id && isOpen(alert.state))
    .sort(compareUrgency);
  return (
    <div class="device">
      <DeviceHead device={row} reading={reading} />
      <div class="device-parts">
        <div class="device-main">
          <Section title={t.device.alerts} count={open.length} class="device-alerts">
            {open.length === 0 ? (
              <p class="aside-calm">{t.device.alertsNone}</p>
            ) : (
              <AlertList alerts={open} isOfDevice />
            )}
          </Section>
          <Section title={t.device.scans} count={detail.scans.length} class="device-scans">
            <DeviceScans detail={detail} row={row} />
          </Section>
          <DeviceTraps traps={detail.traps} />
          <DeviceFacts device={row} reading={reading} />
        </div>
        <div class="device-side">
          <DeviceSupplies supplies={reading.supplies} />
          <DeviceTrays reading={reading} />
        </div>
      </div>
    </div>
  );
}
