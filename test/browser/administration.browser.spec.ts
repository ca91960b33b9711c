import type { Browser } from 'playwright-core';
import type { Person } from '@throughline/tools/throughline/demo/cast';
import { eventually } from '@throughline/testing/eventually';
import { company, gateway } from '../installation/company';
import type { Company } from '../installation/company';
import { lookAround, lookAt, openBrowser, tabOf, viewports } from './browser';

let browser: Browser;
let firm: Company;
let admin: Person;
let somebody: Person;

beforeAll(async () => {
  [firm, browser] = await Promise.all([company(), openBrowser()]);
  admin = firm.cast.one('admin');
  somebody = firm.cast.one('collector');
}, 180_000);

afterAll(() => browser?.close());

const LANGUAGES = ['en', 'zh'] as const;
const WORDS = { en: { title: 'People', plan: 'Enter an absence' }, zh: { title: '人员', plan: '登记请假' } };

describe('the people of the company', () => {
  it.each(LANGUAGES)('are found, in %s', async (language) => {
    const { page, faults } = await tabOf(browser, viewports[0]!, admin.name, `/administration?text=${encodeURIComponent(somebody.name)}`, language);
    const { title, plan } = WORDS[language];
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    const row = page.getByRole('link', { name: somebody.name });
    await row.waitFor();
    expect(await lookAround(page, 'people', language)).toEqual([]);
    await row.click();
    await page.getByRole('button', { name: plan }).waitFor();
    expect(await lookAround(page, 'person', language)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  }, 90_000);

  it('are entered as away, and have somebody who stands in for them, once', async () => {
    const from = firm.days.now.plus({ days: 40 }).toISODate()!;
    const to = firm.days.now.plus({ days: 42 }).toISODate()!;
    const other = firm.cast.one('finance');
    const { page, faults } = await tabOf(browser, viewports[0]!, admin.name, `/administration/people/${somebody.id}`);
    await page.getByRole('button', { name: 'Enter an absence' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Why' }).selectOption('training');
    await dialog.getByLabel('First day').fill(from);
    await dialog.getByLabel('Last day').fill(to);
    expect(await lookAt(page, viewports[0]!, 'absence')).toEqual([]);
    await dialog.getByRole('button', { name: 'Enter' }).dblclick();
    const absence = page.getByRole('listitem').filter({ hasText: 'Training' });
    await absence.waitFor();
    expect(await absence.count()).toBe(1);

    await page.getByRole('button', { name: 'Name a stand-in' }).click();
    await dialog.getByRole('combobox', { name: 'Stands in' }).click();
    await page.getByRole('option', { name: new RegExp(`^${other.name},`) }).click();
    await dialog.getByLabel('First day').fill(from);
    await dialog.getByLabel('Last day').fill(to);
    await dialog.getByRole('button', { name: 'Enter' }).click();
    await page.getByRole('listitem').filter({ hasText: other.name }).waitFor();
    await page.getByRole('button', { name: `End: ${other.name}` }).click();
    await page.getByRole('button', { name: 'Cancel: Training' }).click();
    await page.getByText('No absence is entered.').waitFor();
    await page.getByText(/^Nobody is named/).waitFor();
    expect(faults).toEqual([]);
    await page.close();
  }, 90_000);
});

describe('keys for programs', () => {
  const words = { en: { make: 'Make a key' }, zh: { make: '新建密钥' } };

  it.each(LANGUAGES)('are listed, in %s', async (language) => {
    const { page, faults } = await tabOf(browser, viewports[0]!, admin.name, '/developers', language);
    await page.getByRole('button', { name: words[language].make }).waitFor();
    await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
    expect(await lookAround(page, 'developers', language)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  }, 60_000);

  it('are shown once, work, and work no more when they are ended', async () => {
    const name = `Reports ${Date.now().toString(36)}`;
    const { page, faults } = await tabOf(browser, viewports[0]!, admin.name, '/developers');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('textbox', { name: 'What it is for' }).fill(name);
    await dialog.getByRole('combobox', { name: 'What it may do' }).fill('person:read');
    await page.getByRole('option', { name: 'person:read', exact: true }).click();
    await dialog.getByRole('textbox', { name: 'What it is for' }).click();
    await dialog.getByRole('button', { name: 'Make', exact: true }).dblclick();
    const key = await page.getByRole('status').locator('pre').textContent();
    expect(await lookAt(page, viewports[0]!, 'key')).toEqual([]);
    const people = () => fetch(`${gateway()}/v1/people?limit=1`, { headers: { authorization: `Bearer ${key}` } });
    expect((await people()).status).toBe(200);
    await page.reload();
    const row = page.getByRole('listitem').filter({ hasText: name });
    await row.waitFor();
    expect(await row.count()).toBe(1);
    expect(await page.getByText(key!).count()).toBe(0);
    await page.getByRole('button', { name: `End ${name}` }).click();
    await row.getByText('Ended').waitFor();
    await eventually(async () => (await people()).status === 401);
    expect(faults).toEqual([]);
    await page.close();
  }, 60_000);
});
