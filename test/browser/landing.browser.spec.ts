import type { Browser } from 'playwright-core';
import { company } from '../installation/company';
import type { Company } from '../installation/company';
import { axeFaults, openBrowser, openTab, overhang, picture, signInAs, smallTargets, viewports } from './browser';

let browser: Browser;
let firm: Company;

beforeAll(async () => {
  [firm, browser] = await Promise.all([company(), openBrowser()]);
}, 120_000);

afterAll(() => browser?.close());

describe.each(viewports)('the landing page at $size', (viewport) => {
  it('shows the people of the company', async () => {
    const { page, faults } = await openTab(browser, viewport);
    for (const { name } of firm.cast.people) await page.getByRole('button', { name: `Sign in as ${name} ` }).waitFor();
    expect(await page.getByRole('button', { name: /^Sign in as/ }).count()).toBe(firm.cast.people.length);
    expect(await page.locator('html').getAttribute('lang')).toBe('en');
    expect(await overhang(page)).toBe(0);
    expect(await smallTargets(page)).toEqual([]);
    await picture(page, viewport, 'landing');
    await picture(page, viewport, 'landing-whole', true);
    expect(await axeFaults(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    await picture(page, viewport, 'landing-dark');
    expect(faults).toEqual([]);
    await page.context().close();
  }, 120_000);

  it('finds a person by his name', async () => {
    const { page, faults } = await openTab(browser, viewport);
    const wanted = firm.cast.one('legal');
    await page.getByRole('button', { name: `Sign in as ${wanted.name} ` }).waitFor();
    await page.getByLabel('Find a person').fill(wanted.name.toUpperCase());
    expect(await page.getByRole('button', { name: /^Sign in as/ }).allInnerTexts()).toEqual([expect.stringContaining(wanted.name)]);
    await page.getByLabel('Find a person').fill('nobody is called so');
    expect(await page.getByText('Nobody like that.').isVisible()).toBe(true);
    expect(faults).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('signs a rep in and out', async () => {
    const { page, faults } = await openTab(browser, viewport);
    const rep = firm.cast.one('sales-rep');
    await signInAs(page, rep.name);
    await page.getByText('Nothing waits for you.').waitFor();
    expect(await page.getByRole('heading', { name: 'My tasks' }).isVisible()).toBe(true);
    expect(await overhang(page)).toBe(0);
    expect(await smallTargets(page)).toEqual([]);
    await picture(page, viewport, 'rep');
    expect(await axeFaults(page)).toEqual([]);

    await page.reload();
    await page.locator('#who').getByText(rep.name).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'My tasks' }).waitFor({ state: 'hidden' });
    expect(await page.evaluate('sessionStorage.length')).toBe(0);
    expect(faults).toEqual([]);
    await page.context().close();
  }, 120_000);
});

describe('the landing page', () => {
  it("shows a person's name as text, whatever is in it", async () => {
    const hostile = '<img src="/x" onerror="document.title=\'taken\'"><b>Eve</b>';
    const { page, faults } = await openTab(browser, viewports[0]!, 'about:blank');
    await page.route('**/v1/sandbox/people', async (route) => {
      const answer = await route.fetch();
      const { items } = (await answer.json()) as { items: object[] };
      await route.fulfill({ response: answer, json: { items: items.map((person, index) => (index === 0 ? { ...person, name: hostile } : person)) } });
    });
    await page.goto('/');
    await page.getByText(hostile).waitFor();
    expect(await page.locator('main img, main b').count()).toBe(0);
    expect(await page.title()).toBe('Throughline');
    expect(faults).toEqual([]);
    await page.context().close();
  }, 60_000);

  it('runs no script that is written into it', async () => {
    const { page, faults } = await openTab(browser, viewports[0]!);
    const policy = (await page.request.get('/')).headers()['content-security-policy'];
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    await page.evaluate(`{
      const script = document.createElement('script');
      script.textContent = 'document.title = "taken"';
      document.body.append(script);
      document.body.insertAdjacentHTML('beforeend', '<button id="trap" onclick="document.title = 1">x</button>');
      document.getElementById('trap').click();
    }`);
    expect(await page.title()).toBe('Throughline');
    expect(faults).toEqual([expect.stringContaining('Content Security Policy'), expect.stringContaining('Content Security Policy')]);
    await page.context().close();
  }, 60_000);
});
