import type { Browser, Page } from 'playwright-core';
import type { Person } from '@throughline/tools/throughline/demo/cast';
import { captureLead, company } from '../installation/company';
import type { Company } from '../installation/company';
import { englishIn, lookAround, lookAt, openBrowser, tabOf, viewports } from './browser';

let browser: Browser;
let firm: Company;
let rep: Person;

beforeAll(async () => {
  [firm, browser] = await Promise.all([company(), openBrowser()]);
  rep = firm.cast.one('sales-rep');
}, 180_000);

afterAll(() => browser?.close());

const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name });

describe.each(viewports)('a sales person at $size', (viewport) => {
  const name = `Quarry ${viewport.size}`;
  let companyName: string;

  it('claims a lead, works on it and makes it a deal', async () => {
    const { leadId } = await captureLead(firm.cast.as(firm.cast.one('sales-head')), name);
    ({ companyName } = await firm.cast.as(rep).get<{ companyName: string }>(`/v1/leads/${leadId}`));
    const { page, faults } = await tabOf(browser, viewport, rep.name, `/leads?view=free&pool=${firm.poolId}`);
    await page.getByText(/You may still claim \d+ today/).waitFor();
    const row = page.getByRole('row').filter({ hasText: companyName });
    await row.waitFor();
    expect(await lookAt(page, viewport, 'pool')).toEqual([]);
    await row.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Claim 1 lead' }).dblclick();
    await page.getByText('1 of 1 claimed').waitFor();
    await page.getByText(new RegExp(`^${companyName}: yours`)).waitFor();

    await page.goto(`/leads/${leadId}`);
    await heading(page, companyName).waitFor();
    expect(await lookAt(page, viewport, 'lead')).toEqual([]);
    await page.getByRole('button', { name: 'Record an activity' }).click();
    await page.getByRole('textbox', { name: 'What there is to tell (optional)' }).fill('They want an offer by Friday.');
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByText('They want an offer by Friday.').waitFor();

    await page.getByRole('button', { name: 'Make it a deal' }).click();
    await page.getByRole('textbox', { name: 'Contact' }).fill('Purchasing');
    await page.getByRole('textbox', { name: 'Product' }).fill('Line Monitor');
    await page.getByRole('textbox', { name: 'Expected value' }).fill('1234567890123.45');
    await page.getByLabel('Expected to close on').fill(firm.days.now.plus({ days: 60 }).toISODate()!);
    expect(await lookAt(page, viewport, 'convert')).toEqual([]);
    await page.getByRole('button', { name: 'Open the deal' }).click();
    await page.waitForURL(/\/deals\//);
    expect(faults).toEqual([]);
    await page.close();
  }, 180_000);

  it('takes the deal on when its milestone is met, and loses it for a reason', async () => {
    await firm.days.advanceTo(firm.days.now.plus({ minutes: 10 }));
    const { page, faults } = await tabOf(browser, viewport, rep.name, '/pipeline');
    const card = page.getByRole('article', { name: companyName });
    await card.waitFor();
    expect(await lookAt(page, viewport, 'pipeline')).toEqual([]);
    await card.getByRole('button', { name: /^Move / }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText(/missing before the deal may enter/).waitFor();
    expect(await lookAt(page, viewport, 'milestone')).toEqual([]);
    await dialog.getByRole('textbox').fill('Call of this morning: budget confirmed.');
    await dialog.getByRole('button', { name: 'Milestone met' }).click();
    await dialog.getByRole('button', { name: /^To / }).click();
    await page.getByText(new RegExp(`^${companyName} is in `)).waitFor();

    // A phone shows one stage at a time; a desk shows them all.
    await page.goto(`/pipeline?stage=${await stageOf(companyName)}`);
    await card.getByRole('link', { name: companyName }).click();
    await heading(page, companyName).waitFor();
    await page.getByText(/^Milestone met/).first().waitFor();
    await page.getByText('Lead claimed').waitFor();
    expect(await lookAt(page, viewport, 'deal')).toEqual([]);

    await page.goBack();
    await card.getByRole('button', { name: `${companyName} is lost` }).click();
    await page.getByRole('radio', { name: 'A competitor' }).check();
    await page.getByRole('dialog').getByRole('button', { name: 'Lost', exact: true }).click();
    await card.waitFor({ state: 'detached' });
    expect(faults).toEqual([]);
    await page.close();
  }, 180_000);
});

it('shows the screens of sales in Chinese', async () => {
  const dealId = await dealUnderWay();
  const { leadId } = await captureLead(firm.cast.as(firm.cast.one('sales-head')), 'Foundry');
  await firm.cast.as(rep).post(`/v1/leads/${leadId}/claim`);
  const { page, faults } = await tabOf(browser, viewports[0]!, firm.cast.one('sales-head').name, '/leads?view=free', 'zh');
  for (const [screen, words] of [['leads', '公海'], ['pipeline', '赢率'], ['receivables', '催款记录'], [`leads/${leadId}`, /为何评为/], [`deals/${dealId}`, '线索已领取']] as const) {
    if (screen !== 'leads') await page.goto(`/${screen}`);
    await page.getByText(words).first().waitFor();
    await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
    expect([screen, await lookAround(page, screen.split('/')[0]! + (screen.includes('/') ? '-one' : ''), 'zh')]).toEqual([screen, []]);
    // What the services say is said in the reader's language: why, until when, what comes next.
    expect([screen, await englishIn(page)]).toEqual([screen, []]);
    if (screen === 'receivables') expect(await page.getByLabel('截止日期').inputValue()).toBe(firm.days.now.toISODate());
  }
  expect(await page.locator('#main').innerText()).toMatch(/“拓展”阶段应在 \d+ 个工作日内完成/);
  expect(faults).toEqual([]);
  // What is refused, too.
  await page.route('**/v1/receivables*', (route) => route.fulfill({ status: 409, contentType: 'application/problem+json', body: '{"code":"receipt.reversed","title":"The receipt was taken back","detail":"There is nothing to allocate.","action":"Record it anew."}' }));
  await page.goto('/receivables');
  await page.getByRole('alert').getByText('该收款已撤销').waitFor();
  await page.getByRole('alert').getByText('请用新的银行流水号登记新的付款。').waitFor();
  await page.close();
}, 120_000);

it('says of every screen what comes where there is nothing yet', async () => {
  const newcomer = firm.cast.with('sales-rep')[3]!;
  const { page, faults } = await tabOf(browser, viewports[0]!, newcomer.name, '/inbox');
  const found: string[] = [];
  for (const [screen, words] of [['inbox', 'Nothing waits for you.'], ['leads', /no lead/i], ['pipeline', /no deals?/i], ['contracts', /no contract/i], ['receivables', /nothing/i]] as const) {
    if (screen !== 'inbox') await page.goto(`/${screen}`);
    await page.getByText(words).first().waitFor();
    await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
    found.push(...(await lookAt(page, viewports[0]!, `empty-${screen}`, 'en', ['light'])).map((fault) => `${screen}: ${fault}`));
  }
  expect(found).toEqual([]);
  expect(faults).toEqual([]);
  await page.close();
}, 120_000);

/** A deal of the rep in its first stage. */
async function dealUnderWay(): Promise<string> {
  const { leadId } = await captureLead(firm.cast.as(firm.cast.one('sales-head')), 'Mill');
  await firm.cast.as(rep).post(`/v1/leads/${leadId}/claim`);
  const terms = { contact: { name: 'Purchasing' }, product: 'Line Monitor', amount: { amount: '1000.00', currency: 'CNY' }, expectedClose: firm.days.now.plus({ days: 40 }).toISODate() };
  const { dealId } = await firm.cast.as(rep).post<{ dealId: string }>(`/v1/leads/${leadId}/convert`, terms);
  return dealId;
}

/** In which stage the API says the deal is. */
async function stageOf(companyName: string): Promise<string> {
  const deals = await firm.cast.as(rep).all<{ accountName: string; stage: string }>('/v1/opportunities');
  return deals.find(({ accountName }) => accountName === companyName)!.stage;
}
