import { render } from 'preact';
import { App, markTab } from './app.tsx';
import { startLive } from './live.ts';
import { t } from './messages/index.ts';
import { followAddress } from './place.ts';

const page = document.getElementById('page');
if (!page) throw new Error('index.html has lost its #page');
document.documentElement.lang = t.locale;
followAddress();
markTab();
render(<App />, page);
startLive();
