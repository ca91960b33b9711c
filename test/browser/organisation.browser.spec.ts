import type { Browser, Page } from 'playwright-core';
import { company } from '../installation/company';
import type { Company } from '../installation/company';
import { lookAround, lookAt, openBrowser, tabOf, viewports } from './browser';

const [phone] = viewports as [(typeof viewports)[number]];
/** Units and calendars of our own: what the company had stays as others need it. */
const own = Date.now().toString(36);

let browser: Browser;
let firm: Company;
let admin: string;

beforeAll(async () => {
  [firm, browser] = await Promise.all([company(), openBrowser()]);
  admin = firm.cast.one('admin').name;
}, 180_000);

afterAll(() => browser?.close());

const dialogOf = (page: Page) => page.getByRole('dialog');
/** One of the acts behind the button of a record's page. */
async function act(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}
async function choose(page: Page, field: string, option: RegExp): Promise<void> {
  await dialogOf(page).getByRole('combobox', { name: field }).click();
  await page.getByRole('option', { name: option }).click();
}

describe('the units of the company', () => {
  it('are opened, headed, moved, and closed when it is said where those go who are in them', async () => {
    const { page, faults } = await tabOf(browser, phone, admin, '/administration/units');
    const fold = page.getByRole('button', { name: 'Units below East' });
    await page.getByRole('link', { name: 'East · Trade' }).waitFor();
    expect(await lookAround(page, 'units')).toEqual([]);
    await fold.click();
    await page.getByRole('link', { name: 'East · Trade' }).waitFor({ state: 'detached' });

    await page.getByRole('button', { name: 'Open a unit' }).click();
    await dialogOf(page).getByLabel('Name').fill(`Works ${own}`);
    await choose(page, 'Part of', /Head office$/);
    await dialogOf(page).getByRole('button', { name: 'Open', exact: true }).dblclick();
    await page.getByRole('heading', { level: 1, name: `Works ${own}` }).waitFor();

    await act(page, 'Name a head');
    const head = firm.cast.one('operator').name;
    await choose(page, 'Head', new RegExp(`^${head},`));
    await dialogOf(page).getByRole('button', { name: 'Save' }).click();
    await page.getByRole('link', { name: head }).waitFor();

    await act(page, 'Open a unit below');
    await dialogOf(page).getByLabel('Name').fill(`Hall ${own}`);
    await dialogOf(page).getByRole('button', { name: 'Open', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: `Hall ${own}` }).waitFor();
    await page.getByRole('link', { name: `Works ${own}` }).click();
    await page.getByRole('link', { name: `Hall ${own}` }).waitFor();
    expect(await lookAround(page, 'unit')).toEqual([]);

    await act(page, 'Move');
    await choose(page, 'Becomes a part of', /^\s*Finance$/);
    await dialogOf(page).getByRole('button', { name: 'Move' }).click();
    await page.getByRole('link', { name: 'Finance' }).waitFor();

    await act(page, 'Close');
    await dialogOf(page).getByText(`1 unit: Hall ${own}`).waitFor();
    expect(await dialogOf(page).getByRole('button', { name: 'Close the unit' }).isEnabled()).toBe(false);
    await choose(page, 'Where they go', /^\s*Operations$/);
    await dialogOf(page).getByRole('button', { name: 'Close the unit' }).click();
    await page.getByText('Closed', { exact: true }).first().waitFor();

    await page.goto(`/administration/units?text=${own}`);
    await page.getByRole('link', { name: `Hall ${own}` }).click();
    await page.getByRole('link', { name: 'Operations' }).waitFor();
    await act(page, 'Close');
    await dialogOf(page).getByRole('button', { name: 'Close the unit' }).click();
    await page.getByText('Closed', { exact: true }).first().waitFor();
    expect(faults).toEqual([]);
    await page.close();
  }, 120_000);
});

describe('somebody', () => {
  it('joins, gets a narrowed role and a planned position, and leaves after it is said what becomes of what is his', async () => {
    const manager = firm.cast.one('sales-manager').name;
    const name = `New Hand ${own}`;
    const { page, faults } = await tabOf(browser, phone, admin, '/administration');
    await page.getByRole('button', { name: 'Somebody joins' }).click();
    await dialogOf(page).getByLabel('Name').fill(name);
    await dialogOf(page).getByLabel('Mail address').fill(`${own}@hengyuan.example`);
    await choose(page, 'Unit', /^\s*Operations$/);
    await dialogOf(page).getByLabel('Position').fill('Trainee');
    await choose(page, 'Works for', new RegExp(`^${manager},`));
    await dialogOf(page).getByRole('button', { name: 'Enter' }).dblclick();
    await page.getByRole('heading', { level: 1, name }).waitFor();

    await page.getByRole('button', { name: 'Change the roles' }).click();
    await dialogOf(page).getByRole('button', { name: 'One more role' }).click();
    await choose(page, 'Where', /^\s*East$/);
    await dialogOf(page).getByLabel('Only products').fill('pump');
    expect(await lookAt(page, phone, 'person-roles')).toEqual([]);
    await dialogOf(page).getByRole('button', { name: 'Save' }).click();
    await page.getByText('only products: pump').waitFor();
    await page.getByText('In East and below').waitFor();

    await page.getByRole('button', { name: 'Change the position' }).click();
    await dialogOf(page).getByLabel('Position').fill('Clerk');
    await dialogOf(page).getByLabel('From').fill(firm.days.now.plus({ days: 30 }).toISODate()!);
    await dialogOf(page).getByRole('button', { name: 'Plan it' }).click();
    await page.getByText('Planned', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Withdraw: Clerk' }).click();
    await page.getByText('Planned', { exact: true }).waitFor({ state: 'detached' });

    await act(page, 'Link for a password');
    await dialogOf(page).getByRole('button', { name: 'Make the link' }).click();
    await dialogOf(page).getByRole('status').getByText(/^http.*set-password/).waitFor();
    expect(await lookAt(page, phone, 'person-link')).toEqual([]);
    await dialogOf(page).getByRole('button', { name: 'Cancel' }).click();

    await act(page, 'Leaves');
    await dialogOf(page).getByText(`go to ${manager}, the manager`).waitFor();
    await dialogOf(page).getByRole('button', { name: `${name} leaves` }).click();
    await page.getByRole('heading', { level: 1, name: `${name} (no longer here)` }).waitFor();
    expect(faults).toEqual([]);
    await page.close();
  }, 120_000);
});

describe('a calendar', () => {
  const file = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:test', 'BEGIN:VEVENT', 'UID:1', 'SUMMARY:Founding day', 'DTSTART;VALUE=DATE:20280615', 'DTEND;VALUE=DATE:20280616', 'END:VEVENT', 'END:VCALENDAR', ''].join('\r\n');

  it('is made, has days marked and taken from a file after it is said what changes', async () => {
    const { page, faults } = await tabOf(browser, phone, admin, '/administration/calendars');
    await page.getByText("The company's", { exact: true }).waitFor();
    await page.getByRole('button', { name: 'New calendar' }).click();
    await dialogOf(page).getByLabel('Name').fill(`Late shift ${own}`);
    await dialogOf(page).getByLabel('Mon').fill('14:00-22:00');
    await dialogOf(page).getByRole('button', { name: 'Save' }).dblclick();
    await page.getByRole('heading', { level: 1, name: `Late shift ${own}` }).waitFor();
    await page.getByText('14:00–22:00').first().waitFor();

    await page.goto(`${new URL(page.url()).pathname}?month=2028-06`);
    await page.getByRole('button', { name: /^Wed,? 14 Jun, worked$/ }).click();
    await dialogOf(page).getByRole('radio', { name: 'a day off' }).check();
    await dialogOf(page).getByLabel('What for').fill('Stocktaking');
    await dialogOf(page).getByRole('button', { name: 'Save' }).click();
    await page.getByText('off: Stocktaking').waitFor();

    await page.getByRole('button', { name: 'Holidays from a file' }).click();
    await dialogOf(page).locator('input[type=file]').setInputFiles({ name: 'days.ics', mimeType: 'text/calendar', buffer: Buffer.from(file) });
    await dialogOf(page).getByText('1 day would change').waitFor();
    expect(await page.getByText('off: Founding day').count()).toBe(0);
    await dialogOf(page).getByRole('button', { name: 'Take these days over' }).click();
    await page.getByText('off: Founding day').waitFor();
    expect(await lookAround(page, 'calendar')).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  }, 120_000);

  it('reads as well in Chinese', async () => {
    const { page, faults } = await tabOf(browser, phone, admin, '/administration/calendars/china?month=2026-10', 'zh');
    await page.getByText(/放假：国庆|放假：National|放假：/).first().waitFor();
    expect(await lookAt(page, phone, 'calendar', 'zh')).toEqual([]);
    await page.goto('/administration/units');
    await page.getByRole('link', { name: 'East · Trade' }).waitFor();
    expect(await lookAt(page, phone, 'units', 'zh')).toEqual([]);
    expect(faults).toEqual([]);
    await page.close();
  }, 90_000);
});

describe('groups, files and pools', () => {
  it('a group gets a member; a file is tried, tells which row is faulty, and is taken over when it is whole', async () => {
    const { page, faults } = await tabOf(browser, phone, admin, '/administration/groups');
    await page.getByRole('button', { name: 'New group' }).click();
    await dialogOf(page).getByLabel('Name').fill(`Board ${own}`);
    await dialogOf(page).getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: `Board ${own}` }).waitFor();
    const member = firm.cast.one('legal').name;
    await page.getByRole('combobox', { name: 'Somebody more' }).click();
    await page.getByRole('option', { name: new RegExp(`^${member},`) }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('link', { name: member }).waitFor();
    expect(await lookAt(page, phone, 'group')).toEqual([]);
    await act(page, 'Remove the group');
    await dialogOf(page).getByRole('button', { name: 'Remove', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Groups' }).waitFor();

    await page.goto('/administration/files');
    const file = (kind: string) => ({ name: 'units.csv', mimeType: 'text/csv', buffer: Buffer.from(`code,name,kind,parent_code,head\nF-${own},Filed ${own},${kind},,\n`) });
    const units = page.locator('input[type=file]').first();
    await units.setInputFiles(file('castle'));
    await page.getByRole('button', { name: 'Try it out' }).click();
    await page.getByText('some rows are faulty').waitFor();
    expect(await page.getByRole('button', { name: 'Take it over' }).count()).toBe(0);
    await units.setInputFiles(file('department'));
    await page.getByRole('button', { name: 'Try it out' }).click();
    await page.getByText('New: 1').waitFor();
    expect(await lookAround(page, 'files')).toEqual([]);
    await page.getByRole('button', { name: 'Take it over' }).click();
    await page.getByText('It is taken over').waitFor();
    await page.goto(`/administration/units?text=${own}`);
    await page.getByRole('link', { name: `Filed ${own}` }).click();
    await act(page, 'Close');
    await dialogOf(page).getByRole('button', { name: 'Close the unit' }).click();
    await page.getByText('Closed', { exact: true }).first().waitFor();
    expect(faults).toEqual([]);
    await page.close();
  }, 120_000);

  it('a pool is opened for a line of business, gets an administrator, and is closed with a reason', async () => {
    const { page, faults } = await tabOf(browser, phone, admin, '/administration/pools', 'zh');
    await page.getByRole('button', { name: '新设线索池' }).click();
    await dialogOf(page).getByLabel('名称').fill(`Pool ${own}`);
    await choose(page, '开放的部门', /^\s*East$/);
    await dialogOf(page).getByRole('combobox', { name: '规则' }).click();
    await page.getByRole('option').first().click();
    await dialogOf(page).getByLabel('业务类型').fill(`type-${own}`);
    await dialogOf(page).getByRole('button', { name: '新设' }).click();
    await page.getByRole('heading', { level: 1, name: `Pool ${own}` }).waitFor();
    await page.getByText(`type-${own}`).waitFor();
    expect(await lookAt(page, phone, 'pool', 'zh')).toEqual([]);
    await page.getByRole('button', { name: '操作' }).click();
    await page.getByRole('menuitem', { name: '关闭线索池' }).click();
    await dialogOf(page).getByLabel('原因').fill('Only for a while');
    await dialogOf(page).getByRole('button', { name: '关闭', exact: true }).last().click();
    await page.getByText('Only for a while').waitFor();
    expect(faults).toEqual([]);
    await page.close();
  }, 90_000);
});
