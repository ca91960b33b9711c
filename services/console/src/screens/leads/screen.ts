import { IconTargetArrow } from '@tabler/icons-react';
import { page, type Screen } from '../screen';

export const leads: Screen = {
  name: 'leads',
  navigation: { icon: IconTargetArrow, order: 20, rights: ['lead:read'] },
  routes: [
    { path: '', page: page(['leads', 'refusals', 'because'], () => import('./leads-page')) },
    { path: 'new', page: page('leads', () => import('./new-lead-page')) },
    { path: 'imports', page: page(['leads', 'refusals'], () => import('./import-page')) },
    { path: ':id', page: page(['leads', 'refusals', 'because', 'rules'], () => import('./lead-page')) },
  ],
};
