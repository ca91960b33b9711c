import { page, type Screen } from '../screen';

export const approvals: Screen = {
  name: 'approvals',
  routes: [
    { path: 'new', page: page(['approvals', 'policies', 'rules'], () => import('./new-request-page')) },
    { path: ':id', page: page(['approvals', 'tasks', 'rules'], () => import('./approval-page')) },
  ],
};
