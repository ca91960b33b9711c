import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { runInNewContext } from 'node:vm';

type Listener = (event: Record<string, unknown>) => void;

/** The service worker by itself, with what a browser would give it. */
function worker(tabs: { url: string; focus: jest.Mock }[] = []) {
  const listeners = new Map<string, Listener>();
  const showNotification = jest.fn(async () => undefined);
  const openWindow = jest.fn(async () => undefined);
  const self = {
    addEventListener: (type: string, listener: Listener) => listeners.set(type, listener),
    registration: { showNotification },
    clients: { matchAll: async () => tabs, openWindow },
    location: { origin: 'https://crm.example' },
  };
  runInNewContext(readFileSync(resolve(__dirname, '../public/sw.js'), 'utf8'), { self, URL });
  const tell = async (type: string, event: Record<string, unknown>) => {
    let work: Promise<unknown> | undefined;
    listeners.get(type)!({ ...event, waitUntil: (one: Promise<unknown>) => (work = one) });
    await work;
  };
  return { tell, showNotification, openWindow };
}

const pushed = (told: unknown) => ({ data: { json: () => told } });
const about = (path: string) => expect.objectContaining({ data: { path } });

it.each([
  ['a task', [{ taskId: 't-1', approvalId: 'a-1' }], '/tasks/t-1'],
  ['a request', [{ taskId: null, approvalId: 'a-1' }], '/approvals/a-1'],
  ['several', [{ taskId: 't-1' }, { taskId: 't-2' }], '/inbox'],
  ['nothing of its own', [{ taskId: null, approvalId: null }], '/inbox'],
])('a notice of %s is shown, and leads there', async (_what, notices, path) => {
  const { tell, showNotification } = worker();
  await tell('push', pushed({ id: 'n-1', title: 'Waiting for you', body: 'Discount', notices }));
  expect(showNotification).toHaveBeenCalledWith('Waiting for you', expect.objectContaining({ body: 'Discount', tag: 'n-1' }));
  expect(showNotification).toHaveBeenCalledWith(expect.anything(), about(path));
});

it.each([['nothing', { data: null }], ['what it cannot read', { data: { json: () => JSON.parse('{') } }]])('also shows something for %s: a browser that sees nothing stops pushing', async (_what, event) => {
  const { tell, showNotification } = worker();
  await tell('push', event);
  expect(showNotification).toHaveBeenCalledWith('Throughline', about('/inbox'));
});

it('a click brings the tab forward where it is open already, and leaves what is written in others', async () => {
  const same = { url: 'https://crm.example/tasks/t-1', focus: jest.fn() };
  const other = { url: 'https://crm.example/leads/new', focus: jest.fn() };
  const click = () => ({ notification: { close: jest.fn(), data: { path: '/tasks/t-1' } } });
  const open = worker([other, same]);
  await open.tell('notificationclick', click());
  expect([same.focus.mock.calls.length, open.openWindow.mock.calls.length]).toEqual([1, 0]);
  const closed = worker([other]);
  await closed.tell('notificationclick', click());
  expect(closed.openWindow).toHaveBeenCalledWith('https://crm.example/tasks/t-1');
  expect(other.focus).not.toHaveBeenCalled();
});
