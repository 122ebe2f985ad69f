import type { ComponentChildren } from 'preact';
import { api } from '../api.ts';
import { forget } from '../live.ts';
import { t } from '../messages/index.ts';
import { Icon } from '../parts/icon.tsx';
import { counts, mustLogin, route, touch, user } from '../state.ts';
import { theme, turnTheme } from '../theme.ts';
import { hashOf } from '../view/route.ts';
import { Lost } from './lost.tsx';

const tabs = ['home', 'alerts', 'supplies', 'scans', 'webhooks', 'catalogue'] as const;

/** What is around every view: the name, the ways to the other views, the theme. */
export function Shell({ children }: { readonly children: ComponentChildren }) {
  const { view } = route.value;
  const current = view === 'device' ? 'home' : view;
  return (
    <>
      <button type="button" class="skip" onClick={skip}>
        {t.skip}
      </button>
      <header class="top">
        <a class="brand" href={hashOf('home')}>
          <Platen />
          {t.brand}
        </a>
        {!mustLogin.value && (
          <nav class="nav" aria-label={t.nav.label}>
            {tabs.map((tab) => (
              <a key={tab} href={hashOf(tab)} aria-current={tab === current ? 'page' : undefined}>
                <Icon name={tab} />
                <span class="nav-word">{t.nav[tab]}</span>
                {tab === 'home' && counts.value.things > 0 && touch.value !== 'lost' && (
                  <span class="nav-count" aria-hidden="true">
                    {counts.value.things}
                  </span>
                )}
              </a>
            ))}
          </nav>
        )}
        <div class="top-end">
          {user.value !== null && (
            <button type="button" class="round" onClick={leave} title={`${t.login.out} (${user.value})`}>
              <Icon name="out" />
              <span class="unseen">{t.login.out}</span>
            </button>
          )}
          <button type="button" class="round" onClick={turnTheme} title={t.theme[theme.value]}>
            <Icon name={theme.value} />
            <span class="unseen">{t.theme[theme.value]}</span>
          </button>
        </div>
      </header>
      <main id="content" tabIndex={-1} data-touch={touch.value}>
        {touch.value === 'lost' && !mustLogin.value && <Lost />}
        {children}
      </main>
    </>
  );
}

/** No link: `#content` would be an address of the page's own. */
const skip = (): void => document.getElementById('content')?.focus();

/** Where the dashboard cannot be told, the session stays: then the page must not say otherwise. */
const leave = (): Promise<void> => api.logout().then(forget, () => undefined);

/** A sheet on a platen: the roller that paper is pressed against. */
const Platen = () => (
  <svg class="brand-mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
    <path class="brand-sheet" d="M8 5h16v14H8z" />
    <path class="brand-lines" d="M11.5 9.5h9M11.5 13h6" />
    <rect class="brand-roller" x="3" y="17" width="26" height="10" rx="5" />
  </svg>
);
