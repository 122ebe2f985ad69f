import type { Counters, DeviceRow, Reading } from '../../../../contract/index.ts';
import { t } from '../messages/index.ts';
import { type Fact, Facts } from '../parts/facts.tsx';
import { Icon } from '../parts/icon.tsx';
import { Section } from '../parts/section.tsx';
import { Told } from '../parts/told.tsx';
import { ageOf } from '../view/age.ts';
import { makerName } from '../view/makers.ts';

type Props = { readonly device: DeviceRow; readonly reading: Reading };

/** Page counts, who the device is, and how it was read. */
export function DeviceFacts({ device, reading }: Props) {
  return (
    <>
      <Counts counters={reading.counters} />
      <Identity device={device} reading={reading} />
    </>
  );
}

const countNames = Object.keys(t.device.counts) as (keyof typeof t.device.counts)[];

function Counts({ counters }: { readonly counters: Counters }) {
  const known = countNames.filter((name) => counters[name] !== null);
  return (
    <Section title={t.device.counters} class="device-counters">
      {known.length === 0 ? (
        <p class="aside-calm">{t.device.countersNone}</p>
      ) : (
        <dl class="counts">
          {known.map((name) => (
            <div key={name}>
              <dt>{t.device.counts[name]}</dt>
              <dd>{t.formats.number(counters[name] ?? 0)}</dd>
            </div>
          ))}
        </dl>
      )}
    </Section>
  );
}

const identityNames = Object.keys(t.device.facts) as (keyof typeof t.device.facts)[];

function Identity({ device, reading }: Props) {
  const { identity, timing, takenAt, uptimeSeconds, warnings } = reading;
  const texts = { ...identity, vendor: makerName(identity.vendor), address: `${device.address}:${device.port}` };
  const facts: Fact[] = identityNames.map((name) => {
    const text = texts[name];
    return [t.device.facts[name], text ? <Told key={name} text={text} max={400} /> : null];
  });
  return (
    <Section
      title={t.device.identity}
      class="device-identity"
      aside={
        <a href={webPageOf(device.address)} target="_blank" rel="noreferrer noopener">
          {t.device.open} <Icon name="link" />
        </a>
      }
    >
      <Facts
        class="facts-plain"
        facts={[
          ...facts,
          [t.device.uptime, uptimeSeconds === null ? null : t.formats.age(ageOf(0, uptimeSeconds * 1000))],
          [t.device.agent, <Told key="agent" text={device.agent} max={60} />],
          [t.device.reading, `${t.formats.moment(takenAt)} (${t.device.readingTook(timing.ms, timing.requests)})`],
        ]}
      />
      {warnings.length > 0 && (
        <details class="why">
          <summary>{t.device.warnings}</summary>
          <ul>
            {warnings.slice(0, 50).map((warning) => (
              <li key={warning}>
                <Told text={warning} max={300} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Section>
  );
}

/** `http://10.0.4.21/`; an IPv6 address stands in brackets, with its zone left out (RFC 6874 never came to browsers). */
function webPageOf(address: string): string {
  return address.includes(':') ? `http://[${address.replace(/%.*$/, '')}]/` : `http://${encodeURI(address)}/`;
}
