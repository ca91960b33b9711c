import { IconFileText } from '@tabler/icons-react';
import { page, type Screen } from '../screen';

export const contracts: Screen = {
  name: 'contracts',
  navigation: { icon: IconFileText, order: 40, rights: ['contract:read'] },
  routes: [
    { path: '', page: page('contracts', () => import('./contracts-page')) },
    { path: ':id', page: page(['contracts', 'pipeline', 'tasks', 'rules'], () => import('./contract-page')) },
  ],
};
