/** A real browser at the page of receivers: adding one, seeing what it gets, and what became of it. */
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Office, openOffice, secret } from '../dashboard/office.ts';
import { openReceiver, type Receiver, status } from '../dashboard/receiver.ts';
import { sampleCondition, sampleReading } from '../dashboard/samples.ts';
import { buildPage, findBrowser, openBrowser } from './browser.ts';

const executable = findBrowser();
if (!executable) console.log('browser tests skipped: no Chromium or Chrome found; CHROMIUM_PATH may name one');

describe.skipIf(!executable)('the page of receivers', { timeout: 60_000 }, () => {
  let office: Office;
  let receiver: Receiver;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    buildPage();
    receiver = await openReceiver(secret, (got, response) => status(503)(got, response));
    office = await openOffice({ webhooks: [{ name: 'helpdesk', url: receiver.url, secret, allow_loopback: true }] });
    const url = await office.app.listen({ host: '127.0.0.1', port: 0 });
    await office.worker.start();
    const hostile = sampleCondition({ title: '<img src=x onerror=alert(1)> jam' });
    await office.push([sampleReading({ conditions: [hostile], status: 'stopped' })]);
    browser = await openBrowser(executable ?? '');
    page = await browser.newPage({ viewport: { width: 390, height: 900 } });
    page.setDefaultTimeout(20_000);
    await page.goto(`${url}/#/webhooks`);
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await office?.close();
    await receiver?.close();
  });

  it('shows what a receiver is sent, with the newest alert, as text', async () => {
    await page.getByRole('button', { name: 'More' }).click();
    const message = page.locator('.subscription-tools pre');
    await message.waitFor();
    expect(await message.textContent()).toContain('<img src=x onerror=alert(1)> jam');
    expect(await page.locator('main img').count()).toBe(0);
  });

  it('shows every format before anything is added', async () => {
    await page.getByRole('button', { name: 'Add a receiver' }).click();
    const format = page.getByLabel('Format');
    const preview = page.locator('.subscription-add pre').first();
    const names = await format.locator('option').allTextContents();
    expect(names).toHaveLength(9);
    await format.selectOption({ label: 'Microsoft Teams' });
    await expect.poll(() => preview.textContent()).toContain('AdaptiveCard');
    await format.selectOption({ label: 'JSON of your own' });
    await page.getByLabel('JSON to send').fill('{"x":"{{data.alert.kind}} {{nix}}"}');
    await page.getByLabel('Name').focus();
    await expect.poll(() => preview.textContent()).toContain('"paper-jam "');
    await page.getByText('{{nix}} is nothing that a message has').waitFor();
  });

  it('adds it, and shows its secret once', async () => {
    await page.getByLabel('Address').fill('https://new.example/hook');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('new.example is told from now on.').waitFor();
    expect(await page.locator('.subscription-add [role=status] pre').textContent()).toMatch(/^\s*whsec_/);
    await page.locator('.subscription-name', { hasText: 'new.example' }).waitFor();
  });

  it('says why an address is refused', async () => {
    await page.getByLabel('Address').fill('http://169.254.169.254/');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('169.254.169.254 is not an address that a receiver can have').waitFor();
  });

  it('shows what was sent and answered', async () => {
    await page.reload();
    await page.getByRole('button', { name: /to helpdesk/ }).click();
    await page.getByText(/What was sent \([\d,]+ bytes\)/).waitFor();
    await page.getByText('Answer to attempt 1').waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });
});
