import type { DomainEvent, EventDefinition } from '@throughline/events/event-definition';
import type { Account } from './account.entity';

/** What every event of an account says of itself. The correlation id is the account: it outlives its deals. */
export const accountHead = (account: Account) => ({ id: account.id, version: account.version, correlationId: account.id, orgPath: account.orgPath });

/** The fact of the verb that was entered last. */
export function accountFact<D extends { accountId: string }>(definition: EventDefinition<D>, account: Account, data: Omit<D, 'accountId'>): DomainEvent {
  return definition.of({ ...accountHead(account), data: { ...data, accountId: account.id } as D });
}
