import type { Supply } from '../../../../contract/index.ts';
import { t } from '../messages/index.ts';
import { LevelBar, levelWord } from '../parts/level.tsx';
import { Section } from '../parts/section.tsx';
import { Told } from '../parts/told.tsx';
import { fillOf, inkOf } from '../view/supplies.ts';

/** Supplies with what is left of each; `null` where the device could not be asked. */
export function DeviceSupplies({ supplies }: { readonly supplies: readonly Supply[] | null }) {
  return (
    <Section title={t.device.supplies} class="device-supplies">
      {supplies === null && <p class="aside-calm">{t.device.suppliesNull}</p>}
      {supplies?.length === 0 && <p class="aside-calm">{t.device.suppliesNone}</p>}
      {supplies !== null && supplies.length > 0 && (
        <ul class="levels">
          {supplies.map((supply) => (
            <SupplyLevel key={supply.id} supply={supply} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function SupplyLevel({ supply }: { readonly supply: Supply }) {
  const word = levelWord(supply.level, supply.class === 'filled');
  return (
    <li class={`level level-${fillOf(supply.level, supply.limit)}`}>
      <span class="level-name">
        <Told text={supply.name} max={80} />
      </span>
      <span class="level-word">{word}</span>
      <LevelBar level={supply.level} limit={supply.limit} ink={inkOf(supply)} />
      {(supply.partNumber !== null || supply.serial !== null) && (
        <span class="level-note">
          {supply.partNumber !== null && (
            <>
              {t.device.part} <Told text={supply.partNumber} max={40} class="code" />
            </>
          )}
          {supply.serial !== null && (
            <>
              {supply.partNumber !== null && ' · '}
              {t.device.serial} <Told text={supply.serial} max={40} class="code" />
            </>
          )}
        </span>
      )}
    </li>
  );
}
