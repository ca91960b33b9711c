import type { Browser, Page } from 'playwright-core';
import { company } from '../installation/company';
import type { Company } from '../installation/company';
import { englishIn, lookAround, lookAt, openBrowser, sendNow, tabOf, viewports } from './browser';
import { waitingDiscounts } from './waiting-discounts';
import type { WaitingDiscount } from './waiting-discounts';

const hostileName = 'Quay <img src=x onerror=alert(1)> & Sons';
const words = { en: { approve: 'Approve', undo: 'Undo' }, zh: { approve: '同意', undo: '撤销' } } as const;

let browser: Browser;
let firm: Company;
let waiting: WaitingDiscount[];

beforeAll(async () => {
  [firm, browser] = await Promise.all([company(), openBrowser()]);
  waiting = await waitingDiscounts(firm, ['Harbour Robotics', '北方泵业有限公司', 'Lindqvist Marine', 'Ostrava Glass', 'Meridian Bearings', 'Tannery Fuchs', 'Perovskite Solar', hostileName]);
}, 240_000);

afterAll(() => browser?.close());

const about = (name: string): WaitingDiscount => waiting.find(({ companyName }) => companyName === name)!;
const row = (page: Page, { taskId }: WaitingDiscount) => page.locator(`[data-task="${taskId}"]`);
const decided = ({ taskId, approver }: WaitingDiscount) => firm.cast.as(approver).get<{ status: string; decision: { outcome: string; by: { id: string } } | null }>(`/v1/tasks/${taskId}`);

const places = [
  { ...viewports[0]!, language: 'en', name: 'Harbour Robotics' },
  { ...viewports[1]!, language: 'zh', name: '北方泵业有限公司' },
] as const;

describe.each(places)('an approver at $size in $language', ({ language, name, ...viewport }) => {
  it('opens a task from his inbox, takes his answer back and gives it again', async () => {
    const discount = about(name);
    const { page, faults } = await tabOf(browser, viewport, discount.approver.name, '/', language);
    await row(page, discount).waitFor();
    expect(await row(page, discount).innerText()).toContain('CNY 240,000.00');
    expect(await lookAround(page, 'inbox', language)).toEqual([]);

    await row(page, discount).getByRole('link').click();
    const approve = page.getByRole('button', { name: words[language].approve, exact: true });
    await page.locator('dl').waitFor();
    await approve.waitFor();
    expect(await page.locator('#main').innerText()).toContain('CNY 220,800.00');
    expect(await lookAround(page, 'task', language)).toEqual([]);
    // Why it is asked, and of whom, is said in the reader's language; only the reason is what its requester wrote.
    if (language === 'zh') expect(await englishIn(page)).toEqual([]);

    await approve.click();
    await page.getByRole('button', { name: words[language].undo, exact: true }).click();
    expect((await decided(discount)).status).toBe('open');
    await row(page, discount).getByRole('link').click();
    await page.locator('dl').waitFor();
    const answered = page.waitForResponse((response) => response.url().endsWith(`/v1/tasks/${discount.taskId}/decide`));
    // A double click is one answer.
    await approve.dblclick();
    await page.getByRole('button', { name: words[language].undo, exact: true }).waitFor();
    // Nor does the way back make two of it.
    await page.goBack();
    await approve.waitFor();
    expect(await approve.isDisabled()).toBe(true);
    await page.goForward();
    await sendNow(page);
    expect(await (await answered).json()).toMatchObject({ answer: 'accepted', outcome: 'approved', by: discount.approver.id });
    await row(page, discount).waitFor({ state: 'detached' });
    expect(await decided(discount)).toMatchObject({ status: 'done', decision: { outcome: 'approved', by: { id: discount.approver.id } } });
    expect(faults).toEqual([]);
    await page.close();
  }, 180_000);
});

it('tells a tab that still shows the task that it is decided', async () => {
  const discount = about('Lindqvist Marine');
  const { page, faults } = await tabOf(browser, viewports[0]!, discount.approver.name, `/tasks/${discount.taskId}`);
  await page.getByRole('button', { name: 'Reject', exact: true }).waitFor();
  // The tab hears nothing more, as one that was asleep.
  await page.route('**/v1/tasks/changes', (route) => route.abort());
  await page.getByRole('button', { name: 'Reject', exact: true }).click();
  await firm.cast.as(discount.approver).post(`/v1/tasks/${discount.taskId}/decide`, { outcome: 'approved' });
  await page.getByText(`Approved by ${discount.approver.name} before you.`).waitFor();
  expect((await decided(discount)).decision).toMatchObject({ outcome: 'approved' });
  expect(faults.filter((fault) => !fault.includes('/changes'))).toEqual([expect.stringMatching(new RegExp(`409.*/v1/tasks/${discount.taskId}/decide`))]);
  await page.close();
}, 120_000);

it('answers many at once, and says of each what became of it', async () => {
  const [one, two, gone] = [about('Ostrava Glass'), about('Meridian Bearings'), about('Tannery Fuchs')];
  const { page } = await tabOf(browser, viewports[1]!, one.approver.name);
  for (const discount of [one, two, gone]) await row(page, discount).getByRole('checkbox').check();
  await page.route('**/v1/tasks/changes', (route) => route.abort());
  await page.getByRole('group', { name: '3 selected' }).getByRole('button', { name: 'Approve' }).click();
  await firm.cast.as(gone.approver).post(`/v1/tasks/${gone.taskId}/decide`, { outcome: 'rejected' });
  await sendNow(page);
  const said = page.getByRole('status').filter({ hasText: '2 of 3 accepted' });
  await said.waitFor();
  expect(await said.getByRole('listitem').allInnerTexts()).toEqual(expect.arrayContaining([expect.stringMatching(/Ostrava Glass.*: Approved$/), expect.stringMatching(/Tannery Fuchs.*: (already decided by somebody else|changed since you saw it; look again)$/)]));
  expect((await decided(two)).decision).toMatchObject({ outcome: 'approved' });
  expect(await lookAt(page, viewports[1]!, 'batch')).toEqual([]);
  await page.close();
}, 120_000);

it('is worked by keyboard alone: j, k, Enter, a, r, Ctrl-Z and Ctrl-K', async () => {
  const discount = about('Perovskite Solar');
  const { page } = await tabOf(browser, viewports[1]!, discount.approver.name, `/inbox?text=${encodeURIComponent('Perovskite Solar')}`);
  await row(page, discount).waitFor();
  await page.keyboard.press('j');
  await page.keyboard.press('a');
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  await page.keyboard.press('Control+z');
  await page.getByRole('button', { name: 'Undo' }).waitFor({ state: 'detached' });
  expect((await decided(discount)).status).toBe('open');
  // What stood over the page leaves the keyboard where it was.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Name of a screen' }).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  await row(page, discount).locator('a:focus').waitFor();
  await page.keyboard.press('Enter');
  await page.waitForURL(`**/tasks/${discount.taskId}`);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Name of a screen' }).fill('inb');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/inbox');
  // Records are found by some letters of their name as well, whatever their case.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Name of a screen' }).fill('perovSKITE s');
  await page.getByRole('option', { name: /^Perovskite Solar/ }).first().click();
  await page.getByRole('heading', { level: 1, name: /Perovskite Solar/ }).waitFor();
  await page.goto('/inbox');
  await page.getByRole('heading', { name: 'Inbox' }).waitFor();
  await page.goto(`/inbox?text=${encodeURIComponent('Perovskite Solar')}`);
  await row(page, discount).waitFor();
  await page.keyboard.press('j');
  const answered = page.waitForResponse((response) => response.url().endsWith('/decide'));
  await page.keyboard.press('r');
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  await sendNow(page);
  expect(await (await answered).json()).toMatchObject({ answer: 'accepted', outcome: 'rejected' });
  await page.close();
}, 120_000);

it("shows a customer's name as text, whatever is in it", async () => {
  const { page, faults } = await tabOf(browser, viewports[0]!, about(hostileName).approver.name);
  await page.getByText(`discount for ${hostileName}`).first().waitFor();
  expect(await page.locator('main img').count()).toBe(0);
  expect(faults).toEqual([]);
  await page.close();
}, 60_000);
