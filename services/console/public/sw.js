// Keeps the console itself at hand for when there is no connection, and shows notices when it is not open. What the API says is never kept: it may be old, or not be this person's.
const KEPT = 'throughline-1';
const PAGE = '/';
/** Files of older builds go when there are more than this. */
const MOST = 200;

self.addEventListener('install', (event) => event.waitUntil(caches.open(KEPT).then((cache) => cache.add(PAGE)).then(() => self.skipWaiting())));

self.addEventListener('activate', (event) =>
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  ),
);

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== 'GET' || origin !== self.location.origin) return;
  if (pathname.startsWith('/assets/')) event.respondWith(fromCache(request));
  else if (request.mode === 'navigate' && !/^\/(v1|docs|set-password|forgot-password|openapi|health)/.test(pathname)) event.respondWith(fromNetwork(request));
});

/** Names with a hash never change their content. */
async function fromCache(request) {
  const cache = await caches.open(KEPT);
  const known = await cache.match(request);
  if (known) return known;
  const response = await fetch(request);
  if (response.ok) {
    await cache.put(request, response.clone());
    const keys = await cache.keys();
    await Promise.all(keys.slice(0, Math.max(0, keys.length - MOST)).filter(({ url }) => new URL(url).pathname !== PAGE).map((key) => cache.delete(key)));
  }
  return response;
}

/** Every address shows the same page, so one that was kept stands for all. */
async function fromNetwork(request) {
  const cache = await caches.open(KEPT);
  try {
    const response = await fetch(request);
    if (response.ok && !response.redirected) await cache.put(PAGE, response.clone());
    return response;
  } catch (error) {
    const known = await cache.match(PAGE);
    if (known) return known;
    throw error;
  }
}

self.addEventListener('push', (event) => event.waitUntil(show(event.data)));
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.path ?? '/inbox'));
});

/** A browser wants something to be shown for everything that is pushed, whatever it is. A repetition takes the place of the first. */
function show(data) {
  const { id, title = 'Throughline', body = '', notices = [] } = read(data);
  return self.registration.showNotification(title, { body, ...(id && { tag: id }), icon: '/icon-192.png', badge: '/icon-192.png', data: { path: pathOf(notices) } });
}

function read(data) {
  try {
    return data?.json() ?? {};
  } catch {
    return {};
  }
}

/** Of what one notice is about; of several the inbox. */
function pathOf([first, ...others]) {
  if (!first || others.length > 0) return '/inbox';
  if (first.taskId) return `/tasks/${encodeURIComponent(first.taskId)}`;
  return first.approvalId ? `/approvals/${encodeURIComponent(first.approvalId)}` : '/inbox';
}

/** Where it is open already that tab comes forward; in any other tab somebody may be writing. */
async function open(path) {
  const { href } = new URL(path, self.location.origin);
  const tabs = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const same = tabs.find(({ url }) => url === href);
  await (same ? same.focus() : self.clients.openWindow(href));
}
