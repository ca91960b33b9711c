import { page, type Screen } from '../screen';

export const tasks: Screen = {
  name: 'tasks',
  routes: [{ path: ':id', page: page(['tasks', 'rules'], () => import('./task-page')) }],
};
