import type { Finding } from '@throughline/observability/finding';
import { unsentForAMinute } from '@throughline/messaging/outbox-findings';
import { parkedKeys } from '@throughline/messaging/parking';
import { unsealedForMinutes } from '@throughline/messaging/audit-trail';
import type { Tx } from '@throughline/persistence/transaction';

import { overdueForAMinute } from './overdue';

/** What the database of a service tells of its health: for the service itself, and for who looks from outside while it is down. */
export async function databaseFindings(tx: Tx): Promise<Finding[]> {
  const counts = {
    deadlines: await overdueForAMinute(tx),
    outbox: await unsentForAMinute(tx),
    'dead-letters': (await parkedKeys(tx)).reduce((sum, { waiting }) => sum + waiting, 0),
    seals: await unsealedForMinutes(tx),
  } as const;
  return Object.entries(counts).map(([check, count]): Finding => ({ check: check as keyof typeof counts, about: null, ok: count === 0, count, detail: null }));
}
