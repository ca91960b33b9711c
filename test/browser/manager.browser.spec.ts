import type { Browser } from 'playwright-core';
import type { Person } from '@throughline/tools/throughline/demo/cast';
import { captureLead, company } from '../installation/company';
import type { Company } from '../installation/company';
import { lookAround, openBrowser, tabOf, viewports } from './browser';

let browser: Browser;
let firm: Company;
let rep: Person;
let head: Person;

beforeAll(async () => {
  [firm, browser] = await Promise.all([company(), openBrowser()]);
  rep = firm.cast.one('sales-rep');
  head = firm.cast.one('sales-head');
  await openDeal('1234567890123.45');
}, 180_000);

afterAll(() => browser?.close());

/** What becomes of one lead of the rep, so that the figures have something to tell. */
async function openDeal(amount: string): Promise<void> {
  const { leadId } = await captureLead(firm.cast.as(head), 'Overview');
  await firm.cast.as(rep).post(`/v1/leads/${leadId}/claim`);
  await firm.cast.as(rep).post(`/v1/leads/${leadId}/convert`, { contact: { name: 'Purchasing' }, product: 'Line Monitor', amount: { amount, currency: 'CNY' }, expectedClose: firm.days.now.plus({ days: 40 }).toISODate() });
  // By then it is too long in its first stage.
  await firm.days.advanceTo(firm.days.now.plus({ days: 16 }));
  const { leadId: next } = await captureLead(firm.cast.as(head), 'Overview');
  await firm.cast.as(rep).post(`/v1/leads/${next}/claim`);
}

const WORDS = { en: { title: 'Overview', blocks: ['Late', 'Won this month', 'Forecast', 'Leads about to go back', 'How far deals have come', 'What became of leads'] }, zh: { title: '总览', blocks: ['逾期', '本月赢单', '销售预测', '即将回收的线索', '商机进展', '线索转化'] } };

describe('the overview of who leads others', () => {
  it.each(['en', 'zh'] as const)('tells how it goes in %s', async (language) => {
    const { page, faults } = await tabOf(browser, viewports[0]!, head.name, '/home', language);
    const { title, blocks } = WORDS[language];
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    for (const name of blocks) await page.getByRole('region', { name, exact: true }).waitFor();
    const month = firm.days.now.plus({ days: 26 }).setLocale(language === 'en' ? 'en-GB' : 'zh-CN').toLocaleString({ month: 'short', year: 'numeric' });
    const ahead = page.getByRole('row', { name: new RegExp(`^${month}`) });
    await ahead.waitFor();
    expect(await ahead.textContent()).toMatch(/CNY [1-9](,?\d){12,}\.\d{2}/);
    await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
    expect(await lookAround(page, 'overview', language)).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  }, 90_000);

  it('is narrowed to one person, and says of each block by itself when it fails', async () => {
    const { page } = await tabOf(browser, viewports[1]!, head.name, '/home');
    const deals = page.getByRole('list', { name: 'How far deals have come' });
    await deals.waitFor();
    const stranger = firm.cast.people.find(({ id, roles }) => id !== rep.id && roles.includes('legal'))!;
    await page.route('**/v1/leads/recycling*', (route) => route.fulfill({ status: 500, contentType: 'application/problem+json', body: '{"code":"test.down","title":"Down","detail":"","action":""}' }));
    await page.goto(`/home?owner=${stranger.id}&period=year`);
    await page.getByRole('list', { name: 'How far deals have come' }).getByText('Opened', { exact: true }).waitFor();
    expect(await deals.getByRole('listitem').first().textContent()).toBe('Opened0');
    await page.getByRole('region', { name: 'Leads about to go back' }).getByRole('alert').getByText('The server cannot answer right now').waitFor({ timeout: 20_000 });
    await page.getByRole('combobox', { name: 'Person' }).click();
    await page.getByRole('option', { name: new RegExp(`^${rep.name},`) }).click();
    await deals.getByText(/CNY [1-9](,?\d){12,}/).first().waitFor();
    expect(new URL(page.url()).searchParams.get('owner')).toBe(rep.id);
    await page.getByRole('region', { name: 'Late' }).getByRole('link', { name: /^Stage “/ }).first().click();
    await page.waitForURL(/\/pipeline\?pipeline=standard&stage=/);
    // Its list is what was counted: late ones, of that person.
    await page.getByRole('status').getByText(`Only: overdue in their stage · ${rep.name}`).waitFor();
    await page.getByRole('article').first().waitFor();
    await page.getByRole('button', { name: 'Show all' }).click();
    await page.waitForURL((url) => !url.searchParams.has('clock') && url.searchParams.has('stage'));
    await page.close();
  }, 90_000);
});
