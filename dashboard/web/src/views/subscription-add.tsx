import { useState } from 'preact/hooks';
import type { CreatedSubscription, FormatName, Severity } from '../../../../contract/index.ts';
import { api } from '../api.ts';
import { t } from '../messages/index.ts';
import { Snippet } from '../parts/snippet.tsx';
import { MessagePreview } from './message-preview.tsx';

// Only types come from the contract: its schemas would make the page three times as large.
const formats = Object.keys(t.webhooks.format) as FormatName[];
const severities = Object.keys(t.webhooks.from).reverse() as Severity[];

const firstTemplate = `{
  "text": "{{data.alert.title}} - {{data.device.name}}",
  "severity": "{{data.alert.severity}}"
}`;

/** A new receiver: where, in which format, and what it will get. */
export function SubscriptionAdd({ added }: { readonly added: () => void }) {
  const [format, setFormat] = useState<FormatName>('generic');
  const [url, setUrl] = useState('');
  const [template, setTemplate] = useState(firstTemplate);
  const [made, setMade] = useState<CreatedSubscription | null>(null);
  const [error, setError] = useState<string | null>(null);
  const text = t.webhooks.add;
  const key = format === 'pagerduty' || format === 'ntfy' ? text.key[format] : null;

  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget as HTMLFormElement;
    const given = (name: string) => String(new FormData(form).get(name) ?? '').trim();
    setError(null);
    setMade(null);
    try {
      setMade(
        await api.addSubscription({
          format,
          url: given('url'),
          minSeverity: given('severity') as Severity,
          ...(given('name') && { name: given('name') }),
          ...(given('key') && { secret: given('key') }),
          ...(format === 'template' && { template }),
        }),
      );
      added();
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure));
    }
  };

  return (
    <form class="subscription-add" onSubmit={submit}>
      <label>
        {text.format}
        <select value={format} onChange={(event) => setFormat(event.currentTarget.value as FormatName)}>
          {formats.map((name) => (
            <option key={name} value={name}>
              {t.webhooks.format[name]}
            </option>
          ))}
        </select>
      </label>
      <label>
        {text.url}
        <input
          name="url"
          required
          maxLength={2000}
          placeholder={text.urlHint[format]}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
      </label>
      {key !== null && (
        <label>
          {key}
          <input name="key" type="password" autocomplete="off" maxLength={500} required={format === 'pagerduty'} />
        </label>
      )}
      <label>
        {text.name}
        <input name="name" maxLength={100} placeholder={text.nameHint} />
      </label>
      <label>
        {text.severity}
        <select name="severity">
          {severities.map((each) => (
            <option key={each} value={each}>
              {t.webhooks.from[each]}
            </option>
          ))}
        </select>
      </label>
      {format === 'template' && (
        <label class="wide">
          {text.template}
          <textarea
            rows={8}
            spellcheck={false}
            value={template}
            onChange={(event) => setTemplate(event.currentTarget.value)}
          />
        </label>
      )}
      <div class="wide">
        <MessagePreview format={format} url={url} template={format === 'template' ? template : null} />
      </div>
      {error !== null && (
        <p class="row-error wide" role="alert">
          {error}
        </p>
      )}
      {made && (
        <div class="wide" role="status">
          <p>{text.added(made.name)}</p>
          {made.secret !== null && <Snippet text={made.secret} label={t.webhooks.secret} />}
        </div>
      )}
      <button type="submit" class="button button-strong">
        {text.submit}
      </button>
    </form>
  );
}
