import type { Browser, Page } from 'playwright-core';
import { company } from '../installation/company';
import type { Company } from '../installation/company';
import { openBrowser, openTab, overhang, picture, signInAs, viewports } from './browser';

let browser: Browser;
let firm: Company;

beforeAll(async () => {
  [firm, browser] = await Promise.all([company(), openBrowser()]);
}, 120_000);

afterAll(() => browser?.close());

/** From the top to the bottom: of a long document the page keeps only what is near the window. Calls back at each step. */
async function scrollDown(page: Page, enough: () => Promise<boolean>): Promise<void> {
  await page.locator('[data-path]').first().waitFor();
  await page.evaluate('scrollTo(0, 0)');
  for (let steps = 0; steps < 200 && !(await enough()); steps += 1) {
    await page.evaluate('scrollBy(0, 500)');
    await page.waitForTimeout(50);
  }
}

describe.each(viewports)('the API page at $size', (viewport) => {
  it('shows one document of all services', async () => {
    const { page, faults } = await openTab(browser, viewport, '/docs');
    await page.getByRole('heading', { name: /^Throughline/ }).waitFor();
    // One address of each service, and one of the gateway's own.
    const wanted = ['/v1/whoami', '/v1/people', '/v1/leads', '/v1/opportunities', '/v1/contracts', '/v1/receipts', '/v1/tasks'];
    const seen = new Set<string>();
    await scrollDown(page, async () => {
      for (const path of await page.locator('[data-path]').evaluateAll((all) => all.map((one) => one.getAttribute('data-path')))) seen.add(path ?? '');
      return wanted.every((path) => seen.has(path));
    });
    expect([...seen]).toEqual(expect.arrayContaining(wanted));
    await page.evaluate('scrollTo(0, 0)');
    expect(await overhang(page)).toBe(0);
    await picture(page, viewport, 'docs');
    expect(faults).toEqual([]);
    await page.context().close();
  }, 120_000);
});

it('asks as the person who has signed in on the landing page', async () => {
  const { page, faults } = await openTab(browser, viewports[1]!);
  const rep = firm.cast.one('sales-rep');
  await signInAs(page, rep.name);
  await page.getByRole('link', { name: 'API', exact: true }).click();
  const whoAmI = page.locator('.opblock').filter({ has: page.locator('[data-path="/v1/whoami"]') });
  await scrollDown(page, async () => (await whoAmI.count()) > 0);
  await whoAmI.locator('.opblock-summary-control').click();
  await whoAmI.getByRole('button', { name: 'Try it out' }).click();
  await whoAmI.getByRole('button', { name: 'Execute' }).click();
  await whoAmI.locator('.live-responses-table').getByText(rep.name).first().waitFor();
  await picture(page, viewports[1]!, 'docs-tried');
  expect(faults).toEqual([]);
  await page.context().close();
}, 120_000);
