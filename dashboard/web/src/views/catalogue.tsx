import { useEffect, useState } from 'preact/hooks';
import type { Explanation } from '../../../../contract/index.ts';
import { api } from '../api.ts';
import { useLoaded } from '../loaded.ts';
import { t } from '../messages/index.ts';
import { Chips } from '../parts/chips.tsx';
import { Doubt } from '../parts/doubt.tsx';
import { Facts } from '../parts/facts.tsx';
import { SeverityMark } from '../parts/mark.tsx';
import { Empty, Failure } from '../parts/quiet.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { Told } from '../parts/told.tsx';
import { refine } from '../place.ts';
import { route } from '../state.ts';
import { makerName } from '../view/makers.ts';
import { UnknownCodes } from './unknown.tsx';

const shows = ['look-up', 'unknown'] as const;

/** What a code, a panel text or the reply of a mail server means; and what nobody knows yet. */
export function Catalogue() {
  const show = shows.find((each) => each === route.value.query.show) ?? 'look-up';
  return (
    <div class="catalogue">
      <header class="view-head">
        <h1 tabIndex={-1}>{t.catalogue.title}</h1>
        <Chips
          label={t.catalogue.show}
          value={show}
          choose={(value) => refine({ show: value === 'look-up' ? '' : value })}
          choices={shows.map((value) => ({ value, label: t.catalogue.shows[value] }))}
        />
      </header>
      {show === 'unknown' ? <UnknownCodes /> : <LookUp />}
    </div>
  );
}

function LookUp() {
  const { q = '' } = route.value.query;
  const asked = useSettled(q.trim(), 200);
  const { value, error, reload } = useLoaded(
    () => (asked === '' ? Promise.resolve([]) : api.catalogue(asked)),
    [asked],
  );
  const found = (value ?? []).filter((explanation) => explanation.found);
  return (
    <>
      <p class="lead">{t.catalogue.lead}</p>
      <SearchField
        label={t.catalogue.search}
        hint={t.catalogue.hint}
        value={q}
        change={(text) => refine({ q: text })}
      />
      {error && <Failure error={error} retry={reload} />}
      {!error && asked !== '' && value && found.length === 0 && (
        <Empty title={t.catalogue.none}>{t.catalogue.noneHow}</Empty>
      )}
      <ul class="entries">
        {found.map((explanation, place) => (
          <Entry key={`${explanation.entry} ${place}`} explanation={explanation} />
        ))}
      </ul>
    </>
  );
}

function Entry({ explanation }: { readonly explanation: Explanation }) {
  const { severity, title, vendor, code, enhanced, provider, kind, cause, remedy, who, confidence } = explanation;
  const retry = explanation.retryable === null ? null : explanation.retryable ? 'yes' : 'no';
  return (
    <li class="entry">
      <div class="entry-head">
        {severity && <SeverityMark severity={severity} />}
        <Doubt confidence={confidence} />
        <span class="pale">
          {[kind && t.catalogue.kinds[kind], vendor && makerName(vendor), provider].filter(Boolean).join(' · ')}
        </span>
        <span class="entry-codes">
          {[code, enhanced].map((part) => part && <Told key={part} text={part} max={40} class="code" />)}
        </span>
      </div>
      <h2>{title}</h2>
      <Facts
        class="meaning"
        facts={[
          [t.alert.remedy, remedy],
          [t.alert.cause, cause],
          [t.alert.who, who && t.who[who]],
        ]}
      />
      <Facts
        facts={[
          [t.catalogue.retryLabel, retry && t.catalogue.retryable[retry]],
          [t.catalogue.confidenceLabel, confidence && t.catalogue.confidence[confidence]],
          [t.alert.entry, explanation.entry && <code key="entry">{explanation.entry}</code>],
          [t.catalogue.sources, explanation.sources.length > 0 && explanation.sources.join(' · ')],
        ]}
      />
    </li>
  );
}

/** A value once it has stayed the same for a while: asks when somebody stops typing. */
function useSettled(value: string, ms: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}
