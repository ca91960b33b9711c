import type { Browser, Page } from 'playwright-core';
import type { Person } from '@throughline/tools/throughline/demo/cast';
import { captureLead, company } from '../installation/company';
import type { Company } from '../installation/company';
import { englishIn, lookAround, lookAt, openBrowser, tabOf, viewports } from './browser';
import type { Viewport } from './browser';
import { scrolled, tell } from './figures';

const [phone, desk] = viewports as [Viewport, Viewport];
const long = 'Österreichische Gesellschaft für Hydraulik, Pneumatik und Antriebe in Graz, GmbH';
const ROWS = 10_000;

let browser: Browser;
let firm: Company;
let head: Person;
let rep: Person;

beforeAll(async () => {
  [firm, browser] = await Promise.all([company(), openBrowser()]);
  [head, rep] = [firm.cast.one('sales-head'), firm.cast.one('sales-rep')];
}, 120_000);

afterAll(() => browser?.close());

/** A pool of its own: what comes into it is in nobody's way. */
async function poolCalled(name: string): Promise<string> {
  const api = firm.cast.as(head);
  const { items } = await api.get<{ items: { id: string; path: string }[] }>('/v1/units');
  const { poolId } = await api.post<{ poolId: string }>('/v1/pools', { name, unitId: items.find(({ path }) => path === head.unitPath)!.id, policyId: 'open-pool', takes: [name.toLowerCase().replaceAll(' ', '-')] });
  return poolId;
}

const choose = (page: Page, name: string, lines: string[]) => page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) });

it('imports a file: what its columns are, what would happen, and what happened, row by row', async () => {
  await poolCalled('Fair of Hanover');
  const { page, faults } = await tabOf(browser, phone, head.name, '/leads/imports', 'zh');
  const lines = ['公司名称,姓名,邮箱,备注', `"${long}",Ana,ana@levante.example,x`, ',Bo Li,bo@nobody.example,no company', 'Brno Kilns,,not-an-address,', ',,,nobody at all', 'Brno Kilns,,ana@levante.example,the same mail'];
  await choose(page, 'visitors.csv', lines);
  await page.getByText('bo@nobody.example').waitFor();
  expect(await page.getByRole('combobox', { name: '“姓名”对应' }).inputValue()).toBe('联系人');
  expect(await page.getByRole('combobox', { name: '“备注”对应' }).inputValue()).toBe('不导入');
  expect(await lookAround(page, 'import-columns', 'zh')).toEqual([]);
  await page.getByRole('combobox', { name: '公海池' }).click();
  await page.getByRole('option', { name: 'Fair of Hanover' }).click();
  await page.getByRole('button', { name: '试运行' }).click();
  await page.getByText('尚未写入任何数据').waitFor();
  const report = page.getByRole('region', { name: '报告' });
  expect((await report.locator('dd').allInnerTexts()).slice(0, 4)).toEqual(['5', '2', '1', '2']);
  await report.getByText('1 行：邮箱格式不正确（邮箱）').waitFor();
  await report.getByRole('row', { name: /^Brno Kilns.*3.*邮箱格式不正确/ }).waitFor();
  await report.getByRole('row', { name: /^第 4 行.*没有公司也没有联系人/ }).waitFor();
  expect(await lookAround(page, 'import-tried', 'zh')).toEqual([]);

  // What it would become becomes so by one click, however often one clicks; where no answer comes, its report does.
  await page.route('**/v1/lead-imports', async (route) => {
    if (route.request().method() === 'GET') return route.continue();
    await route.fetch();
    await route.abort('connectionreset');
  });
  await page.getByRole('button', { name: '导入 3 行' }).dblclick();
  await page.getByText('文件的所有行已处理。').waitFor();
  await page.getByRole('combobox', { name: '显示' }).click();
  await page.getByRole('option', { name: '全部' }).click();
  await report.getByRole('link', { name: long }).click();
  await page.getByRole('heading', { level: 1, name: long }).waitFor();
  expect(await lookAround(page, 'lead-long', 'zh')).toEqual([]);
  expect(faults.filter((fault) => !fault.includes('ERR_CONNECTION_RESET'))).toEqual([]);
  await page.close();
}, 120_000);

it('shows how far a long import has come, also after a reload; and its ten thousand leads, of which few stand in the page', async () => {
  const poolId = await poolCalled('Directory of trades');
  const { page, faults } = await tabOf(browser, desk, head.name, '/leads/imports');
  await choose(page, 'trades.csv', ['Company,City', ...Array.from({ length: ROWS }, (_, at) => `Works ${at} of ${Math.random().toString(36).slice(2)},Brno`)]);
  await page.getByRole('combobox', { name: 'Pool' }).click();
  await page.getByRole('option', { name: 'Directory of trades' }).click();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByText('Nothing has been written.').waitFor();
  await page.getByRole('button', { name: 'Import 10,000 rows' }).click();
  const bar = page.getByRole('progressbar', { name: 'How far the import has come' });
  await bar.waitFor();
  await page.reload();
  await page.getByText(/^[\d,]+ of 10,000 rows$/).waitFor();
  expect(await lookAt(page, desk, 'import-running', 'en', ['light'])).toEqual([]);
  const steps: number[] = [];
  // The bar goes away when it is done: the last one was seen then.
  for (const done = page.getByText('All rows of the file have been read.'); !(await done.isVisible()); await page.waitForTimeout(200)) steps.push(Number(await bar.getAttribute('aria-valuenow', { timeout: 500 }).catch(() => 100)));
  expect(steps).toEqual([...steps].sort((one, other) => one - other));
  await page.goto('/leads/imports');
  await page.getByRole('link', { name: /Import of trades\.csv/ }).first().waitFor();
  expect(await lookAround(page, 'imports')).toEqual([]);

  await page.goto(`/leads?view=free&pool=${poolId}`);
  await page.locator('[data-row]').first().waitFor();
  const last = page.locator(`[aria-rowindex="${ROWS + 1}"]`);
  let most = 0;
  for (const from = Date.now(); (await last.count()) === 0 && Date.now() - from < 60_000; ) most = Math.max(most, await page.evaluate<number>("scrollTo(0, document.documentElement.scrollHeight), document.querySelectorAll('[data-row]').length"));
  expect(await last.count()).toBe(1);
  const way = await scrolled(page);
  tell('the way up a table of ten thousand rows', { ...way, 'rows in the page at most': most });
  expect(Math.max(most, way.rowsInThePage)).toBeLessThan(100);
  expect(way.framesWithoutRows).toBeLessThan(way.frames / 10);
  expect(faults).toEqual([]);
  await page.close();
}, 180_000);

it('says that a company may be here already before it is created: attach, ask for it, or let it be', async () => {
  const CLEAN = { companyName: '深圳市腾讯计算机系统有限公司', contactName: '马化腾', city: '深圳', email: 'ma@tx.example' };
  const { leadId } = await firm.cast.as(head).post<{ leadId: string }>('/v1/leads', { ...CLEAN, poolId: firm.poolId });
  const [, other] = firm.cast.with('sales-rep') as [Person, Person];
  await firm.cast.as(other).post(`/v1/leads/${leadId}/claim`);
  const { page, faults } = await tabOf(browser, phone, rep.name, '/leads/new');
  const alike = page.getByRole('alert').filter({ hasText: 'This company may be here already' });
  const create = page.getByRole('button', { name: 'Create', exact: true });
  await page.getByLabel('Company', { exact: true }).fill('深圳市騰訊計算機系統股份有限公司');
  await create.dblclick();
  await alike.getByText(/深\*\*\* · lead · has an owner/).waitFor();
  expect(await alike.innerText()).not.toMatch(/马化腾|腾讯/);
  expect(await lookAround(page, 'duplicate')).toEqual([]);
  // Neither a reload nor the way back loses what was typed.
  await page.reload();
  expect(await page.getByLabel('Company', { exact: true }).inputValue()).toBe('深圳市騰訊計算機系統股份有限公司');
  await create.click();
  await alike.getByLabel('Why it is another company').fill('Another legal person, in Futian.');
  await alike.getByRole('button', { name: 'Ask to create it' }).click();
  await page.getByText('Somebody decides whether it is another company').waitFor();

  await page.getByRole('link', { name: 'New' }).click();
  await page.getByLabel('Company', { exact: true }).fill(long);
  await page.getByLabel('Mail address').fill(CLEAN.email);
  await create.click();
  await page.getByText('This lead is already here').waitFor();
  await page.getByText('same mail address').waitFor();
  await page.getByRole('button', { name: 'Do not create it' }).click();
  await page.getByRole('heading', { level: 1, name: 'Leads' }).waitFor();

  // A person without a company is a lead as well.
  await page.getByRole('link', { name: 'New' }).click();
  expect(await page.getByLabel('Company', { exact: true }).inputValue()).toBe('');
  await page.getByLabel('Contact', { exact: true }).fill(long);
  await create.click();
  await page.getByRole('heading', { level: 1, name: long }).waitFor();
  expect(faults.filter((fault) => !/ 409 .*\(\/v1\/leads\)$/.test(fault))).toEqual([]);
  await page.close();
}, 120_000);

it('assigns many at once, and says of each what became of it', async () => {
  const api = firm.cast.as(head);
  // The first one claims in all the specs, and a day has its quota.
  const seller = firm.cast.with('sales-rep')[2]!;
  const [one, two, gone] = await Promise.all(['Alpha', 'Beta', 'Gamma'].map((name) => captureLead(api, name)));
  await firm.cast.as(seller).post(`/v1/leads/${two!.leadId}/claim`);
  await firm.cast.as(seller).post(`/v1/leads/${two!.leadId}/release`, { reason: 'Not my trade' });
  const { page, faults } = await tabOf(browser, desk, head.name, `/leads?view=free&pool=${firm.poolId}`);
  await page.locator(`[data-row="${two!.leadId}"]`).getByText(/^Back in the pool since .+: its owner gave it back$/).waitFor();
  await page.locator(`[data-row="${one!.leadId}"]`).getByText(/^Free since /).waitFor();
  const find = page.getByRole('searchbox', { name: 'Find a name' });
  await find.fill('ALPHA ');
  await page.locator(`[data-row="${two!.leadId}"]`).waitFor({ state: 'detached' });
  await page.locator(`[data-row="${one!.leadId}"]`).waitFor();
  expect(new URL(page.url()).searchParams.get('text')).toBe('ALPHA');
  await find.fill('');
  await page.locator(`[data-row="${two!.leadId}"]`).waitFor();
  for (const { leadId } of [one!, two!, gone!]) await page.locator(`[data-row="${leadId}"]`).getByRole('checkbox').check();
  await firm.cast.as(seller).post(`/v1/leads/${gone!.leadId}/claim`);
  await page.getByRole('button', { name: 'Assign 3 leads' }).click();
  await page.getByRole('combobox', { name: 'To whom' }).fill(seller.name);
  await page.getByRole('option', { name: new RegExp(`^${seller.name}`) }).click();
  expect(await lookAround(page, 'assign')).toEqual([]);
  await page.getByRole('dialog').getByRole('button', { name: 'Assign 3 leads' }).click();
  const said = page.getByRole('status').filter({ hasText: '2 of 3 assigned' });
  await said.waitFor();
  expect(await said.getByRole('listitem').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringMatching(new RegExp(`^Alpha .*: to ${seller.name}$`)), expect.stringMatching(/^Gamma .*: not free any more$/)]));
  expect(await api.get(`/v1/leads/${two!.leadId}`)).toMatchObject({ ownerId: seller.id });
  expect(await lookAround(page, 'assigned')).toEqual([]);

  // Whose it is now sees until when, and because of what.
  const { page: his } = await tabOf(browser, desk, seller.name, '/leads', 'zh');
  await his.locator(`[data-row="${two!.leadId}"]`).getByText(/\d/).first().waitFor();
  const { protectedUntil } = (await firm.cast.as(seller).get<{ items: { leadId: string; protectedUntil: string }[] }>('/v1/leads?owner=me&status=owned&limit=200')).items.find(({ leadId }) => leadId === two!.leadId)!;
  expect(await his.locator(`[data-row="${two!.leadId}"] time`).getAttribute('datetime')).toBe(protectedUntil);
  expect(await his.locator(`[data-row="${two!.leadId}"]`).innerText()).toMatch(/年\d+月\d+日领取后 \d+ 天/);
  expect(await englishIn(his)).toEqual([]);
  expect(await lookAround(his, 'leads-mine', 'zh')).toEqual([]);
  await his.close();
  expect(faults).toEqual([]);
  await page.close();
}, 120_000);
