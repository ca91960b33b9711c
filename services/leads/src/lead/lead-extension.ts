import type { LeadPolicy } from '@throughline/policy/lead-policy';
import type { LeadRow } from './lead-row.entity';
import { leadErrors } from './lead.errors';

/** The end of an ownership that one more extension puts off, and by how many days. @throws lead.not_extendable */
export function nextExtension({ extensions, protectedUntil: endsAt, exemption }: LeadRow, { extension }: LeadPolicy): { endsAt: Date; days: number } {
  if (!extension) throw leadErrors.not_extendable({ data: { reason: 'no-extension' } });
  if (extensions.length >= extension.times) throw leadErrors.not_extendable({ data: { reason: 'used-up', times: extension.times } });
  if (!endsAt) throw leadErrors.not_extendable({ data: { reason: 'no-end', exemption } });
  return { endsAt, days: extension.days };
}
