import { headersOf } from '../api/act';
import { answer, api, type Schema } from '../api/client';

export type Devices = Schema<'WorklistPushDevicesDto'>;

/** `expired`: it was on, and the browser has ended it. */
export type PushState = 'unsupported' | 'denied' | 'off' | 'on' | 'expired';
/** Why it could not be switched on. */
export type PushRefusal = 'denied' | 'not-asked' | 'no-service';

/** The device that this browser is to the server, and whose. Read by the shell as well. */
const DEVICE = 'throughline.device';

interface KnownDevice {
  id: string;
  personId: string;
}

function known(): KnownDevice | undefined {
  const text = localStorage.getItem(DEVICE);
  return text ? (JSON.parse(text) as KnownDevice) : undefined;
}

const isSupported = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;
const registration = (): Promise<ServiceWorkerRegistration | undefined> => navigator.serviceWorker.getRegistration('/');
const subscriptionOf = async (): Promise<PushSubscription | null> => (await (await registration())?.pushManager.getSubscription()) ?? null;

export async function pushState({ publicKey, devices }: Devices): Promise<PushState> {
  await renewOnce();
  if (!isSupported() || !(await registration())) return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  const isKnown = devices.some(({ id }) => id === known()?.id);
  const subscription = await subscriptionOf();
  if (isKnown && subscription && publicKey && isFor(subscription, publicKey)) return 'on';
  return isKnown ? 'expired' : 'off';
}

/** Asks the reader's leave where he has not given it, and says where to send. */
export async function switchOn(publicKey: string, personId: string): Promise<PushRefusal | undefined> {
  const allowed = await Notification.requestPermission();
  if (allowed !== 'granted') return allowed === 'denied' ? 'denied' : 'not-asked';
  try {
    await subscribe(publicKey, personId);
  } catch (error) {
    // Of the browser: its push service cannot be reached, or it has none.
    if (error instanceof DOMException) return 'no-service';
    throw error;
  }
  return undefined;
}

export async function switchOff(): Promise<void> {
  const before = known();
  localStorage.removeItem(DEVICE);
  if (before) await remove(before.id);
  if (isSupported()) await (await subscriptionOf())?.unsubscribe();
}

export const isThisDevice = (id: string): boolean => known()?.id === id;

export const remove = (id: string): Promise<unknown> => answer(api.DELETE('/v1/notices/devices/{id}', { params: { path: { id } }, headers: headersOf(crypto.randomUUID()) }));

let renewed: Promise<void> | undefined;

/** Once for each time that the console is opened, whoever wants to know first. */
export const renewOnce = (): Promise<void> => (renewed ??= renew().catch(() => undefined));

/** Where it was switched on: what the browser has ended, or what was for another key, is subscribed anew; what was somebody else's is no more. */
async function renew(): Promise<void> {
  const before = known();
  if (!before || !isSupported()) return;
  const { personId } = await answer(api.GET('/v1/whoami'));
  if (personId !== before.personId) {
    localStorage.removeItem(DEVICE);
    await (await subscriptionOf())?.unsubscribe();
  } else if (Notification.permission === 'granted') {
    const { publicKey } = await answer(api.GET('/v1/notices/devices'));
    if (publicKey) await subscribe(publicKey, personId);
  }
}

async function subscribe(publicKey: string, personId: string): Promise<void> {
  const manager = (await registration())?.pushManager;
  if (!manager) throw new DOMException('No worker.', 'NotSupportedError');
  const before = await manager.getSubscription();
  const isGood = before !== null && isFor(before, publicKey);
  if (before && !isGood) await before.unsubscribe();
  const subscription = isGood ? before : await manager.subscribe({ userVisibleOnly: true, applicationServerKey: bytesOf(publicKey) });
  const { endpoint, expirationTime, keys } = subscription.toJSON();
  const body = { endpoint: endpoint!, ...(expirationTime != null && { expirationTime }), keys: { p256dh: keys!.p256dh!, auth: keys!.auth! }, name: nameOf(navigator.userAgent) };
  const last = known();
  const { id } = await answer(api.POST('/v1/notices/devices', { headers: headersOf(crypto.randomUUID()), body }));
  localStorage.setItem(DEVICE, JSON.stringify({ id, personId } satisfies KnownDevice));
  // What the same browser was before is sent to in vain.
  if (last && last.id !== id) await remove(last.id).catch(() => undefined);
}

function isFor(subscription: PushSubscription, publicKey: string): boolean {
  const key = subscription.options.applicationServerKey;
  return !key || textOf(new Uint8Array(key)) === publicKey.replace(/=+$/, '');
}

/** base64url, as browsers want the key. */
function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (one) => one.charCodeAt(0));
}

const textOf = (bytes: Uint8Array): string => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');

/** `Chrome · Windows`: what its owner knows the device by. */
export function nameOf(agent: string): string {
  const [browser] = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'].filter((one) => agent.includes(`${one}/`));
  const [system] = ['iPhone', 'iPad', 'Android', 'Windows', 'Mac', 'Linux'].filter((one) => agent.includes(one));
  const words: Record<string, string> = { Edg: 'Edge', OPR: 'Opera' };
  return [browser && (words[browser] ?? browser), system].filter(Boolean).join(' · ') || 'Browser';
}
