import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import type { Person } from '@throughline/tools/throughline/demo/cast';
import { eventually } from '@throughline/testing/eventually';
import { company } from '../installation/company';
import type { Company } from '../installation/company';
import { lookAround, lookAt, openBrowser, tabOf, viewports } from './browser';
import type { Viewport } from './browser';

let browser: Browser;
let firm: Company;
let admin: Person;
const [phone, desk] = viewports as [Viewport, Viewport];

beforeAll(async () => {
  [firm, browser] = await Promise.all([company(), openBrowser()]);
  admin = firm.cast.one('admin');
}, 180_000);

afterAll(() => browser?.close());

const read = async (page: Page): Promise<void> => {
  await page.getByRole('row').nth(1).waitFor();
  await page.locator('[data-loading]').first().waitFor({ state: 'detached' });
};

describe('the audit trail', () => {
  it('tells who did what to a record, is read by administrators only, and tells that it was', async () => {
    const name = `Trail ${Date.now().toString(36)}`;
    const made = await firm.cast.as(admin).post<{ id: string }>('/v1/api-keys', { name, may: ['person:read'], expiresAt: new Date(Date.now() + 20 * 86_400_000).toISOString() });
    const { page, faults } = await tabOf(browser, desk, admin.name, '/administration');
    await page.getByRole('link', { name: 'Audit' }).click();
    await read(page);
    expect(await lookAround(page, 'audit')).toEqual([]);
    const count = async () => Number(await page.getByRole('table', { name: 'Audit' }).getAttribute('aria-rowcount'));
    const before = await count();
    await eventually(async () => {
      await page.evaluate('scrollTo(0, document.body.scrollHeight)');
      return (await count()) > before;
    });
    await page.getByLabel('Record: its address or id').fill(`https://example.test/somewhere/${made.id}?x=1`);
    const row = page.getByRole('row').filter({ hasText: 'Key for a program made' });
    await row.waitFor();
    await page.getByRole('row').nth(2).waitFor({ state: 'detached' });
    expect(await row.textContent()).toContain(admin.name);
    await row.getByRole('button', { name: 'Details: Key for a program made' }).click();
    await page.getByRole('dialog').getByText(name).waitFor();
    expect(await lookAt(page, desk, 'audit-line', 'en', ['light'])).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'All on this record' }).click();
    await row.waitFor();
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export as CSV' }).click()]);
    const lines = readFileSync(await file.path(), 'utf8').trimEnd().split('\n');
    expect([lines.length, lines[0], lines[1]]).toEqual([2, expect.stringContaining('service,seq,at'), expect.stringContaining(made.id)]);
    await page.goto('/administration/audit?kind=audit');
    await page.getByRole('row').filter({ hasText: 'Audit trail exported' }).filter({ hasText: admin.name }).first().waitFor();
    expect(faults).toEqual([]);
    await page.close();
  }, 120_000);

  it('is there in Chinese, and refused to who may not read it', async () => {
    const { page, faults } = await tabOf(browser, desk, admin.name, '/administration/audit', 'zh');
    await read(page);
    expect(await lookAround(page, 'audit', 'zh')).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
    const other = await tabOf(browser, phone, firm.cast.one('sales-rep').name, '/administration/audit');
    await other.page.getByRole('alert').first().waitFor();
    expect(await other.page.getByRole('row').count()).toBe(0);
    await other.page.close();
  }, 90_000);
});

const WORDS = {
  en: { find: 'Find an event', claimed: 'Lead claimed', copy: 'Copy the example', administration: 'Administration', doctor: 'Doctor', whole: 'The whole installation', ready: /^Ready: Leads and customers$/, again: 'Look again' },
  zh: { find: '查找事件', claimed: '线索已领取', copy: '复制示例', administration: '管理', doctor: '体检', whole: '整个系统', ready: /^就绪：线索与客户$/, again: '重新检查' },
};

describe('who runs the installation', () => {
  it.each(['en', 'zh'] as const)('finds its events field by field, and hears from the doctor what is well and what is not (%s)', async (language) => {
    const words = WORDS[language];
    const { page, faults } = await tabOf(browser, desk, firm.cast.one('operator').name, '/developers/events', language);
    const another = page.getByRole('heading', { level: 2, name: 'throughline.receipt' });
    await another.waitFor();
    await page.getByLabel(words.find).fill('lead.claimed');
    await another.waitFor({ state: 'detached' });
    expect(await lookAround(page, 'events', language)).toEqual([]);
    await page.getByRole('link', { name: words.claimed }).click();
    await page.getByRole('listitem').filter({ hasText: 'ownerId' }).first().waitFor();
    await page.getByRole('button', { name: words.copy }).waitFor();
    expect(await lookAround(page, 'event', language)).toEqual([]);

    await page.getByRole('link', { name: words.administration, exact: true }).click();
    await page.getByRole('link', { name: words.doctor }).click();
    await page.getByRole('heading', { level: 2, name: words.whole }).waitFor();
    await page.getByText(words.ready).waitFor();
    expect(await lookAround(page, 'doctor', language)).toEqual([]);
    const looked = page.waitForResponse((response) => response.url().endsWith('/v1/doctor/worklist') && response.ok());
    await page.getByRole('button', { name: words.again }).click();
    await looked;
    expect(faults).toEqual([]);
    await page.close();
  }, 90_000);
});
