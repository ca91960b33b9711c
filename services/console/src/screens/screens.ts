import { administration } from './administration/screen';
import { approvals } from './approvals/screen';
import { contracts } from './contracts/screen';
import { deals } from './deals/screen';
import { developers } from './developers/screen';
import { home } from './home/screen';
import { inbox } from './inbox/screen';
import { leads } from './leads/screen';
import { notices } from './notices/screen';
import { pipeline } from './pipeline/screen';
import { policies } from './policies/screen';
import { receivables } from './receivables/screen';
import type { Screen } from './screen';
import { tasks } from './tasks/screen';

/** Every screen of the console, one line each. */
export const screens: readonly Screen[] = [
  home,
  inbox,
  tasks,
  approvals,
  leads,
  pipeline,
  contracts,
  deals,
  receivables,
  policies,
  administration,
  developers,
  notices,
];
