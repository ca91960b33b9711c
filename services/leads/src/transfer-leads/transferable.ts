import type { Principal } from '@throughline/access/principal';
import { requireLead } from '../lead/lead-access';
import type { Lead } from '../lead/lead.entity';
import { leadErrors } from '../lead/lead.errors';

/** A locked lead that this person may give to another owner. @throws lead.not_found, lead.wrong_status, access.denied */
export function transferable(lead: Lead, by: Principal): Lead {
  requireLead(by, 'assign', lead);
  if (lead.status !== 'owned') throw leadErrors.wrong_status({ data: { status: lead.status, verb: 'transfer' } });
  return lead;
}
