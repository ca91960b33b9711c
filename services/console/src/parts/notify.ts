import type { NotificationData } from '@mantine/notifications';

type Listener = () => void;
const listeners = new Set<Listener>();
let isWanted = false;

/** Whether the place for notices is to be there: from the first of them on, or as soon as there is time for it. */
export const notices = {
  subscribe: (listener: Listener) => {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
  isWanted: () => isWanted,
  want(): void {
    isWanted = true;
    listeners.forEach((listener) => listener());
  },
};

/** Says in passing what happened; `autoClose: false` for what must not be missed. Its code is loaded when there is something to say. */
export async function notify(data: NotificationData): Promise<void> {
  notices.want();
  const { notifications } = await import('@mantine/notifications');
  notifications.show(data);
}
