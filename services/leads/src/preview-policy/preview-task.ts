import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import type { LeadPolicy } from '@throughline/policy/lead-policy';

/** What a preview is about. */
export interface PreviewTask {
  policyId: string;
  inForce: LeadPolicy | null;
  /** Null: only the rules in force are looked at. */
  draft: LeadPolicy | null;
  calendar: WorkingCalendar;
  now: Date;
  from: Date;
  until: Date;
}
