import { accountOwnershipChanged } from '@throughline/events/account-events';
import { contractOwnerChanged } from '@throughline/events/contract-events';
import type { EventDefinition, ReceivedEvent } from '@throughline/events/event-definition';
import { v7 as uuidv7 } from 'uuid';
import { CollectionsOnPostgres } from '../collections.fixture';
import { FollowOwners } from './follow-owners';

let service: CollectionsOnPostgres;
beforeAll(async () => {
  service = await CollectionsOnPostgres.start();
});
afterAll(() => service.stop());

const hear = <D>(definition: EventDefinition<D>, id: string, data: D) =>
  service.database.transactions.run((tx) => service.get(FollowOwners).handle(definition.of({ id, version: 2, data }) as ReceivedEvent<D>, tx));

it('the customer follows the owner of his account, the plan that of its contract', async () => {
  const plan = await service.plan();
  await service.plan();
  const [accountOwner, contractOwner] = [uuidv7(), uuidv7()];
  const moved = { fromId: uuidv7(), toPath: '1.1.2.', reason: 'left' };
  await hear(accountOwnershipChanged, plan.accountId, { ...moved, accountId: plan.accountId, toId: accountOwner, handOverId: null });
  await hear(contractOwnerChanged, plan.contractId, { ...moved, contractId: plan.contractId, dealId: plan.dealId, toId: contractOwner, handOverId: uuidv7() });
  const customers = await service.database.query('SELECT account_id, org_path FROM customer WHERE owner_id = $1', [accountOwner]);
  expect(customers).toEqual([{ account_id: plan.accountId, org_path: '1.1.2.' }]);
  const plans = await service.database.query('SELECT contract_id, org_path FROM payment_plan WHERE owner_id = $1', [contractOwner]);
  expect(plans).toEqual([{ contract_id: plan.contractId, org_path: '1.1.2.' }]);
  // A customer of whom nothing is known here yet.
  const unknown = uuidv7();
  await expect(hear(accountOwnershipChanged, unknown, { ...moved, accountId: unknown, toId: accountOwner, handOverId: null })).resolves.toBeUndefined();
});
