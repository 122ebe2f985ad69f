import type { DeviceRow, Level, Limit } from '../../../../contract/index.ts';
import { t } from '../messages/index.ts';
import { fillOf, type Ink, inkOf } from '../view/supplies.ts';
import { clip } from '../view/text.ts';

/** A level in words. For a receptacle (`filled`) the percent is the space left. */
export function levelWord(level: Level, isReceptacle = false): string {
  if (level.kind !== 'measured') return t.level[level.kind];
  if (level.percent === 0) return isReceptacle ? t.level.full : t.level.empty;
  return isReceptacle ? t.level.space(level.percent) : t.level.left(level.percent);
}

type BarProps = { readonly level: Level; readonly limit?: Limit | undefined; readonly ink?: Ink };

/** A level as a bar, beside its word. What is not measured has no length: `some` and `unknown` are patterns, never a made-up amount. */
export function LevelBar({ level, limit, ink = 'other' }: BarProps) {
  const percent = level.kind === 'measured' ? level.percent : 0;
  return (
    <span class={`bar fill-${fillOf(level, limit)} ink-${ink}`} aria-hidden="true">
      {percent > 0 && <span class="bar-fill" style={{ inlineSize: `${percent}%` }} />}
    </span>
  );
}

type Tanks = { readonly supplies: DeviceRow['supplies'] };

/** The few supplies that stand for a device, as a row of ink tanks, like the colour bar at the edge of a print. */
export function Tanks({ supplies }: Tanks) {
  return (
    <ul class="tanks">
      {supplies.map((supply) => {
        const ink = inkOf(supply);
        const fill = fillOf(supply.level, supply.limit);
        const percent = supply.level.kind === 'measured' ? supply.level.percent : null;
        const words = `${clip(supply.name, 60)}: ${levelWord(supply.level, supply.class === 'filled')}`;
        return (
          <li key={supply.id} class={`tank fill-${fill} ink-${ink}`} title={words}>
            <span class="tank-glass" aria-hidden="true">
              {percent !== null && percent > 0 && <span class="tank-fill" style={{ blockSize: `${percent}%` }} />}
            </span>
            <span class="tank-mark" aria-hidden="true">
              {fill === 'low' || fill === 'empty' ? percent : fill === 'unknown' ? '?' : t.level.inks[ink]}
            </span>
            <span class="unseen">{words}</span>
          </li>
        );
      })}
    </ul>
  );
}
