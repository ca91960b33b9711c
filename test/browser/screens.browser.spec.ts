import type { Browser, Page } from 'playwright-core';
import { company } from '../installation/company';
import type { Company } from '../installation/company';
import { lookAround, lookAt, openBrowser, tabOf, viewports } from './browser';
import type { Language } from './browser';

const [phone] = viewports as [(typeof viewports)[number]];

let browser: Browser;
let firm: Company;

beforeAll(async () => {
  [firm, browser] = await Promise.all([company(), openBrowser()]);
}, 180_000);

afterAll(() => browser?.close());

/** Read, titled, and with nothing on its way any more. */
async function stands(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.locator('#main h1').waitFor();
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  expect([path, await page.locator('#main').getByRole('alert').allInnerTexts()]).toEqual([path, []]);
}

/** Screens, and languages, in which no story stops at them. */
it.each(['en', 'zh'] as const)('the rest of the screens hold, in %s', async (language: Language) => {
  const unitPath = firm.cast.one('sales-head').unitPath;
  const { items } = await firm.cast.as(firm.cast.one('admin')).get<{ items: { id: string; path: string }[] }>('/v1/units');
  const unit = items.find(({ path }) => path === unitPath)!.id;
  const rest = {
    groups: '/administration/groups', pools: '/administration/pools', pool: `/administration/pools/${firm.poolId}`,
    ...(language === 'zh' && { units: '/administration/units', unit: `/administration/units/${unit}`, calendars: '/administration/calendars', calendar: '/administration/calendars/china', files: '/administration/files', notices: '/notices' }),
  };
  const { page, faults } = await tabOf(browser, phone, firm.cast.one('admin').name, '/', language);
  const found: string[] = [];
  for (const [name, path] of Object.entries(rest)) {
    await stands(page, path);
    found.push(...(await lookAround(page, name, language)).map((fault) => `${name} ${fault}`));
  }
  expect(found).toEqual([]);
  expect(faults).toEqual([]);
  await page.close();
  const legal = await tabOf(browser, phone, firm.cast.one('legal').name, '/contracts', language);
  await stands(legal.page, '/contracts');
  expect(await lookAround(legal.page, 'contracts', language)).toEqual([]);
  await legal.page.close();
}, 180_000);

it('all screens hold longer texts and the other direction', async () => {
  const { page, faults } = await tabOf(browser, phone, firm.cast.one('sales-head').name);
  const found: string[] = [];
  for (const path of ['/home', '/leads?view=free', '/pipeline', '/contracts', '/receivables', '/policies', '/administration', '/administration/units']) {
    await stands(page, `${path}${path.includes('?') ? '&' : '?'}lang=pseudo&dir=rtl`);
    expect(await page.locator('#main h1').innerText()).toMatch(/^\[.+~+\]$/);
    found.push(...(await lookAt(page, phone, `pseudo-${path.split(/[/?]/).slice(1, 3).join('-').replace(/-view.*/, '')}`, 'en', ['light'])).map((fault) => `${path} ${fault}`));
  }
  expect(await page.locator('html').getAttribute('dir')).toBe('rtl');
  expect(found).toEqual([]);
  expect(faults).toEqual([]);
  await page.close();
}, 120_000);
