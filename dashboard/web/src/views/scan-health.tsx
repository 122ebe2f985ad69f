import { t } from '../messages/index.ts';
import { Age } from '../parts/age.tsx';
import { Mark } from '../parts/mark.tsx';
import { Section } from '../parts/section.tsx';
import { Told } from '../parts/told.tsx';
import { scans, summary } from '../state.ts';
import { hashOf } from '../view/route.ts';
import { type ScanHealth as Health, scanHealth } from '../view/scans.ts';
import { outcomeLooks } from '../view/status.ts';

/** How scan-to-email went in the last day, and the commonest cause of what failed. */
export function ScanHealth() {
  if (!summary.value) return null;
  const health = scanHealth(summary.value.scans, scans.value);
  return (
    <Section
      title={t.scanHealth.title}
      note={t.scanHealth.span}
      aside={<a href={hashOf('scans')}>{t.scanHealth.all}</a>}
    >
      <p class={`health-lead health-${health.mood}`}>{lead(health)}</p>
      {health.mood !== 'none' && <Counts health={health} />}
      {health.topTitle !== null && health.mood !== 'fine' && (
        <div class="health-top">
          <h3>{t.scanHealth.top}</h3>
          <p class="health-cause">
            <Told text={health.topTitle} max={160} />
          </p>
          {health.example && (
            <p class="health-remedy">
              <Told text={health.example.remedy} max={400} />{' '}
              <span class="pale">
                <Told text={health.example.deviceName ?? health.example.client.name ?? ''} max={50} />{' '}
                <Age at={health.example.at} say={t.age.ago} />
              </span>
            </p>
          )}
        </div>
      )}
    </Section>
  );
}

function lead({ mood, sent, waiting, failed }: Health): string {
  if (mood === 'none') return t.scanHealth.none;
  if (mood === 'failing') return t.scanHealth.failing(failed, sent + waiting + failed);
  return mood === 'waiting' ? t.scanHealth.waiting(waiting) : t.scanHealth.fine(sent);
}

function Counts({ health: { sent, waiting, failed } }: { readonly health: Health }) {
  const parts = [
    { look: outcomeLooks.sent, count: sent, word: t.scanHealth.sent(sent) },
    { look: outcomeLooks.deferred, count: waiting, word: t.scanHealth.deferred(waiting) },
    { look: outcomeLooks.refused, count: failed, word: t.scanHealth.failed(failed) },
  ].filter((part) => part.count > 0);
  return (
    <>
      <div class="shares" aria-hidden="true">
        {parts.map((part) => (
          <span key={part.look.tone} class={`share tone-${part.look.tone}`} style={{ flexGrow: part.count }} />
        ))}
      </div>
      <p class="share-words">
        {parts.map((part) => (
          <a key={part.look.tone} href={hashOf('scans')}>
            <Mark look={part.look} word={part.word} />
          </a>
        ))}
      </p>
    </>
  );
}
