import type { TrapRow } from '../../../../contract/index.ts';
import { t } from '../messages/index.ts';
import { Age } from '../parts/age.tsx';
import { Disclosure } from '../parts/disclosure.tsx';
import { Facts } from '../parts/facts.tsx';
import { Growing } from '../parts/growing.tsx';
import { Section } from '../parts/section.tsx';
import { Told } from '../parts/told.tsx';
import { ageOf } from '../view/age.ts';

/** What the device told by itself, the newest first; nothing where it never did. */
export function DeviceTraps({ traps }: { readonly traps: readonly TrapRow[] }) {
  if (traps.length === 0) return null;
  return (
    <Section title={t.device.traps} count={traps.length} note={t.device.trapsNote} class="device-traps">
      <Growing
        items={traps}
        step={8}
        wrap={(rows) => <ul class="rows">{rows}</ul>}
        draw={(trap) => (
          <li key={trap.id}>
            <Line trap={trap} />
          </li>
        )}
      />
    </Section>
  );
}

function Line({ trap }: { readonly trap: TrapRow }) {
  return (
    <Disclosure
      summary={
        <span class="trap">
          <span class="trap-text">
            <Told text={trap.title} max={160} />
            {trap.omitted > 0 && <span class="pale">{t.device.trapOmitted(trap.omitted)}</span>}
          </span>
          <span class="todo-side">
            {trap.name !== null && <Told text={trap.name} max={40} class="trap-name" />}
            <Age at={trap.at} />
          </span>
        </span>
      }
    >
      {() => <Body trap={trap} />}
    </Disclosure>
  );
}

function Body({ trap }: { readonly trap: TrapRow }) {
  const { name, oid, version, inform, uptimeSeconds, at, bindings } = trap;
  const words = t.device.trapFacts;
  return (
    <>
      {bindings.length > 0 && (
        <dl class="facts facts-plain">
          {bindings.map((binding) => (
            <div key={binding.oid} class="fact">
              <dt title={binding.oid}>
                <Told text={binding.name ?? binding.oid} max={60} />
              </dt>
              <dd>
                <Told text={binding.text} max={400} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      <Facts
        facts={[
          [words.name, name && <Told key="name" text={name} />],
          [words.oid, <Told key="oid" text={oid} class="code" />],
          [words.version, t.device.trapVersion(version, inform)],
          [words.uptime, uptimeSeconds === null ? null : t.formats.age(ageOf(0, uptimeSeconds * 1000))],
          [words.at, t.formats.moment(at)],
        ]}
      />
    </>
  );
}
