import type { Browser } from 'playwright-core';
import { company } from '../installation/company';
import type { Company } from '../installation/company';
import { axeFaults, openBrowser, openTab, overhang, picture, signInAs, smallTargets, viewports } from './browser';
import { waitingDiscounts } from './waiting-discounts';
import type { WaitingDiscount } from './waiting-discounts';

const hostileName = 'Quay <img src=x onerror=alert(1)> & Sons';

let browser: Browser;
let firm: Company;
let harbour: WaitingDiscount;
let northern: WaitingDiscount;
let hostile: WaitingDiscount;

beforeAll(async () => {
  [firm, browser] = await Promise.all([company(), openBrowser()]);
  const waiting = await waitingDiscounts(firm, ['Harbour Robotics', 'Northern Pumps', hostileName]);
  [harbour, northern, hostile] = waiting as [WaitingDiscount, WaitingDiscount, WaitingDiscount];
}, 180_000);

afterAll(() => browser?.close());

describe.each(viewports)('an approver at $size', (viewport) => {
  const discount = () => (viewport === viewports[0] ? harbour : northern);

  it('approves by a click; a tab that still shows the task is told that it is decided', async () => {
    const { taskId, companyName, approver } = discount();
    const { page, faults } = await openTab(browser, viewport);
    const { page: stalePage, faults: staleFaults } = await openTab(browser, viewport);
    await signInAs(page, approver.name);
    await signInAs(stalePage, approver.name);
    const task = page.getByRole('listitem').filter({ hasText: `discount for ${companyName}` });
    const stale = stalePage.getByRole('listitem').filter({ hasText: `discount for ${companyName}` });
    await Promise.all([task.waitFor(), stale.waitFor()]);
    expect(await task.innerText()).toContain('CNY 240,000.00');
    expect(await overhang(page)).toBe(0);
    expect(await smallTargets(page)).toEqual([]);
    await picture(page, viewport, 'task');
    expect(await axeFaults(page)).toEqual([]);

    const [reply] = await Promise.all([
      page.waitForResponse((response) => response.url().endsWith(`/v1/tasks/${taskId}/decide`)),
      task.getByRole('button', { name: 'Approve' }).click(),
    ]);
    expect(await reply.json()).toMatchObject({ answer: 'accepted', taskId, outcome: 'approved', by: approver.id });
    await task.waitFor({ state: 'detached' });
    expect(await page.getByRole('status').innerText()).toMatch(/^Approve: 8 % discount for .*\. Accepted\.$/);
    await picture(page, viewport, 'approved');
    expect(await axeFaults(page)).toEqual([]);
    expect(faults).toEqual([]);

    await stale.getByRole('button', { name: 'Reject' }).click();
    await stale.waitFor({ state: 'detached' });
    expect(await stalePage.getByRole('status').innerText()).toMatch(new RegExp(`^The task is already decided\\. .* It was approved by ${approver.name}, `));
    expect(await overhang(stalePage)).toBe(0);
    await picture(stalePage, viewport, 'already-decided');
    expect(await axeFaults(stalePage)).toEqual([]);
    // The browser itself reports the refusal, and nothing else.
    expect(staleFaults).toEqual([expect.stringMatching(new RegExp(`409.*/v1/tasks/${taskId}/decide`))]);

    expect(await firm.cast.as(approver).get(`/v1/tasks/${taskId}`)).toMatchObject({ status: 'done', decision: { outcome: 'approved', by: { id: approver.id } } });
    await Promise.all([page.context().close(), stalePage.context().close()]);
  }, 180_000);
});

it("shows a customer's name as text, whatever is in it", async () => {
  const { page, faults } = await openTab(browser, viewports[0]!);
  await signInAs(page, hostile.approver.name);
  await page.getByText(`discount for ${hostileName}`).waitFor();
  expect(await page.locator('main img').count()).toBe(0);
  expect(faults).toEqual([]);
  await page.context().close();
}, 60_000);
