import type { Cover, Reading, Tray } from '../../../../contract/index.ts';
import { t } from '../messages/index.ts';
import { LevelBar, levelWord } from '../parts/level.tsx';
import { Mark } from '../parts/mark.tsx';
import { Section } from '../parts/section.tsx';
import { Told } from '../parts/told.tsx';
import { fillOf } from '../view/supplies.ts';

/** Where paper comes from, where it goes, and which covers are open. */
export function DeviceTrays({ reading: { inputs, outputs, covers } }: { readonly reading: Reading }) {
  return (
    <Section title={t.device.trays} class="device-trays">
      {inputs === null && <p class="aside-calm">{t.device.traysNull}</p>}
      {inputs !== null && <Trays trays={inputs} />}
      {outputs !== null && outputs.length > 0 && (
        <>
          <h3 class="part-title">{t.device.outputs}</h3>
          <Trays trays={outputs} isOutput />
        </>
      )}
      {covers !== null && covers.length > 0 && (
        <>
          <h3 class="part-title">{t.device.covers}</h3>
          <ul class="covers">
            {covers.map((cover) => (
              <CoverLine key={cover.id} cover={cover} />
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}

function Trays({ trays, isOutput = false }: { readonly trays: readonly Tray[]; readonly isOutput?: boolean }) {
  return (
    <ul class="levels">
      {trays.map((tray) => (
        <TrayLevel key={tray.id} tray={tray} isOutput={isOutput} />
      ))}
    </ul>
  );
}

function TrayLevel({ tray, isOutput }: { readonly tray: Tray; readonly isOutput: boolean }) {
  const isAway = tray.available === false;
  const word = isAway ? t.device.notAvailable : levelWord(tray.level, isOutput);
  return (
    <li class={`level level-${tray.fault === 'critical' ? 'empty' : isAway ? 'away' : fillOf(tray.level)}`}>
      <span class="level-name">
        <Told text={tray.name} max={80} />
      </span>
      <span class="level-word">{word}</span>
      <LevelBar level={tray.level} />
      {(tray.media !== null || tray.capacity !== null) && (
        <span class="level-note">
          {tray.media !== null && <Told text={tray.media} max={60} />}
          {tray.media !== null && tray.capacity !== null && ' · '}
          {tray.capacity !== null && t.device.capacity(tray.capacity, tray.unit ?? '')}
        </span>
      )}
    </li>
  );
}

const coverLooks = {
  open: { shape: 'triangle', tone: 'warn' },
  closed: { shape: 'check', tone: 'fine' },
  unknown: { shape: 'diamond', tone: 'calm' },
} as const;

function CoverLine({ cover }: { readonly cover: Cover }) {
  const [look, word] =
    cover.open === null
      ? ([coverLooks.unknown, t.device.coverUnknown] as const)
      : cover.open
        ? ([coverLooks.open, t.device.coverOpen] as const)
        : ([coverLooks.closed, t.device.coverClosed] as const);
  return (
    <li class="cover">
      <Told text={cover.name} max={80} />
      <Mark look={look} word={word} />
    </li>
  );
}
