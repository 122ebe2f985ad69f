import { useState } from 'preact/hooks';
import type { Subscription } from '../../../../contract/index.ts';
import { api } from '../api.ts';
import { t } from '../messages/index.ts';
import { Doing } from '../parts/doing.tsx';
import { Snippet } from '../parts/snippet.tsx';
import { MessagePreview } from './message-preview.tsx';

/** What is kept of deliveries, and so may be sent again. */
const keptMs = 30 * 86_400_000;

type Props = { readonly subscription: Subscription; readonly changed: () => void };

/** What else can be done with a subscription, and what it is sent. */
export function SubscriptionTools({ subscription, changed }: Props) {
  const { id, format, url, template, enabled, origin } = subscription;
  const [secret, setSecret] = useState<string | null>(null);
  const [replayed, setReplayed] = useState<number | null>(null);
  const rotates = origin === 'api' && !['pagerduty', 'ntfy', 'email'].includes(format);
  const since = () => new Date(Date.now() - keptMs).toISOString();
  return (
    <div class="subscription-tools">
      <div class="chips">
        <Doing
          word={enabled ? t.webhooks.turnOff : t.webhooks.turnOn}
          doing={t.webhooks.working}
          act={() => api.enableSubscription(id, !enabled)}
          done={changed}
        />
        {rotates && (
          <Doing
            word={t.webhooks.rotate}
            doing={t.webhooks.working}
            act={async () => setSecret((await api.rotateSecret(id)).secret)}
            done={changed}
          />
        )}
        {enabled && (
          <Doing
            word={t.webhooks.replay}
            doing={t.webhooks.working}
            act={async () => setReplayed((await api.replay(id, since())).count)}
            done={changed}
          />
        )}
      </div>
      {replayed !== null && <p role="status">{t.webhooks.replayed(replayed)}</p>}
      {secret !== null && <Snippet text={secret} label={t.webhooks.secret} />}
      <MessagePreview format={format} url={url} template={template} />
    </div>
  );
}
