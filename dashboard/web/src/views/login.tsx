import { useState } from 'preact/hooks';
import { ApiError, api } from '../api.ts';
import { restart } from '../live.ts';
import { t } from '../messages/index.ts';

/** Asks who somebody is, where the dashboard wants to know. */
export function Login() {
  const [isAsking, setAsking] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setAsking(true);
    setError(null);
    try {
      await api.login(String(form.get('user')), String(form.get('password')));
      restart();
    } catch (failure) {
      const isWrong = failure instanceof ApiError && failure.status === 401;
      setError(isWrong ? t.login.wrong : failure instanceof Error ? failure.message : String(failure));
    }
    setAsking(false);
  };
  return (
    <form class="login" onSubmit={submit}>
      <h1 tabIndex={-1}>{t.login.title}</h1>
      <p>{t.login.lead}</p>
      <label>
        {t.login.user}
        <input name="user" autocomplete="username" autocapitalize="none" required />
      </label>
      <label>
        {t.login.password}
        <input name="password" type="password" autocomplete="current-password" required />
      </label>
      {error !== null && (
        <p class="row-error" role="alert">
          {error}
        </p>
      )}
      <button type="submit" class="button button-strong" disabled={isAsking}>
        {t.login.submit}
      </button>
    </form>
  );
}
