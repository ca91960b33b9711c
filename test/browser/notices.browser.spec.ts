import { createECDH, randomBytes } from 'node:crypto';
import type { Browser } from 'playwright-core';
import { company } from '../installation/company';
import { lookAround, lookAt, openBrowser, tabOf, viewports } from './browser';

const [phone] = viewports as [(typeof viewports)[number]];
let browser: Browser;
let admin: string;

beforeAll(async () => {
  const [firm, opened] = await Promise.all([company(), openBrowser()]);
  browser = opened;
  admin = firm.cast.one('admin').name;
}, 180_000);

afterAll(() => browser?.close());

/** A browser with a push service, which a test machine does not reach: what it would subscribe, and what its reader answers when it asks him. */
function pushService(): string {
  const keys = createECDH('prime256v1');
  const made = { endpoint: `https://push.example.org/${randomBytes(6).toString('hex')}`, expirationTime: null, keys: { p256dh: keys.generateKeys('base64url'), auth: randomBytes(16).toString('base64url') } };
  return `{
    let current = null;
    const made = { toJSON: () => (${JSON.stringify(made)}), options: { applicationServerKey: null }, unsubscribe: async () => { current = null; return true; } };
    const worker = { pushManager: { getSubscription: async () => current, subscribe: async () => (current = made) } };
    navigator.serviceWorker.getRegistration = async () => worker;
    Object.defineProperty(Notification, 'permission', { get: () => sessionStorage.getItem('allowed') ?? 'default' });
    Notification.requestPermission = async () => { sessionStorage.setItem('allowed', window.reader ?? 'granted'); return Notification.permission; };
  }`;
}

it('how one is told is chosen by kind and way, and on which devices', async () => {
  const { page, faults } = await tabOf(browser, phone, admin, '/inbox');
  await page.addInitScript(pushService());
  await page.getByRole('button', { name: `${admin}: settings and sign-out` }).click();
  await page.getByRole('menuitem', { name: 'How I am told' }).click();
  await page.getByRole('heading', { level: 1, name: 'How I am told' }).waitFor();
  await page.reload();

  const own = page.getByRole('switch', { name: 'Tell me on this device' });
  await page.evaluate("window.reader = 'default'");
  await own.click();
  await page.getByRole('alert').filter({ hasText: 'left open' }).waitFor();
  await page.evaluate("window.reader = 'granted'");
  await own.click();
  const device = page.getByRole('listitem').filter({ hasText: '(this device)' });
  await device.waitFor();
  expect(await own.isChecked()).toBe(true);
  // The browser has lost what it subscribed: at the next start it is subscribed anew, and is no second device.
  await page.reload();
  await page.getByRole('switch', { name: 'Tell me on this device', checked: true }).waitFor();
  expect(await device.count()).toBe(1);
  const quiet = page.getByRole('combobox', { name: 'Devices: I am told for information' });
  await quiet.selectOption('off');
  await page.getByRole('checkbox', { name: 'Quiet hours' }).check();
  expect(await lookAround(page, 'notices')).toEqual([]);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Your choices are saved').waitFor();
  await page.reload();
  await quiet.waitFor();
  expect(await quiet.inputValue()).toBe('off');
  expect(await page.getByLabel('From').inputValue()).toBe('22:00');

  await quiet.selectOption('at-once');
  await page.getByRole('checkbox', { name: 'Quiet hours' }).uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Your choices are saved').waitFor();
  await page.getByRole('switch', { name: 'Tell me on this device', checked: true }).click();
  await device.waitFor({ state: 'detached' });
  await page.evaluate("window.reader = 'denied'");
  await own.click();
  await page.getByText('are blocked in this browser').waitFor();
  expect(faults).toEqual([]);
  await page.close();
}, 120_000);

it('reads as well in Chinese', async () => {
  const { page, faults } = await tabOf(browser, phone, admin, '/notices', 'zh');
  await page.getByRole('button', { name: '保存' }).waitFor();
  expect(await lookAt(page, phone, 'notices', 'zh')).toEqual([]);
  expect(faults).toEqual([]);
  await page.close();
}, 60_000);
