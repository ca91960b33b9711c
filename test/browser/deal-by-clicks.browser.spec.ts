import type { Browser, Locator, Page } from 'playwright-core';
import type { Person } from '@throughline/tools/throughline/demo/cast';
import { company, gateway } from '../installation/company';
import type { Company } from '../installation/company';
import { englishIn, lookAt, openBrowser, signInAs, viewports } from './browser';

const [phone, large] = viewports as [(typeof viewports)[number], (typeof viewports)[number]];

/** Nothing but clicks and typing carries the deal; the clock alone is moved by its interface. */
let browser: Browser;
let firm: Company;
const unique = Date.now().toString(36);
/** 80 characters, and below an amount of 13 digits: every page on the way holds them. */
const customer = `Kiln & Quarry Machinery and Spare Parts of the Upper River Valley Ltd ${unique}`.padEnd(80, 'x');
const faults: string[] = [];
const desks = new Map<string, Page>();

let rep: Person;
let manager: Person;
let finance: Person;
let legal: Person;
let commercial: Person;

beforeAll(async () => {
  [firm, browser] = await Promise.all([company(), openBrowser()]);
  rep = firm.cast.with('sales-rep').at(-1)!;
  manager = firm.cast.people.find(({ id }) => id === rep.managerId)!;
  [finance, legal, commercial] = [firm.cast.one('finance'), firm.cast.one('legal'), firm.cast.one('commercial')];
}, 180_000);

afterAll(() => browser?.close());

/** Each person has a browser of his own, in which he has signed in by a click on his name. */
async function desk({ name }: Person): Promise<Page> {
  const known = desks.get(name);
  if (known) return known;
  const context = await browser.newContext({ viewport: viewports[1]!.viewport, baseURL: gateway(), locale: 'en-GB', colorScheme: 'light', reducedMotion: 'reduce', serviceWorkers: 'block' });
  const page = await context.newPage();
  page.on('pageerror', (error) => faults.push(`${name}: ${error.message}`));
  // A deal is asked for before it is there, and a session may end while days go by: the page asks again.
  page.on('console', (message) => message.type() === 'error' && !/status of 40[14]/.test(message.text()) && faults.push(`${name}: ${message.text()}`));
  await page.goto('/');
  await signInAs(page, name);
  desks.set(name, page);
  return page;
}

const goes = (page: Page, screen: string) => page.getByRole('navigation').getByRole('link', { name: screen, exact: true }).click();
const clicks = (within: Page | Locator, name: string | RegExp) => within.getByRole('button', { name, exact: typeof name === 'string' }).click();
const types = (within: Page | Locator, label: string, text: string) => within.getByLabel(label, { exact: true }).fill(text);
const advance = (step: { minutes?: number; days?: number }) => firm.days.advanceTo(firm.days.now.plus(step));

/** What is filled in before something is done, as it stands over its page. */
const dialogFaults = (page: Page, name: string) => lookAt(page, large, `dialog-${name}`);

/** The page as it stands, at both sizes. */
async function bothSizes(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const viewport of [phone, large]) {
    await page.setViewportSize(viewport.viewport);
    found.push(...(await lookAt(page, viewport, name, 'en', ['light'])).map((fault) => `${viewport.size}: ${fault}`));
  }
  return found;
}

/** What is under second thoughts is sent at once, as when somebody turns to something else. */
const turnsAway = (page: Page): Promise<void> => page.evaluate("dispatchEvent(new Event('pagehide'))");

async function approvesInInbox(person: Person): Promise<void> {
  const page = await desk(person);
  await goes(page, 'Inbox');
  await page.getByRole('link', { name: new RegExp(customer) }).first().click();
  const decided = page.waitForResponse((answer) => answer.url().endsWith('/decide'));
  await clicks(page, 'Approve');
  await turnsAway(page);
  expect(await (await decided).json()).toMatchObject({ answer: 'accepted', outcome: 'approved' });
}

async function opensContract(person: Person): Promise<Page> {
  const page = await desk(person);
  await goes(page, 'Contracts');
  await types(page, 'Customer, number or product', customer);
  await page.getByRole('link', { name: customer }).click();
  await page.getByRole('heading', { level: 1, name: customer }).waitFor();
  return page;
}

async function approvesReview(person: Person, leg: string): Promise<void> {
  const page = await opensContract(person);
  await types(page, `Comment of ${leg}`, `${leg}: nothing against it.`);
  const decided = page.waitForResponse((answer) => answer.url().endsWith('/decide'));
  await clicks(page, `Approve for ${leg}`);
  await turnsAway(page);
  expect(await (await decided).json()).toMatchObject({ answer: 'accepted' });
}

async function signs(person: Person, side: string, signatory: string, sees: string): Promise<Page> {
  const page = await opensContract(person);
  await page.getByText(sees).first().waitFor();
  await clicks(page, 'Record a signature');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: side }).check();
  await types(dialog, 'Name of who signed', signatory);
  if (side === 'We') expect(await dialogFaults(page, 'signature')).toEqual([]);
  await clicks(dialog, 'Record a signature');
  await dialog.waitFor({ state: 'detached' });
  return page;
}

/** The clerk writes down what the bank's statement says, and sets it against what is to be paid. */
async function receives(amount: string, reference: string): Promise<void> {
  const page = await desk(finance);
  await goes(page, 'Receivables');
  await clicks(page, 'Record a receipt');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Customer' }).fill(customer);
  await page.getByRole('option', { name: new RegExp(customer) }).click();
  await types(dialog, 'Amount in CNY', amount);
  await types(dialog, 'Value date', firm.days.now.toISODate()!);
  await types(dialog, 'Our bank account', 'Main account');
  await types(dialog, "The bank's reference", reference);
  expect(await dialogFaults(page, 'receipt')).toEqual([]);
  await clicks(dialog, 'Record');
  await dialog.waitFor({ state: 'detached' });
  await clicks(page, `Allocate ${reference}`);
  await page.getByText('Exactly this amount').first().waitFor();
  await page.getByRole('button', { name: 'Allocate so' }).first().click();
  await page.getByText(`${reference} is allocated`).waitFor();
}

/** The page at both sizes and in both languages. */
async function looksAround(page: Page, name: string): Promise<string[]> {
  const found: string[] = [];
  for (const language of ['en', 'zh'] as const) {
    await page.evaluate(`localStorage.setItem('throughline.language', '${language}')`);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: customer }).waitFor();
    await page.getByText(language === 'en' ? /What changed from version 1/ : /第1版到第2版的改动/).waitFor();
    for (const viewport of viewports) {
      await page.setViewportSize(viewport.viewport);
      await page.evaluate('scrollTo(0, 0)');
      const schemes = language === 'en' && viewport === phone ? undefined : (['light'] as const);
      found.push(...(await lookAt(page, viewport, name, language, schemes)).map((fault) => `${name} ${language} ${viewport.size}: ${fault}`));
    }
    if (language === 'zh') found.push(...(await englishIn(page)).map((text) => `in English: ${text}`));
  }
  await page.evaluate("localStorage.setItem('throughline.language', 'en')");
  await page.reload();
  return found;
}

it('the sales manager imports a lead from a file and gives it to one of his people', async () => {
  const page = await desk(manager);
  await goes(page, 'Leads');
  await page.getByRole('link', { name: 'Import', exact: true }).click();
  const chosen = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'File' }).click();
  await (await chosen).setFiles({ name: 'fair.csv', mimeType: 'text/csv', buffer: Buffer.from(`Company,Contact,E-mail,Product\n${customer},Ada Lind,ada@${unique}.example,Line Monitor\n`) });
  await page.getByRole('combobox', { name: 'Pool' }).click();
  await page.getByRole('option', { name: 'Open pool' }).click();
  await clicks(page, 'Try it out');
  await page.getByText('Nothing has been written. This is what the import would do.').waitFor();
  await clicks(page, 'Import 1 row');
  await page.getByText('All rows of the file have been read.').waitFor();

  await goes(page, 'Leads');
  await page.getByRole('tab', { name: 'In the pool' }).click();
  await page.getByRole('combobox', { name: 'Pool' }).click();
  await page.getByRole('option', { name: 'Open pool' }).click();
  const row = page.getByRole('row').filter({ hasText: customer });
  await row.getByRole('checkbox').check();
  await clicks(page, 'Assign 1 lead');
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'To whom' }).fill(rep.name);
  await page.getByRole('option', { name: new RegExp(rep.name) }).click();
  await clicks(dialog, 'Assign 1 lead');
  await page.getByText('1 of 1 assigned').waitFor();
}, 120_000);

it('the rep works on it, makes it a deal and takes it through its stages', async () => {
  const page = await desk(rep);
  await goes(page, 'Leads');
  await page.getByRole('link', { name: new RegExp(customer) }).click();
  await clicks(page, 'Record an activity');
  await types(page.getByRole('dialog'), 'What there is to tell (optional)', 'They start in spring.');
  await clicks(page.getByRole('dialog'), 'Record');
  await page.getByText('They start in spring.').waitFor();
  await clicks(page, 'Make it a deal');
  await types(page, 'Expected value', '1200000000000');
  await types(page, 'Expected to close on', firm.days.now.plus({ days: 45 }).toISODate()!);
  await clicks(page, 'Open the deal');
  await page.waitForURL(/\/deals\//);
  await advance({ minutes: 10 });

  await goes(page, 'Pipeline');
  const card = page.getByRole('article', { name: customer });
  const dialog = page.getByRole('dialog');
  for (let stage = 0; stage < 4; stage += 1) {
    await card.getByRole('button', { name: /^Move / }).click();
    await dialog.getByRole('textbox').fill('Minutes of our meeting.');
    await clicks(dialog, 'Milestone met');
    await clicks(dialog, /^To /);
    await dialog.waitFor({ state: 'detached' });
  }
  await card.getByRole('button', { name: `${customer} is won` }).waitFor();
}, 180_000);

it('the discount is asked for, and approved by the manager and by finance', async () => {
  const page = await desk(rep);
  await page.getByRole('article', { name: customer }).getByRole('link', { name: customer }).click();
  await clicks(page, 'Ask for a discount');
  const dialog = page.getByRole('dialog');
  await types(dialog, 'Percent off the list price', '15');
  await types(dialog, 'Why', 'A competitor is in at a lower price.');
  expect(await dialogFaults(page, 'discount')).toEqual([]);
  await clicks(dialog, 'Ask for a discount');
  await page.getByText('15 % asked for').waitFor();
  await advance({ minutes: 10 });
  await approvesInInbox(manager);
  await advance({ minutes: 10 });
  await approvesInInbox(finance);
  await advance({ minutes: 10 });
  await page.reload();
  await page.getByText('15 % granted').waitFor();
  await page.getByText('CNY 1,020,000,000,000.00').first().waitFor();
  expect(await bothSizes(page, 'deal-discount')).toEqual([]);
}, 180_000);

it('it is won, and the contract is changed, reviewed by three and signed by both sides', async () => {
  const page = await desk(rep);
  await goes(page, 'Pipeline');
  await page.getByRole('article', { name: customer }).getByRole('button', { name: `${customer} is won` }).click();
  const dialog = page.getByRole('dialog');
  await clicks(dialog, 'One more payment');
  for (const [no, label, portion, days] of [[0, 'In advance', '40', '5'], [1, 'Rest', '60', '20']] as const) {
    await dialog.getByLabel('What for').nth(no).fill(label);
    await dialog.getByLabel('Percent').nth(no).fill(portion);
    await dialog.getByLabel('Days after start').nth(no).fill(days);
  }
  expect(await dialogFaults(page, 'win')).toEqual([]);
  await clicks(dialog, 'Won');
  await dialog.waitFor({ state: 'detached' });
  await advance({ minutes: 10 });

  // What is returned says what has to change.
  const contract = await opensContract(rep);
  await clicks(contract, 'Start the review');
  await contract.getByText('In review').waitFor();
  await advance({ minutes: 10 });
  const counsel = await opensContract(legal);
  await types(counsel, 'Comment of Legal', 'Ten working days are too few for acceptance.');
  const returned = counsel.waitForResponse((answer) => answer.url().endsWith('/decide'));
  await clicks(counsel, 'Return for Legal');
  await turnsAway(counsel);
  expect(await (await returned).json()).toMatchObject({ answer: 'accepted', outcome: 'returned' });
  await advance({ minutes: 10 });
  await contract.getByText('Ten working days are too few for acceptance.').waitFor();

  await clicks(contract, 'Write a new version');
  const clauses = dialog.getByLabel('Clauses');
  await clauses.fill((await clauses.inputValue()).replace('within ten working days', 'within twenty working days'));
  await types(dialog, 'Last day (optional)', firm.days.now.plus({ years: 1 }).toISODate()!);
  expect(await dialogFaults(contract, 'version')).toEqual([]);
  await clicks(dialog, 'Save the version');
  const redline = contract.getByRole('region', { name: 'Changes word by word' });
  await redline.locator('del', { hasText: 'ten' }).waitFor();
  await redline.locator('ins', { hasText: 'twenty' }).waitFor();
  await clicks(contract, 'Start the review');
  await contract.getByText('In review').waitFor();
  await advance({ minutes: 10 });
  expect(await looksAround(await opensContract(legal), 'contract-review')).toEqual([]);
  for (const [person, leg] of [[legal, 'Legal'], [finance, 'Finance'], [commercial, 'Commercial']] as const) await approvesReview(person, leg);
  await advance({ minutes: 10 });

  await signs(rep, customer, 'Ada Lind', 'Approved, to be signed');
  const ours = await signs(legal, 'We', 'Gao Yuan', 'Signed by Ada Lind, version 2');
  await advance({ minutes: 10 });
  await ours.reload();
  await ours.getByText('In force', { exact: true }).waitFor();
}, 240_000);

it('both payments come in, and the deal is paid', async () => {
  await receives('408000000000', `KQ-1-${unique}`);
  await advance({ days: 6 });
  // Part of it has come in, and the rest is to come.
  await goes(await desk(finance), 'Inbox');
  await goes(await desk(finance), 'Receivables');
  await (await desk(finance)).getByText('CNY 612,000,000,000.00').first().waitFor();
  expect(await bothSizes(await desk(finance), 'receivables')).toEqual([]);
  await receives('612000000000', `KQ-2-${unique}`);
  await advance({ minutes: 10 });

  const page = await opensContract(finance);
  const plan = page.getByRole('region', { name: 'Payment' });
  // What was read before is shown until it is read anew.
  await plan.locator('dd').last().filter({ hasText: /^CNY 0\.00$/ }).waitFor();
  expect(await plan.locator('dd').allInnerTexts()).toEqual([
    'CNY 408,000,000,000.00', 'CNY 408,000,000,000.00', 'CNY 0.00',
    'CNY 612,000,000,000.00', 'CNY 612,000,000,000.00', 'CNY 0.00',
    'CNY 1,020,000,000,000.00', 'CNY 1,020,000,000,000.00', 'CNY 0.00',
  ]);
  expect(await looksAround(page, 'contract-paid')).toEqual([]);
  await page.getByRole('link', { name: 'To the deal' }).click();
  await page.getByText('Paid in full').first().waitFor();
  // The whole story in Chinese: every fact, stage, leg and reason.
  await page.evaluate("localStorage.setItem('throughline.language', 'zh')");
  await page.reload();
  await page.getByText(/^已全部收款/).first().waitFor();
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
  expect(await englishIn(page, ['Ten working days are too few'])).toEqual([]);
  expect(desks.size).toBe(5);
  expect(faults).toEqual([]);
}, 240_000);
