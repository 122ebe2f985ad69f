import type { ComponentChildren } from 'preact';
import { t } from '../messages/index.ts';
import { Shape } from '../parts/shape.tsx';
import { counts, dashboardNow, isLoaded, toldAt, touch } from '../state.ts';
import { ageOf } from '../view/age.ts';
import type { Tally } from '../view/headline.ts';
import { hashOf } from '../view/route.ts';
import type { Look } from '../view/status.ts';

const looks = {
  things: { shape: 'octagon', tone: 'stop' },
  fine: { shape: 'check', tone: 'fine' },
  unheard: { shape: 'broken', tone: 'dark' },
  unclear: { shape: 'diamond', tone: 'calm' },
} as const satisfies Record<string, Look>;

/** The one sentence. */
export function Headline() {
  const state = touch.value;
  if (!isLoaded.value) {
    return (
      <div class="headline">
        <h1 tabIndex={-1}>{t.headline.first}</h1>
      </div>
    );
  }
  const tally = counts.value;
  return (
    <div class="headline">
      <h1 tabIndex={-1}>
        <Sentence tally={tally} />
        {state !== 'lost' && <Updated />}
      </h1>
      <p class="unseen" aria-live="polite">
        {t.headline.things(tally.things)}, {t.headline.unheard(tally.unheard)}
      </p>
    </div>
  );
}

function Sentence({ tally }: { readonly tally: Tally }) {
  if (tally.devices === 0 && tally.things === 0) return <Part isFirst>{t.headline.none}</Part>;
  const isAllFine = tally.fine === tally.devices && tally.things === 0;
  if (isAllFine) {
    return (
      <Part look={looks.fine} isFirst>
        {t.headline.allFine(tally.devices)}
      </Part>
    );
  }
  return (
    <>
      {tally.things > 0 ? (
        <Part look={looks.things} isFirst>
          {t.headline.things(tally.things)}
        </Part>
      ) : (
        <Part isFirst>{t.headline.nothing}</Part>
      )}
      {tally.fine > 0 && (
        <Part look={looks.fine} href={hashOf('home', '', { status: 'working' })}>
          {t.headline.fine(tally.fine)}
        </Part>
      )}
      {tally.taken > 0 && <Part>{t.headline.taken(tally.taken)}</Part>}
      {tally.unclear > 0 && <Part look={looks.unclear}>{t.headline.unclear(tally.unclear)}</Part>}
      {tally.unheard > 0 && (
        <Part look={looks.unheard} href={hashOf('home', '', { status: 'unreachable' })}>
          {t.headline.unheard(tally.unheard)}
        </Part>
      )}
    </>
  );
}

type PartProps = {
  readonly look?: Look;
  readonly href?: string;
  readonly isFirst?: boolean;
  readonly children: ComponentChildren;
};

function Part({ look, href, isFirst = false, children }: PartProps) {
  const inner = (
    <>
      {look && <Shape shape={look.shape} />}
      {children}
    </>
  );
  return (
    <span class={`headline-part ${isFirst ? 'headline-first' : ''} ${look ? `tone-${look.tone}` : ''}`}>
      {!isFirst && <Dot />}
      {href ? <a href={href}>{inner}</a> : inner}
    </span>
  );
}

/** Between two parts; where a part begins a line its dot lies outside and is cut off. */
const Dot = () => <span class="headline-dot"> · </span>;

/** The age of what is on the page, which is not that of the connection. */
function Updated() {
  if (toldAt.value === 0) return null;
  const age = ageOf(toldAt.value, dashboardNow.value);
  return (
    <span class="headline-part headline-updated">
      <Dot />
      {age.unit === 'second' && age.value < 3 ? t.headline.updatedNow : t.headline.updated(t.formats.age(age))}
      {touch.value === 'polling' && ` (${t.headline.polling})`}
    </span>
  );
}
