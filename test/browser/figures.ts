import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { optionsOf, sessionOf } from './browser';
import type { Viewport } from './browser';

/** Runs in the page from its beginning on, and writes down what the browser itself tells of it. */
const RECORDER = `{
  const figures = (globalThis.figures = { largest: 0, shift: 0, longTasks: 0, blocked: 0, inputs: [] });
  const see = (type, each, more) => new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true, ...more });
  see('largest-contentful-paint', ({ startTime }) => (figures.largest = startTime));
  see('layout-shift', ({ value, hadRecentInput }) => (figures.shift += hadRecentInput ? 0 : value));
  see('longtask', ({ duration }) => ((figures.longTasks += 1), (figures.blocked += duration - 50)));
  see('event', ({ interactionId, duration }) => interactionId && figures.inputs.push(duration), { durationThreshold: 16 });
  new MutationObserver((_, observer) => {
    if (!document.querySelector('[data-task]')) return;
    figures.shown = performance.now();
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
}`;

/** Of one load of the inbox until its first task stands there. */
export interface FirstLook {
  firstContentfulPaintMs: number;
  largestContentfulPaintMs: number;
  firstTaskMs: number;
  /** Of how much of what was seen moved by itself; 0.1 is the most that a reader forgives. */
  layoutShift: number;
  longTasks: number;
  blockedMs: number;
  requests: number;
  /** Of the console's own files that came over the network. */
  filesLoaded: number;
  kilobytes: number;
  /** Requests of which each had to wait for the answer to the one before, the page itself among them. */
  roundTrips: number;
}

/** What is not there before the first task is of no account; requests that began within the same moment went out together. */
const FIRST_LOOK = `(() => {
  const { largest, shift, longTasks, blocked, shown } = figures;
  const [page] = performance.getEntriesByType('navigation');
  const asked = performance.getEntriesByType('resource').filter(({ startTime, responseEnd }) => startTime < shown && responseEnd <= shown + 1).sort((a, b) => a.startTime - b.startTime);
  const all = [page, ...asked];
  const depth = new Map();
  for (const one of all) depth.set(one, 1 + Math.max(0, ...all.filter((other) => other !== one && other.responseEnd <= one.startTime + 1).map((other) => depth.get(other) ?? 0)));
  return {
    firstContentfulPaintMs: Math.round(performance.getEntriesByName('first-contentful-paint')[0].startTime),
    largestContentfulPaintMs: Math.round(largest),
    firstTaskMs: Math.round(shown),
    layoutShift: Math.round(shift * 1000) / 1000,
    longTasks,
    blockedMs: Math.round(blocked),
    requests: all.length,
    filesLoaded: asked.filter(({ name, transferSize }) => name.includes('/assets/') && transferSize > 0).length,
    kilobytes: Math.round(all.reduce((sum, { transferSize }) => sum + transferSize, 0) / 1000),
    roundTrips: Math.max(...depth.values()),
  };
})()`;

/** Somebody's phone with a processor of a quarter of the speed, and nothing of the console on it yet. */
export async function slowPhone(browser: Browser, viewport: Viewport, name: string): Promise<{ page: Page; connect: (roundTripMs: number, megabits: number) => Promise<void> }> {
  const context = await browser.newContext(optionsOf(viewport, 'en'));
  const page = await context.newPage();
  await page.addInitScript(RECORDER);
  await page.addInitScript(await sessionOf(name));
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await session.send('Network.enable');
  return {
    page,
    connect: async (latency, megabits) => {
      const throughput = megabits > 0 ? (megabits * 1_000_000) / 8 : -1;
      await session.send('Network.emulateNetworkConditions', { offline: false, latency, downloadThroughput: throughput, uploadThroughput: throughput });
    },
  };
}

export async function firstLook(page: Page): Promise<FirstLook> {
  await page.goto('/');
  await page.locator('[data-task]').first().waitFor();
  await twoFrames(page);
  return page.evaluate(FIRST_LOOK);
}

/** Longest of the inputs of what is done: from the touch or the key to the frame that shows it. The browser tells of none shorter than 16. */
export async function slowestInput(page: Page, act: () => Promise<unknown>): Promise<number> {
  await twoFrames(page);
  await page.evaluate('void (figures.inputs = [])');
  await act();
  await twoFrames(page);
  return page.evaluate('Math.max(16, ...figures.inputs)');
}

/** Beginning with the second one what was drawn in the first is told. */
const twoFrames = (page: Page): Promise<unknown> => page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50))))');

/** Of a table that is rolled from its end by a screen in each frame. */
export interface Way {
  frames: number;
  medianFrameMs: number;
  longestFrameMs: number;
  /** In which the middle of the window held no row. */
  framesWithoutRows: number;
  rowsInThePage: number;
}

export const scrolled = (page: Page): Promise<Way> =>
  page.evaluate(`new Promise((done) => {
    const lengths = [];
    let [empty, rows, before] = [0, 0, undefined];
    const frame = (now) => {
      if (before !== undefined) lengths.push(now - before);
      before = now;
      rows = Math.max(rows, document.querySelectorAll('[data-row]').length);
      if (!document.elementFromPoint(innerWidth / 2, innerHeight / 2)?.closest('[data-row]')) empty += 1;
      if (lengths.length < 90) return scrollBy(0, -innerHeight), requestAnimationFrame(frame);
      lengths.sort((a, b) => a - b);
      done({ frames: lengths.length, medianFrameMs: Math.round(lengths[45]), longestFrameMs: Math.round(lengths.at(-1)), framesWithoutRows: empty, rowsInThePage: rows });
    };
    requestAnimationFrame(frame);
  })`);

/** To test-results, and as a small table to whoever runs the tests. */
export function tell(what: string, figures: Record<string, number>): void {
  const results = resolve(__dirname, '../../test-results');
  const file = resolve(results, 'console-figures.json');
  mkdirSync(results, { recursive: true });
  const others = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as object) : {};
  writeFileSync(file, `${JSON.stringify({ ...others, [what]: figures }, null, 2)}\n`);
  process.stdout.write(`\n${what}\n${Object.entries(figures).map(([name, value]) => `  ${name.padEnd(28)} ${String(value).padStart(8)}\n`).join('')}`);
}
