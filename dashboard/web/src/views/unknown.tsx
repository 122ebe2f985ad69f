import type { UnknownRow } from '../../../../contract/index.ts';
import { api } from '../api.ts';
import { t } from '../messages/index.ts';
import { usePages } from '../pages.ts';
import { Age } from '../parts/age.tsx';
import { Disclosure } from '../parts/disclosure.tsx';
import { Facts } from '../parts/facts.tsx';
import { Empty, Failure, Loading } from '../parts/quiet.tsx';
import { Snippet } from '../parts/snippet.tsx';
import { Told } from '../parts/told.tsx';
import { makerName } from '../view/makers.ts';
import { hashOf } from '../view/route.ts';

/** What devices and mail servers said that the catalogue does not know, and the entry that would explain it. */
export function UnknownCodes() {
  const { items, error, hasMore, isAsking, more } = usePages(api.unknown);
  return (
    <>
      <p class="lead">{t.unknown.lead}</p>
      {error && items.length === 0 && <Failure error={error} retry={more} />}
      {!error &&
        items.length === 0 &&
        (isAsking ? <Loading /> : <Empty title={t.unknown.none}>{t.unknown.noneHow}</Empty>)}
      {items.length > 0 && (
        <ul class="rows unknowns">
          {items.map((item) => (
            <li key={item.id}>
              <Item item={item} />
            </li>
          ))}
        </ul>
      )}
      {hasMore && items.length > 0 && (
        <button type="button" class="button more" disabled={isAsking} onClick={more}>
          {t.more}
        </button>
      )}
    </>
  );
}

function Item({ item }: { readonly item: UnknownRow }) {
  const { kind, vendor, model, example, code, enhanced, episodes, explainedBy } = item;
  const maker = vendor !== null && makerName(vendor);
  const codes = [code, enhanced].filter((part) => part !== null).join(' ');
  return (
    <Disclosure
      summary={
        <span class="todo">
          <span class="todo-text">
            <span class="todo-what">
              <Told text={example || codes || t.unknown.noWords} max={160} />
            </span>
            <span class="todo-more">
              {kind === 'smtp' ? t.unknown.server : <Told text={[maker, model].filter(Boolean).join(' ')} max={80} />}
              {' · '}
              {t.unknown.times(episodes)}
              {item.deviceCount > 0 && ` · ${t.unknown.devices(item.deviceCount)}`}
            </span>
          </span>
          <span class="todo-side">
            <span class="todo-tags">
              {codes !== '' && <Told text={codes} max={40} class="tag tag-code" />}
              {explainedBy !== null && <span class="tag tag-fine">{t.unknown.explained}</span>}
            </span>
            <Age at={item.lastSeenAt} />
          </span>
        </span>
      }
    >
      {() => <Body item={item} />}
    </Disclosure>
  );
}

function Body({ item }: { readonly item: UnknownRow }) {
  const more = item.deviceCount - item.devices.length;
  return (
    <>
      {item.explainedBy !== null ? (
        <p>
          {t.unknown.explainedBy} <code>{item.explainedBy}</code>
        </p>
      ) : (
        <Snippet text={item.skeleton} label={t.unknown.skeleton} />
      )}
      {item.devices.length > 0 && (
        <ul class="links" aria-label={t.unknown.where}>
          {item.devices.map(({ id, name }) => (
            <li key={id}>
              <a href={hashOf('device', id)}>
                <Told text={name} max={60} />
              </a>
            </li>
          ))}
          {more > 0 && <li>{t.unknown.more(more)}</li>}
        </ul>
      )}
      <Facts
        facts={[
          [t.alert.first, item.firstSeenAt !== item.lastSeenAt && t.formats.moment(item.firstSeenAt)],
          [t.alert.last, t.formats.moment(item.lastSeenAt)],
          [
            t.unknown.evidence,
            item.evidence !== '' && <Told key="evidence" text={item.evidence} max={500} class="code" />,
          ],
        ]}
      />
    </>
  );
}
