import { IconCode } from '@tabler/icons-react';
import { page, type Screen } from '../screen';

export const developers: Screen = {
  name: 'developers',
  navigation: { icon: IconCode, order: 90, rights: ['process:read'] },
  routes: [
    { path: '', page: page('developers', () => import('./developers-page')) },
    { path: 'events', page: page(['developers', 'facts'], () => import('./events-page')) },
    { path: 'events/:type', page: page(['developers', 'facts'], () => import('./event-page')) },
  ],
};
