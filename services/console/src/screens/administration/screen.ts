import { IconUsers } from '@tabler/icons-react';
import { page, type Screen } from '../screen';

/** For who leads others and who runs the installation; what each may change there the API decides. */
export const administration: Screen = {
  name: 'administration',
  navigation: { icon: IconUsers, order: 80, rights: ['unit:set-shifts', 'doctor:read'] },
  routes: [
    { path: '', page: page('administration', () => import('./people-page')) },
    { path: 'people/:id', page: page('administration', () => import('./person-page')) },
    { path: 'groups', page: page('administration', () => import('./groups/groups-page')) },
    { path: 'groups/:id', page: page('administration', () => import('./groups/group-page')) },
    { path: 'files', page: page('administration', () => import('./sync/sync-page')) },
    { path: 'units', page: page('administration', () => import('./units/units-page')) },
    { path: 'units/:id', page: page('administration', () => import('./units/unit-page')) },
    { path: 'pools', page: page('administration', () => import('./pools/pools-page')) },
    { path: 'pools/:id', page: page('administration', () => import('./pools/pool-page')) },
    { path: 'calendars', page: page('administration', () => import('./calendars/calendars-page')) },
    { path: 'calendars/:id', page: page('administration', () => import('./calendars/calendar-page')) },
    { path: 'audit', page: page(['administration', 'facts'], () => import('./audit/audit-page')) },
    { path: 'doctor', page: page('administration', () => import('./doctor/doctor-page')) },
  ],
};
