import { IconCoins } from '@tabler/icons-react';
import { page, type Screen } from '../screen';

export const receivables: Screen = {
  name: 'receivables',
  navigation: { icon: IconCoins, order: 50, rights: ['receivable:read'] },
  routes: [{ path: '', page: page(['receivables', 'because'], () => import('./receivables-page')) }],
};
