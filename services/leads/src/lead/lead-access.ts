import { access } from '@throughline/access/access';
import type { VerbOf } from '@throughline/access/grants';
import type { Principal } from '@throughline/access/principal';
import type { Lead } from './lead.entity';

/** An unowned lead lies open to all sellers; an owned one only to its owner and the line above him. */
export function requireLead(by: Principal, verb: VerbOf<'lead'>, lead: Lead): void {
  access.require(by, verb, 'lead', { ownerId: lead.ownerId, orgPath: lead.orgPath, shared: lead.status === 'available' });
}
