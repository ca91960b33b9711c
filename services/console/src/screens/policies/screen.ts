import { IconScale } from '@tabler/icons-react';
import { page, type Screen } from '../screen';

export const policies: Screen = {
  name: 'policies',
  navigation: { icon: IconScale, order: 70, rights: ['policy:draft'] },
  routes: [
    { path: '', page: page('policies', () => import('./policies-page')) },
    { path: 'approval/:id', page: page(['policies', 'rules'], () => import('./approval/approval-policy-page')) },
    { path: ':kind/:id', page: page(['policies', 'because'], () => import('./policy-page')) },
  ],
};
