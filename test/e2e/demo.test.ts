/** A real browser in front of the demo's office: what a person sees and does. */

import { gzipSync } from 'node:zlib';
import { pino } from 'pino';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DemoWorld, startDemo } from '../../cli/demo-world.ts';
import type { Alert, DeviceRow } from '../../contract/index.ts';
import { officeDevices } from '../../simulator/devices/index.ts';
import { exitJam } from '../../simulator/scripts/troubles.ts';
import { buildPage, findBrowser, openBrowser } from './browser.ts';
import { layCable } from './cable.ts';
import { hostileDevice, hostileName, hostileSupply } from './hostile-device.ts';

/** The machine may be busy. */
const patience = { timeout: 20_000 };

const executable = findBrowser();
if (!executable) console.log('browser tests skipped: no Chromium or Chrome found; CHROMIUM_PATH may name one');

describe.skipIf(!executable)('the page', { timeout: 60_000 }, () => {
  let world: DemoWorld;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;
  /** What must stay empty: errors of scripts, refusals by the content policy, requests to anywhere else. */
  let wrongs: string[];

  beforeAll(async () => {
    buildPage();
    const devices = [...officeDevices, hostileDevice()];
    const log = pino({ level: process.env.PLATEN_LOG ?? 'silent' });
    world = await startDemo({ port: 0, log, office: { devices, script: null } });
    browser = await openBrowser(executable ?? '');
    await until('every device has answered', async () => (await rows()).filter((row) => row.reachedAt).length === 17);
  }, 60_000);

  afterAll(async () => {
    await browser?.close();
    await world?.stop();
  });

  beforeEach(async () => {
    context = await browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB' });
    page = await context.newPage();
    page.setDefaultTimeout(20_000);
    wrongs = [];
    page.on('pageerror', (error) => wrongs.push(error.message));
    page.on('console', (message) => message.type() === 'error' && wrongs.push(message.text()));
    page.on('dialog', (dialog) => wrongs.push(`dialog: ${dialog.message()}`));
    page.on('request', (request) => {
      if (!request.url().startsWith(`${world.url}/`)) wrongs.push(`request to ${request.url()}`);
    });
    await page.goto(world.url);
    await page.locator('.card').first().waitFor();
  });

  afterEach(async () => {
    await context.close();
    await clearJam();
    await until('no jam is left', async () => (await openAlerts()).every((each) => each.kind !== 'paper-jam'));
    expect(wrongs).toEqual([]);
  });

  async function rows(): Promise<DeviceRow[]> {
    const answer = await fetch(`${world.url}/api/v1/devices?limit=1000`);
    return ((await answer.json()) as { items: DeviceRow[] }).items;
  }
  async function openAlerts(): Promise<Alert[]> {
    const answer = await fetch(`${world.url}/api/v1/alerts?state=open&limit=1000`);
    return ((await answer.json()) as { items: Alert[] }).items;
  }

  /** Looks again until it is so, for 30 s at most. */
  async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
    const deadline = performance.now() + 30_000;
    while (!(await isSo())) {
      if (performance.now() > deadline) throw new Error(`not seen within 30 s: ${what}`);
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
  }

  const jamRow = () => page.locator('.section-main .row', { hasText: 'Clear the paper jam' });
  const raiseJam = () => world.office.perform({ device: 'archive-copier', do: 'raise', trouble: exitJam });
  const clearJam = () => world.office.perform({ device: 'archive-copier', do: 'clear', trouble: exitJam.key });

  it('shows every device, with the state in words', async () => {
    await expect.poll(() => page.locator('.card').count(), patience).toBe(17);
    const words = await page.locator('.card .mark-word').allTextContents();
    const known = ['Ready', 'Working', 'Asleep', 'Needs attention', 'Stopped'];
    expect(words.filter((word) => !known.includes(word))).toEqual([]);
    expect(await page.locator('h1').textContent()).toMatch(/\d+ (devices are )?fine.* · updated/);
  });

  it('needs at most 90 kB of script and style, compressed, for the first view', async () => {
    const files = await page.evaluate(() =>
      performance
        .getEntriesByType('resource')
        .map((entry) => entry.name)
        .filter((name) => /\.(js|css)$/.test(name)),
    );
    expect(files.length).toBeGreaterThanOrEqual(3);
    let size = 0;
    for (const file of files) size += gzipSync(await (await fetch(file)).bytes()).length;
    expect(size).toBeLessThan(90_000);
  });

  it('finds devices by words, keeps the filter in the address, and shows them as a table', async () => {
    await page.keyboard.press('/');
    await page.keyboard.type('oki c7');
    await expect.poll(() => page.locator('.card').count(), patience).toBe(1);
    await page.getByRole('button', { name: 'Table' }).click();
    await page.locator('.table').waitFor();
    expect(new URL(page.url()).hash).toBe('#/?q=oki+c7&as=table');
    await page.reload();
    await expect.poll(() => page.locator('.table tbody tr').count(), patience).toBe(1);
  });

  it('tells of an alert without reload, explains it, takes an acknowledgement, and forgets it when it is over', async () => {
    await page.evaluate(() => Object.assign(window, { sameLoad: true }));
    await raiseJam();
    await jamRow().waitFor();
    expect(await page.title()).toMatch(/^\(\d+\) Platen$/);
    expect(await page.locator('link[rel=icon]').getAttribute('href')).toMatch(/favicon-\d\.svg$/);

    const alert = (await openAlerts()).find((each) => each.kind === 'paper-jam');
    if (!alert) throw new Error('the dashboard has no alert of the jam');
    await jamRow().locator('.row-toggle').click();
    const told = await jamRow().locator('.row-body').textContent();
    for (const text of [alert.cause, alert.remedy]) expect(told).toContain(text);
    await jamRow().getByText('Why Platen says so').click();
    expect(await jamRow().locator('.raw').textContent()).toContain('077-109');

    await jamRow().getByRole('button', { name: 'Acknowledge' }).press('Enter');
    await jamRow().waitFor({ state: 'detached' });
    await page.getByRole('heading', { level: 2, name: 'Being looked after' }).waitFor();
    await until('acknowledged', async () =>
      (await openAlerts()).some((each) => each.id === alert.id && each.acknowledged !== null),
    );

    await clearJam();
    await page.getByRole('heading', { level: 2, name: 'Being looked after' }).waitFor({ state: 'detached' });
    expect(await page.evaluate(() => 'sameLoad' in window)).toBe(true);
  });

  it('says that nothing is heard instead of staying green, and comes back without a lost event', async () => {
    const cable = await layCable(world.url);
    await page.clock.install();
    await page.goto(cable.url);
    await page.locator('.card').first().waitFor();
    await cable.cut();
    await page.clock.fastForward(60_000);
    await page.getByText('Live updates stopped').waitFor();
    expect(await page.title()).toBe('(?) Platen');
    await raiseJam();
    await until('the jam is known', async () => (await openAlerts()).some((each) => each.kind === 'paper-jam'));
    expect(await jamRow().count()).toBe(0);

    await cable.mend();
    await page.clock.runFor(35_000);
    await jamRow().waitFor();
    await page.getByText('Live updates stopped').waitFor({ state: 'detached' });
    await clearJam();
    await jamRow().waitFor({ state: 'detached' });
    await page.goto(world.url);
    await cable.cut();
    // The browser itself reports a cable that is out, and the other address is the cable's.
    wrongs = wrongs.filter((wrong) => !wrong.includes('net::ERR_') && !wrong.includes(cable.url));
  });

  it('shows hostile texts as text', async () => {
    const device = (await rows()).find((row) => row.name.startsWith('<img'));
    if (!device) throw new Error('the hostile device was not read');
    const card = page.locator('.card', { hasText: '<img src=x' });
    expect(await card.locator('.card-name').textContent()).toContain('<img src=x');
    const { width, height } = (await card.boundingBox()) ?? { width: 0, height: 0 };
    expect(width).toBeLessThan(500);
    expect(height).toBeLessThan(400);
    await card.locator('.card-name').click();
    await page.getByRole('heading', { level: 2, name: 'Supplies' }).waitFor();
    expect(await page.locator('h1').textContent()).toContain(hostileName.slice(0, 60));
    expect(await page.locator('.device-supplies').textContent()).toContain(hostileSupply.slice(0, 40));
    expect(await page.locator('h1 bdi').evaluate((bdi) => getComputedStyle(bdi).unicodeBidi)).toBe('isolate');
    expect(await page.locator('main img, main script, main svg[onload]').count()).toBe(0);
    expect(await page.evaluate(() => 'harm' in window)).toBe(false);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });

  const views = [
    '',
    'alerts',
    'alerts?show=all',
    'supplies',
    'scans',
    'webhooks',
    'catalogue?q=SERVICE+CALL+173',
    'catalogue?show=unknown',
    'nowhere',
  ];
  it.each([390, 1280, 1920])(
    'opens every view at %i pixels without an error and without scrolling sideways',
    async (width) => {
      await page.setViewportSize({ width, height: 900 });
      const [first] = await rows();
      for (const view of [...views, `device/${encodeURIComponent(first?.id ?? '')}`]) {
        await page.goto(`${world.url}/#/${view}`);
        await page.locator('main h1').waitFor();
        await expect.poll(() => page.locator('.loading').count(), patience).toBe(0);
        expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), view).toBeLessThanOrEqual(
          0,
        );
      }
    },
  );

  it('has what nobody knows beside the look-up, and keeps the choice in the address', async () => {
    await page.goto(`${world.url}/#/catalogue`);
    await page.getByRole('button', { name: 'Unknown codes' }).click();
    await page.getByText('no entry explains').waitFor();
    expect(page.url()).toContain('show=unknown');
    await page.reload();
    await page.getByText('no entry explains').waitFor();
    await page.getByRole('button', { name: 'Look up' }).click();
    await page.getByPlaceholder('SERVICE CALL').waitFor();
  });

  it('turns dark and light, and remembers it', async () => {
    const color = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const light = await color();
    const turn = page.getByRole('button', { name: /^Theme/ });
    await turn.click();
    await turn.click();
    expect(await color()).not.toBe(light);
    await page.reload();
    await page.locator('.card').first().waitFor();
    expect(await color()).not.toBe(light);
  });
});
