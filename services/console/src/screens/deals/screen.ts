import { page, type Screen } from '../screen';

/** Opened from the pipeline and from wherever a deal is named. */
export const deals: Screen = {
  name: 'deals',
  routes: [{ path: ':id', page: page(['deals', 'facts', 'because', 'rules', 'contracts'], () => import('./deal-page')) }],
};
