import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { source as axeSource } from 'axe-core';
import type { AxeResults, RunOptions } from 'axe-core';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { gateway } from '../installation/company';

const root = resolve(__dirname, '../..');
const screenshots = join(root, 'test-results/screenshots');

/** CSS pixels: a phone and a desktop. */
export const viewports = [
  { size: '390x844', viewport: { width: 390, height: 844 } },
  { size: '1440x900', viewport: { width: 1440, height: 900 } },
];
export type Viewport = (typeof viewports)[number];

/** As root Chromium wants no sandbox, which is how Playwright starts it; it opens nothing but our own pages. */
export function openBrowser(): Promise<Browser> {
  const executablePath = process.env['CHROMIUM_PATH'] ?? execFileSync(process.execPath, [join(root, 'tools/chromium.mjs')], { encoding: 'utf8' }).trim();
  const quiet = ['--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return chromium.launch({ executablePath, args: quiet });
}

/** A tab of its own, and all that went wrong in it. */
export interface Tab {
  page: Page;
  /** Console errors (refusals of the content security policy among them), uncaught errors and requests to elsewhere. */
  faults: string[];
}

export type Language = 'en' | 'zh';
const LOCALES: Record<Language, string> = { en: 'en-GB', zh: 'zh-CN' };

/** One for each size and language, so that what one tab has loaded the next one has; who has signed in is a matter of the tab. */
const contexts = new WeakMap<Browser, Map<string, Promise<BrowserContext>>>();

/** What a browser is that looks at the console at this size, in this language. */
export const optionsOf = ({ viewport }: Viewport, language: Language): BrowserContextOptions => ({ viewport, baseURL: gateway(), locale: LOCALES[language], colorScheme: 'light', reducedMotion: 'reduce', serviceWorkers: 'block' });

function contextOf(browser: Browser, place: Viewport, language: Language): Promise<BrowserContext> {
  const known = contexts.get(browser) ?? new Map<string, Promise<BrowserContext>>();
  contexts.set(browser, known);
  const key = `${place.size} ${language}`;
  const context = known.get(key) ?? browser.newContext(optionsOf(place, language));
  known.set(key, context);
  return context;
}

export async function openTab(browser: Browser, viewport: Viewport, path = '/', language: Language = 'en', before?: (page: Page) => Promise<unknown>): Promise<Tab> {
  const page = await (await contextOf(browser, viewport, language)).newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${message.text()} (${new URL(message.location().url || gateway()).pathname})`);
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${gateway()}/`) && !/^(data|blob):/.test(url)) faults.push(`asked elsewhere: ${url}`);
  });
  await before?.(page);
  await page.goto(path);
  return { page, faults };
}

/** Every size in every language. */
export const everywhere = viewports.flatMap((viewport) => (['en', 'zh'] as const).map((language) => ({ ...viewport, language })));

/** Signs in by a click on the person's name, and waits for the page that the address leads to. */
export async function signInAs(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^(Sign in as|登录为) ${name} `) }).click();
  await page.locator('#main h1').waitFor();
}

const asked = async <T>(path: string, body?: object): Promise<T> => {
  const answer = await fetch(`${gateway()}${path}`, body && { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path} was answered with ${answer.status}.`);
  return (await answer.json()) as T;
};

/** A script for a tab that is to be somebody's. */
export async function sessionOf(name: string): Promise<string> {
  const { items } = await asked<{ items: { id: string; name: string }[] }>('/v1/sandbox/people');
  const personId = items.find((person) => person.name === name)?.id;
  if (!personId) throw new Error(`The seeded company has nobody called ${name}.`);
  const { token } = await asked<{ token: string }>('/v1/sandbox/sessions', { personId });
  const session = JSON.stringify({ 'throughline.token': token, 'throughline.person': personId });
  return `sessionStorage.getItem('throughline.person') ?? Object.assign(sessionStorage, ${session})`;
}

/** Somebody's tab on a page of the console, as he left it a moment ago: signed in. How one signs in has a spec of its own. */
export async function tabOf(browser: Browser, viewport: Viewport, name: string, path = '/', language: Language = 'en'): Promise<Tab> {
  const session = await sessionOf(name);
  const tab = await openTab(browser, viewport, path, language, (page) => page.addInitScript(session));
  await tab.page.locator('#main h1').waitFor();
  return tab;
}

/** Picture, axe in light and (of English pages: colours know no language) in the dark, nothing wider than the window, nothing too small for a thumb. @returns all that is wrong */
export async function lookAt(page: Page, viewport: Viewport, name: string, language: Language = 'en', schemes: readonly Scheme[] = schemesOf(language)): Promise<string[]> {
  const wide = await overhang(page);
  const small = await smallTargets(page);
  await picture(page, viewport, `${name}-${language}`);
  return [...(wide > 0 ? [`${wide} pixels too wide`] : []), ...small, ...(await axeFaults(page, schemes))];
}

/** The same at every size, without reading the page anew; in the dark at one of them, as colours know no size. */
export async function lookAround(page: Page, name: string, language: Language = 'en'): Promise<string[]> {
  const before = page.viewportSize()!;
  const found: string[] = [];
  for (const [at, viewport] of viewports.entries()) {
    await page.setViewportSize(viewport.viewport);
    await arrived(page);
    found.push(...(await lookAt(page, viewport, name, language, at === 0 ? schemesOf(language) : ['light'])).map((fault) => `${viewport.size}: ${fault}`));
  }
  await page.setViewportSize(before);
  return found;
}

/** Another size may want other parts, which are loaded then. */
async function arrived(page: Page): Promise<void> {
  await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
  await page.locator('.mantine-Skeleton-root').first().waitFor({ state: 'detached' });
}

/** What waits for second thoughts is sent at once, as when somebody goes away; that it is sent after five seconds has a test of its own. */
export const sendNow = (page: Page): Promise<void> => page.evaluate("dispatchEvent(new Event('pagehide'))");

export async function picture(page: Page, { size }: Viewport, name: string, fullPage = false): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: join(screenshots, `${name}-${size}.png`), fullPage });
}

/** In this order: the page stays light. */
const SCHEMES = ['dark', 'light'] as const;
type Scheme = (typeof SCHEMES)[number];
const schemesOf = (language: Language): readonly Scheme[] => (language === 'en' ? SCHEMES : ['light']);
/** All that the dark can make worse. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** What axe finds; each as one line. */
export async function axeFaults(page: Page, schemes: readonly Scheme[] = SCHEMES): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme });
    // We do not want to hear of all that is well.
    const options: RunOptions = { iframes: false, resultTypes: ['violations'], ...(colorScheme === 'dark' && { runOnly: { type: 'rule', values: OF_COLOURS } }) };
    if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axeSource);
    const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
    found.push(...violations.map(({ id, nodes }) => `${colorScheme}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`));
  }
  return found;
}

/** How many CSS pixels the page is wider than the screen. */
export const overhang = (page: Page): Promise<number> => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** What can be touched but is smaller than a thumb: less than 44 CSS pixels wide or high. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('a, button, input, summary')]
    .filter((target) => target.checkVisibility() && !target.closest('.skip-link') && target.getBoundingClientRect().width > 0)
    .map((target) => ({ text: target.textContent.trim() || target.id, box: ((target.closest('label') ?? (/radio|checkbox/.test(target.type) && target.labels[0])) || target).getBoundingClientRect() }))
    .filter(({ box }) => box.width < 43.5 || box.height < 43.5)
    .map(({ text, box }) => text + ': ' + box.width + ' x ' + box.height)`);
}

/** Of a Chinese page: what looks like an English sentence, which only people may have written: in a text that is not to be translated, or one of `written`. */
export async function englishIn(page: Page, written: readonly string[] = []): Promise<string[]> {
  const texts = await page.evaluate<string[]>(`[...document.querySelectorAll('#main *')].flatMap((one) => [...one.childNodes]).filter((node) => node.nodeType === Node.TEXT_NODE && !node.parentElement.closest('[translate=no]')).map((node) => node.data)`);
  return texts.filter((text) => /[a-z]{3,} [a-z]{3,} [a-z]{3,}/.test(text) && !written.some((part) => text.includes(part)));
}
