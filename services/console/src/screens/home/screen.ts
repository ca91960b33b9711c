import { IconChartBar } from '@tabler/icons-react';
import { page, type Screen } from '../screen';

/** For who leads others: what only managers may do shows it. */
export const home: Screen = {
  name: 'home',
  navigation: { icon: IconChartBar, order: 5, rights: ['lead:assign'] },
  routes: [{ path: '', page: page(['home', 'rules'], () => import('./home-page')) }],
};
