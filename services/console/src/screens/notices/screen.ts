import { page, type Screen } from '../screen';

/** How one is told of things; reached from one's own menu. */
export const notices: Screen = {
  name: 'notices',
  routes: [{ path: '', page: page('notices', () => import('./notices-page')) }],
};
