import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
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

export async function openTab(browser: Browser, { viewport }: Viewport, path = '/'): Promise<Tab> {
  const context = await browser.newContext({ viewport, baseURL: gateway(), locale: 'en-GB', colorScheme: 'light', reducedMotion: 'reduce' });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${message.text()} (${new URL(message.location().url || gateway()).pathname})`);
  });
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(`${gateway()}/`) && !/^(data|blob):/.test(url)) faults.push(`asked elsewhere: ${url}`);
  });
  await page.goto(path);
  return { page, faults };
}

/** Signs in by a click on the person's name, and waits for his tasks. */
export async function signInAs(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `Sign in as ${name} ` }).click();
  await page.locator('#who').getByText(name).waitFor();
}

export async function picture(page: Page, { size }: Viewport, name: string, fullPage = false): Promise<void> {
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: join(screenshots, `${name}-${size}.png`), fullPage });
}

/** What axe finds, in light and in dark, each as one line. */
export async function axeFaults(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).analyze();
    found.push(...violations.map(({ id, nodes }) => `${colorScheme}: ${id} at ${nodes.map(({ target }) => target.join(' ')).join(', ')}`));
  }
  return found;
}

/** How many CSS pixels the page is wider than the screen. */
export const overhang = (page: Page): Promise<number> => page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');

/** What can be touched but is smaller than a thumb: less than 44 CSS pixels wide or high. */
export function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(`[...document.querySelectorAll('a, button, input, summary')]
    .filter((target) => target.checkVisibility())
    .map((target) => ({ text: target.textContent.trim() || target.id, box: target.getBoundingClientRect() }))
    .filter(({ box }) => box.width < 44 || box.height < 44)
    .map(({ text, box }) => text + ': ' + box.width + ' x ' + box.height)`);
}
