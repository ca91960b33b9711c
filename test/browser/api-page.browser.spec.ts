import type { Browser, Page } from 'playwright-core';
import { company } from '../installation/company';
import type { Company } from '../installation/company';
import { openBrowser, overhang, picture, tabOf, viewports } from './browser';
import type { Viewport } from './browser';

let browser: Browser;
let firm: Company;

beforeAll(async () => {
  [firm, browser] = await Promise.all([company(), openBrowser()]);
}, 120_000);

afterAll(() => browser?.close());

/** From the top to the bottom: of a long document the page keeps only what is near the window. Calls back at each step. */
async function scrollDown(page: Page, enough: () => Promise<boolean>): Promise<void> {
  await page.locator('[data-path]').first().waitFor();
  for (let steps = 0; steps < 200 && !(await enough()); steps += 1) {
    await page.evaluate('scrollBy(0, innerHeight)');
    await page.waitForTimeout(50);
  }
}

it('shows one document of all services, and asks as the person who has signed in to the console', async () => {
  const rep = firm.cast.one('sales-rep');
  const [phone, desk] = viewports as [Viewport, Viewport];
  const { page, faults } = await tabOf(browser, desk, rep.name);
  await page.getByRole('button', { name: new RegExp(rep.name) }).click();
  await page.getByRole('menuitem', { name: 'API' }).click();
  await page.getByRole('heading', { name: /^Throughline/ }).waitFor();
  await picture(page, desk, 'docs');
  // One address of each service, and one of the gateway's own.
  const wanted = ['/v1/people', '/v1/leads', '/v1/opportunities', '/v1/contracts', '/v1/receipts', '/v1/tasks', '/v1/whoami'];
  const seen = new Set<string>();
  await scrollDown(page, async () => {
    for (const path of (await page.evaluate("[...document.querySelectorAll('[data-path]')].map((one) => one.dataset.path)")) as string[]) seen.add(path);
    return wanted.every((path) => seen.has(path));
  });
  expect([...seen]).toEqual(expect.arrayContaining(wanted));
  const whoAmI = page.locator('.opblock').filter({ has: page.locator('[data-path="/v1/whoami"]') });
  if ((await whoAmI.count()) === 0) await page.evaluate('scrollTo(0, 0)');
  await scrollDown(page, async () => (await whoAmI.count()) > 0);
  await whoAmI.locator('.opblock-summary-control').click();
  await whoAmI.getByRole('button', { name: 'Try it out' }).click();
  await whoAmI.getByRole('button', { name: 'Execute' }).click();
  await whoAmI.locator('.live-responses-table').getByText(rep.name).first().waitFor();
  await picture(page, desk, 'docs-tried');
  expect(await overhang(page)).toBe(0);
  await page.setViewportSize(phone.viewport);
  await page.evaluate('scrollTo(0, 0)');
  expect(await overhang(page)).toBe(0);
  await picture(page, phone, 'docs');
  expect(faults).toEqual([]);
  await page.close();
}, 120_000);
