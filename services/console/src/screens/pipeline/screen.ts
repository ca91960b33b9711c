import { IconColumns3 } from '@tabler/icons-react';
import { page, type Screen } from '../screen';

export const pipeline: Screen = {
  name: 'pipeline',
  navigation: { icon: IconColumns3, order: 30, rights: ['opportunity:read'] },
  routes: [{ path: '', page: page(['pipeline', 'rules'], () => import('./pipeline-page')) }],
};
