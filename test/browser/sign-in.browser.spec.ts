import type { Browser } from 'playwright-core';
import { company } from '../installation/company';
import type { Company } from '../installation/company';
import { lookAround, openBrowser, openTab, signInAs, viewports } from './browser';

let browser: Browser;
let firm: Company;

beforeAll(async () => {
  [firm, browser] = await Promise.all([company(), openBrowser()]);
}, 120_000);

afterAll(() => browser?.close());

it.each(['en', 'zh'] as const)('shows the people of the company in %s', async (language) => {
  const { page, faults } = await openTab(browser, viewports[0]!, '/', language);
  const people = page.getByRole('button', { name: /^(Sign in as|登录为)/ });
  await people.first().waitFor();
  expect(await people.count()).toBe(firm.cast.people.length);
  expect(await page.locator('html').getAttribute('lang')).toBe(language === 'zh' ? 'zh-CN' : 'en');
  expect(await lookAround(page, 'sign-in', language)).toEqual([]);
  expect(faults).toEqual([]);
  await page.close();
}, 120_000);

it('signs in with a password; a wrong one is said in words, a forgotten one leads to its page', async () => {
  const person = firm.cast.one('finance');
  const admin = firm.cast.as(firm.cast.one('admin'));
  const { email } = await admin.get<{ email: string }>(`/v1/people/${person.id}`);
  const { link } = await admin.post<{ link: string }>(`/v1/people/${person.id}/password-links`);
  const password = 'seven quiet lamps over the harbour';
  // The page as a company gets it that is no sandbox, with a server for mail.
  const { page, faults } = await openTab(browser, viewports[0]!, '/inbox?view=done', 'en', async (tab) => {
    expect((await tab.request.post('/v1/passwords', { headers: { 'x-throughline-page': '1' }, data: { token: link.split('#')[1], password } })).status()).toBe(200);
    await tab.route(/\/(inbox.*)?$/, async (route) => {
      const answer = await route.fetch();
      await route.fulfill({ response: answer, body: (await answer.text()).replace('content="sandbox"', 'content="production"') });
    });
    await tab.route('**/v1/sign-in', async (route) => route.fulfill({ json: { ...((await (await route.fetch()).json()) as object), passwordLinks: true } }));
  });
  await page.getByRole('link', { name: 'Forgot your password?' }).click();
  await page.waitForURL('**/forgot-password');
  await page.getByRole('heading', { name: 'Forgotten password' }).waitFor();
  await page.goBack();
  await page.getByLabel('E-mail address').fill(email);
  await page.locator('input[name=password]').fill('no quiet lamps');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').filter({ hasText: 'Check the address and the password' }).waitFor();
  expect(await lookAround(page, 'password')).toEqual([]);
  expect(await page.getByLabel('E-mail address').inputValue()).toBe(email);
  await page.locator('input[name=password]').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('tab', { name: /^Done/, selected: true }).waitFor();
  await page.reload();
  await page.getByRole('button', { name: `${person.name}: settings and sign-out` }).click();
  await page.getByRole('menuitem', { name: 'Sign out', exact: true }).click();
  await page.locator('input[name=password]').waitFor();
  expect(await page.context().cookies()).toEqual([]);
  // Nobody was signed in, and then not with that password; the browser tells of every refusal.
  expect(faults.filter((fault) => !/ 401 .*\((\/v1\/whoami|\/v1\/session)\)$/.test(fault))).toEqual([]);
  await page.close();
}, 120_000);

it('finds a person by his name, and signs him in where the address points and out again', async () => {
  const { page, faults } = await openTab(browser, viewports[0]!, '/inbox?view=waiting');
  const rep = firm.cast.one('sales-rep');
  await page.getByLabel('Find a person').fill('nobody is called so');
  await page.getByText('Nobody like that.').waitFor();
  await page.getByLabel('Find a person').fill(rep.name.toUpperCase());
  await signInAs(page, rep.name);
  expect(new URL(page.url()).search).toBe('?view=waiting');
  expect(await page.title()).toBe('Inbox · Throughline');
  await page.reload();
  await page.getByRole('tab', { name: /^Waiting for others/, selected: true }).waitFor();
  await page.getByRole('button', { name: `${rep.name}: settings and sign-out` }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByLabel('Find a person').waitFor();
  expect(await page.evaluate('sessionStorage.getItem("throughline.token")')).toBeNull();
  expect(faults).toEqual([]);
  await page.close();
}, 120_000);

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
  expect(await page.locator('main section img, main b').count()).toBe(0);
  expect(await page.title()).toBe('Sign in · Throughline');
  expect(faults).toEqual([]);
  await page.close();
}, 60_000);

it('runs no script that is written into it', async () => {
  const { page, faults } = await openTab(browser, viewports[0]!);
  await page.getByLabel('Find a person').waitFor();
  const policy = (await page.request.get('/')).headers()['content-security-policy'];
  expect(policy).toMatch(/script-src 'self'(;|$)/);
  await page.evaluate(`{
    const script = document.createElement('script');
    script.textContent = 'document.title = "taken"';
    document.body.append(script);
    document.body.insertAdjacentHTML('beforeend', '<button id="trap" onclick="document.title = 1">x</button>');
    document.querySelector('#trap').click();
  }`);
  expect(await page.title()).toBe('Sign in · Throughline');
  expect(faults).toEqual([expect.stringContaining("script-src 'self'"), expect.stringContaining("script-src 'self'")]);
  await page.close();
}, 60_000);
