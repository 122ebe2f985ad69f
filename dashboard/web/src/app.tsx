import { effect } from '@preact/signals';
import { t } from './messages/index.ts';
import { counts, mustLogin, route, touch } from './state.ts';
import { faviconFor } from './view/favicon.ts';
import { Alerts } from './views/alerts.tsx';
import { Catalogue } from './views/catalogue.tsx';
import { Device } from './views/device.tsx';
import { Home } from './views/home.tsx';
import { Login } from './views/login.tsx';
import { Scans } from './views/scans.tsx';
import { Shell } from './views/shell.tsx';
import { Supplies } from './views/supplies.tsx';
import { Webhooks } from './views/webhooks.tsx';

/** The whole page. */
export function App() {
  return <Shell>{mustLogin.value ? <Login /> : <Current />}</Shell>;
}

function Current() {
  const { view, id } = route.value;
  switch (view) {
    case 'home':
      return <Home />;
    case 'device':
      return <Device key={id} id={id} />;
    case 'alerts':
      return <Alerts />;
    case 'supplies':
      return <Supplies />;
    case 'scans':
      return <Scans />;
    case 'webhooks':
      return <Webhooks />;
    case 'catalogue':
      return <Catalogue />;
    case 'missing':
      return <Missing />;
  }
}

const Missing = () => (
  <>
    <h1 tabIndex={-1}>{t.problem.missing}</h1>
    <a class="onward" href="#/">
      {t.problem.home}
    </a>
  </>
);

/** Keeps the tab's title and picture at the number of things to do. */
export function markTab(): void {
  effect(() => {
    const isLost = touch.value === 'lost';
    const { things } = counts.value;
    document.title = t.headline.title(things, isLost);
    const link = document.querySelector<HTMLLinkElement>('link[rel="icon"]');
    const href = `./${faviconFor(things, isLost)}.svg`;
    if (link && link.getAttribute('href') !== href) link.setAttribute('href', href);
  });
}
