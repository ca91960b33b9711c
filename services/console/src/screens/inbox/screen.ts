import { IconInbox } from '@tabler/icons-react';
import { firstPage, type Screen } from '../screen';

export const inbox: Screen = {
  name: 'inbox',
  navigation: { icon: IconInbox, order: 10, rights: ['task:read'] },
  routes: [{ path: '', page: firstPage(['inbox', 'tasks'], () => import('./inbox-page')) }],
};
