import { t } from '../messages/index.ts';
import { Loading } from '../parts/quiet.tsx';
import { devices, isLoaded } from '../state.ts';
import { Fleet } from './fleet.tsx';
import { Headline } from './headline.tsx';
import { LowSupplies } from './low-supplies.tsx';
import { ScanHealth } from './scan-health.tsx';
import { TodoLists } from './todo-lists.tsx';

/** What needs doing, what will soon, and then everything there is. */
export function Home() {
  return (
    <div class="home">
      <Headline />
      {!isLoaded.value && <Loading />}
      {isLoaded.value && devices.value.size === 0 && <FirstSteps />}
      {isLoaded.value && devices.value.size > 0 && (
        <>
          <div class="home-top">
            <div class="home-todo">
              <TodoLists />
            </div>
            <aside class="home-side">
              <LowSupplies />
              <ScanHealth />
            </aside>
          </div>
          <Fleet />
        </>
      )}
    </div>
  );
}

function FirstSteps() {
  return (
    <div class="quiet quiet-first">
      <p class="quiet-title">{t.home.noDevices}</p>
      <p>{t.home.noDevicesHow}</p>
      <TodoLists />
    </div>
  );
}
