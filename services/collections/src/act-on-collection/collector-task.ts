import type { Money } from '@throughline/money/money';
import type { CollectionsActivities } from '@throughline/process-contracts/collections';
import type { Customer } from '../customer/customer.entity';

export type CollectorTask = NonNullable<Awaited<ReturnType<CollectionsActivities['actOnCollection']>>['task']>;

/** What a collector is asked when letters alone do not help. Times are working hours. */
export function collectorTask(customer: Customer, letter: { level: number; outstanding: Money }, dealId: string | null): CollectorTask {
  return {
    kind: 'collection',
    leg: `level-${letter.level}`,
    subjectType: 'customer',
    subjectId: customer.accountId,
    dealId,
    role: 'collector',
    ask: `Call ${customer.name}: ${letter.outstanding} is overdue and two letters were not answered`,
    figures: { customer: customer.name, outstanding: letter.outstanding.toJSON(), level: letter.level },
    dueWorkingHours: 16,
    remindAfterWorkingHours: 8,
    escalateAfterWorkingHours: 24,
  };
}
