/** A real browser for the tests of the page, where this machine has one. */
import { execFileSync } from 'node:child_process';
import { accessSync, constants, existsSync, globSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/opt/google/chrome/chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** Where Chromium or Chrome is; `CHROMIUM_PATH` wins. `null` where there is none. */
export function findBrowser(): string | null {
  const { CHROMIUM_PATH } = process.env;
  return (CHROMIUM_PATH ? [CHROMIUM_PATH] : places).find(isExecutable) ?? null;
}

/** A browser that asks nothing of anybody outside this machine. */
export function openBrowser(executablePath: string): Promise<Browser> {
  const args = [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-sync',
    '--disable-component-update',
    '--no-first-run',
  ];
  return chromium.launch({ executablePath, args });
}

const root = path.join(import.meta.dirname, '..', '..');
const web = path.join(root, 'dashboard', 'web');

/** Builds the page where that was not done, or not since its sources changed. */
export function buildPage(): void {
  const made = path.join(web, 'dist', 'index.html');
  const sources = globSync('{index.html,vite.config.ts,public/*,src/**/*.*}', { cwd: web });
  const newest = Math.max(...sources.map((file) => statSync(path.join(web, file)).mtimeMs));
  if (existsSync(made) && statSync(made).mtimeMs > newest) return;
  // A process of its own: in the environment of a test Vite would make a page for developers.
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const env = { ...process.env, NODE_ENV: 'production' };
  execFileSync(process.execPath, [vite, 'build', 'dashboard/web', '--logLevel', 'error'], { cwd: root, env });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
