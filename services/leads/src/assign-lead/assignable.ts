import { access } from '@throughline/access/access';
import type { KnownPerson } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';

/** Roles whose people can be given leads. */
export const SELLERS = ['sales-rep', 'sales-manager', 'sales-head'] as const;

/** Why this person cannot be given leads by `by`; undefined when he can. */
export function whyNotAssignable(person: KnownPerson, by: Principal): 'inactive' | 'no seller' | 'outside your unit' | undefined {
  if (!person.active) return 'inactive';
  if (!person.roles.some((role) => SELLERS.some((seller) => seller === role))) return 'no seller';
  return access.reachesInto(by, 'assign', 'lead', person.unitPath) ? undefined : 'outside your unit';
}
