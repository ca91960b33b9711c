import { page, type Screen } from '../screen';

export const approvals: Screen = {
  name: 'approvals',
  routes: [{ path: ':id', page: page(['approvals', 'tasks', 'rules'], () => import('./approval-page')) }],
};
