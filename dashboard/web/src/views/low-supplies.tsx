import { t } from '../messages/index.ts';
import { LevelBar, levelWord } from '../parts/level.tsx';
import { Section } from '../parts/section.tsx';
import { Told } from '../parts/told.tsx';
import { alerts, devices } from '../state.ts';
import { hashOf } from '../view/route.ts';
import { fillOf, type LowSupply, lowSupplies } from '../view/supplies.ts';

const most = 8;

/** What is about to run out, emptiest first. */
export function LowSupplies() {
  const low = lowSupplies(devices.value.values(), alerts.value.values());
  return (
    <Section title={t.home.supplies} count={low.length} aside={<a href={hashOf('supplies')}>{t.home.suppliesAll}</a>}>
      {low.length === 0 ? (
        <p class="aside-calm">{t.home.suppliesNone}</p>
      ) : (
        <ul class="low">
          {low.slice(0, most).map((supply) => (
            <li key={`${supply.deviceId} ${supply.name}`}>
              <Low supply={supply} />
            </li>
          ))}
        </ul>
      )}
      {low.length > most && (
        <p class="aside-calm">
          <a href={hashOf('supplies')}>{t.home.more(low.length - most)}</a>
        </p>
      )}
    </Section>
  );
}

function Low({ supply }: { readonly supply: LowSupply }) {
  const fill = fillOf(supply.level, supply.limit);
  const word =
    supply.level.kind === 'measured' ? levelWord(supply.level, supply.isReceptacle) : supply.isTold ? t.level.told : '';
  return (
    <a class={`low-row level-${fill === 'empty' ? 'empty' : 'low'}`} href={hashOf('device', supply.deviceId)}>
      <span class="low-text">
        <Told text={supply.name} max={50} class="low-name" />
        <Told text={supply.deviceName} max={50} class="low-device" />
      </span>
      <LevelBar level={supply.level} limit={supply.limit} ink={supply.ink} />
      <span class="low-word">{word}</span>
    </a>
  );
}
