import type { Browser } from 'playwright-core';
import { company } from '../installation/company';
import type { Company } from '../installation/company';
import { lookAround, lookAt, openBrowser, sendNow, tabOf, viewports } from './browser';

const [phone, desk] = viewports as [(typeof viewports)[number], (typeof viewports)[number]];
const own = Date.now().toString(36);
const label = `Visit to a fair ${own}`;

let browser: Browser;
let firm: Company;

beforeAll(async () => {
  [firm, browser] = await Promise.all([company(), openBrowser()]);
  const patience = { dueWorkingHours: 16, ladder: [{ afterWorkingHours: 40, do: 'lapse' }] };
  const document = {
    kind: 'approval',
    id: `fair-${own}`,
    version: 1,
    effectiveFrom: '2026-01-01',
    author: 'Head of sales',
    reason: 'A fair is paid out of the budget of the year',
    subject: `fair-${own}`,
    request: {
      label,
      fields: [{ name: 'nights', label: 'Nights', type: 'decimal' }, { name: 'sort', label: 'Sort', type: 'text', oneOf: ['stand', 'visit'] }],
      lines: [{ name: 'item', label: 'Item', type: 'text' }, { name: 'amount', label: 'Amount', type: 'decimal' }],
    },
    legs: [{ key: 'manager', label: 'Manager', when: { field: 'nights', op: '>', value: '0' }, approver: { by: 'manager-of-requester' }, requires: { comment: 'rejecting' }, ...patience }],
    fallbackRole: 'sales-head',
  };
  await firm.cast.as(firm.cast.one('sales-head')).post('/v1/approval-policies', { document });
}, 180_000);

afterAll(() => browser?.close());

it('is made on a phone when it was seen whom it goes to; refused with its lines in sight, it is asked again', async () => {
  const rep = firm.cast.one('sales-rep');
  const { page, faults } = await tabOf(browser, phone, rep.name);
  await page.getByRole('link', { name: 'New request' }).click();
  await page.getByRole('combobox', { name: 'What for' }).click();
  await page.getByRole('option', { name: label }).click();
  const form = page.getByRole('form', { name: 'New request' });
  await form.getByLabel('What you ask for').fill(`Hanover ${own}`);
  await form.getByLabel('Nights').fill('many');
  await form.getByRole('combobox', { name: 'Sort' }).click();
  await page.getByRole('option', { name: 'visit' }).click();
  await form.getByRole('button', { name: 'Add a line' }).click();
  await form.getByRole('group', { name: 'Line 1' }).getByLabel('Item').fill('Hotel');
  await form.getByRole('group', { name: 'Line 1' }).getByLabel('Amount').fill('720.50');
  await form.getByRole('button', { name: 'Ask', exact: true }).click();
  await form.getByRole('alert').waitFor();
  expect(await form.getByLabel('Nights').getAttribute('aria-invalid')).toBe('true');
  // Nothing of it is lost by a reload.
  await page.reload();
  await form.getByLabel('Nights').fill('5');
  await form.getByRole('button', { name: 'Show whom it goes to' }).click();
  await form.getByText('Answered at the latest').waitFor();
  expect(await lookAround(page, 'request-new')).toEqual([]);
  await form.getByRole('button', { name: 'Ask', exact: true }).dblclick();
  await page.waitForURL(/\/approvals\/[0-9a-f-]{36}$/);
  await page.getByRole('listitem').filter({ hasText: 'Item Hotel, Amount 720.5' }).waitFor();
  const id = page.url().split('/').at(-1)!;
  const [leg] = (await firm.cast.as(rep).get<{ route: { people: { id: string; name: string }[] }[] }>(`/v1/approvals/${id}`)).route;
  const manager = leg!.people[0]!;

  const { page: desktop, faults: others } = await tabOf(browser, desk, manager.name, `/inbox?text=${encodeURIComponent(`Hanover ${own}`)}`);
  await desktop.locator('[data-task]').getByRole('link').click();
  await desktop.getByRole('listitem').filter({ hasText: 'Item Hotel, Amount 720.5' }).waitFor();
  await desktop.getByLabel('Comment').fill('Three nights are enough');
  await desktop.getByRole('button', { name: 'Reject', exact: true }).click();
  const answered = desktop.waitForResponse((response) => response.url().endsWith('/decide'));
  await sendNow(desktop);
  expect(await (await answered).json()).toMatchObject({ answer: 'accepted', outcome: 'rejected' });
  await desktop.close();

  await page.getByRole('link', { name: 'Ask again' }).click();
  expect([await form.getByLabel('Nights').inputValue(), await form.getByLabel('Amount').inputValue()]).toEqual(['5', '720.50']);
  await form.getByLabel('Nights').fill('3');
  await form.getByRole('button', { name: 'Ask', exact: true }).click();
  await page.waitForURL((url) => /\/approvals\/[0-9a-f-]{36}$/.test(url.pathname) && !url.pathname.endsWith(id));
  const second = await firm.cast.as(rep).get(`/v1/approvals/${page.url().split('/').at(-1)!}`);
  expect(second).toMatchObject({ ask: `Hanover ${own}`, figures: { nights: '3', sort: 'visit', lines: [{ item: 'Hotel', amount: '720.50' }] }, route: [{ people: [{ id: manager.id }] }] });
  // The one that was not a number.
  expect([...faults, ...others]).toEqual([expect.stringMatching(/422.*\/v1\/approvals/)]);
  await page.close();
}, 120_000);

it('reads as well in Chinese', async () => {
  const { page, faults } = await tabOf(browser, phone, firm.cast.one('sales-rep').name, `/approvals/new?kind=fair-${own}`, 'zh');
  await page.getByRole('button', { name: '提交申请' }).waitFor();
  expect(await lookAt(page, phone, 'request-new', 'zh')).toEqual([]);
  expect(faults).toEqual([]);
  await page.close();
}, 60_000);
