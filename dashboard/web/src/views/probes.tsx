import type { ProbeRow } from '../../../../contract/index.ts';
import { api } from '../api.ts';
import { useLoaded } from '../loaded.ts';
import { t } from '../messages/index.ts';
import { Age } from '../parts/age.tsx';
import { Disclosure } from '../parts/disclosure.tsx';
import { Facts } from '../parts/facts.tsx';
import { Mark } from '../parts/mark.tsx';
import { Section } from '../parts/section.tsx';
import { Told } from '../parts/told.tsx';
import { dashboardNow } from '../state.ts';
import { probeLooks, probeState, probeTrouble, sortProbes, stepLooks } from '../view/probes.ts';

const askEveryMs = 60_000;

/** The mail servers that agents probe, worst first. Nothing where none is probed. */
export function Probes() {
  const minute = Math.floor(dashboardNow.value / askEveryMs);
  const { value } = useLoaded(api.probes, [minute]);
  if (value === null || value.length === 0) return null;
  const now = minute * askEveryMs;
  return (
    <Section title={t.probes.title} note={t.probes.note}>
      <ul class="rows probes">
        {sortProbes(value, now).map((probe) => (
          <li key={`${probe.target} ${probe.agent}`}>
            <Probe probe={probe} now={now} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Probe({ probe, now }: { readonly probe: ProbeRow; readonly now: number }) {
  const state = probeState(probe, now);
  const trouble = probeTrouble(probe);
  const reply = trouble?.step?.reply;
  const code = reply && [reply.code, reply.enhanced].filter((part) => part !== null).join(' ');
  return (
    <Disclosure
      summary={
        <span class="scan">
          <Mark look={probeLooks[state]} word={t.probes.state[state]} />
          <span class="scan-text">
            <Told text={probe.target} max={80} class="scan-who" />
            <Told text={trouble?.title ?? untroubled(probe)} max={120} class="scan-title" />
          </span>
          <span class="todo-side">
            {code && <span class="tag tag-code">{code}</span>}
            <Age at={probe.at} isCalm />
          </span>
        </span>
      }
    >
      {() => <ProbeDetail probe={probe} />}
    </Disclosure>
  );
}

function untroubled({ steps }: ProbeRow): string {
  const isTried = steps.some(({ stage, outcome }) => stage === 'rcpt' && outcome === 'passed');
  return isTried ? t.probes.fine : t.probes.fineUntried;
}

function ProbeDetail({ probe }: { readonly probe: ProbeRow }) {
  const { steps, warnings, server, tls, login, address, agent, at } = probe;
  const certificate = tls?.certificate;
  const advice = [...steps.flatMap(({ fault }) => (fault ? [fault] : [])), ...warnings];
  return (
    <>
      {advice.map(({ title, remedy, cause, who }, row) => (
        <div key={row}>
          <h3>
            <Told text={title} max={200} />
          </h3>
          <Facts
            class="meaning"
            facts={[
              [t.alert.remedy, <Told key="remedy" text={remedy} max={2000} />],
              [t.alert.cause, <Told key="cause" text={cause} max={2000} />],
              [t.alert.who, t.who[who]],
            ]}
          />
        </div>
      ))}
      <ol class="steps" aria-label={t.probes.steps}>
        {steps.map(({ stage, outcome, ms, note, reply, to }, row) => (
          <li key={row} class="step">
            <Mark look={stepLooks[outcome]} word={t.probes.outcome[outcome]} />
            <span class="step-name">{t.probes.stage[stage]}</span>
            <span class="step-time">{ms === null ? '' : t.formats.span(ms)}</span>
            <Told text={stepText(to, reply, note)} max={300} class="step-text" />
          </li>
        ))}
      </ol>
      <Facts
        facts={[
          [t.probes.address, address && <Told key="address" text={address} />],
          [t.probes.version, tls && <Told key="tls" text={`${tls.version} ${tls.cipher}`} />],
          [
            t.probes.certificate,
            certificate && (
              <Told key="certificate" text={t.probes.validTo(certificate.subject, certificate.validTo.slice(0, 10))} />
            ),
          ],
          [t.probes.size, server?.size ? t.formats.size(server.size) : null],
          [t.probes.login, login && <Told key="login" text={`${login.user} (${login.method})`} />],
          [t.probes.agent, <Told key="agent" text={agent} />],
          [t.probes.at, t.formats.moment(at)],
        ]}
      />
    </>
  );
}

function stepText(to: string | null, reply: ProbeRow['steps'][number]['reply'], note: string): string {
  const said =
    reply && [reply.code, reply.enhanced, reply.text].filter((part) => part !== null && part !== '').join(' ');
  return [to, said ?? note].filter((part) => part !== null && part !== '').join(': ');
}
