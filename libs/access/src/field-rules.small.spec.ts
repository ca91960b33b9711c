import { shownTo } from './field-rules';
import type { Principal, Role } from './principal';

const somebody = (...roles: Role[]): Principal => ({ personId: 'p', name: 'P', roles, unitPath: '1.', tenant: 'test' });
const whole = { name: 'Mills', contacts: ['Zhou'], deals: ['D-1'], contracts: ['C-1'], receipts: ['R-1'], prepayments: ['5.00'] };

it.each<[Role, string[]]>([
  ['sales-rep', []],
  ['collector', ['contacts', 'deals']],
  ['legal', ['receipts', 'prepayments']],
])('a %s does not see of a customer: %j', (role, hidden) => {
  const emptied = Object.fromEntries(hidden.map((part) => [part, []]));
  expect(shownTo(somebody(role), 'account-overview', whole)).toEqual({ ...whole, ...emptied, hidden });
});
