import { handOverDeclared } from '@throughline/events/account-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { v7 as uuidv7 } from 'uuid';
import { ContractsOnPostgres } from '../contracts.fixture';
import { RefuseContract } from '../refuse-contract/refuse-contract.command';
import { HandOverContractsWhenDeclared } from './hand-over-contracts-when-declared';

jest.setTimeout(60_000);

let service: ContractsOnPostgres;
beforeAll(async () => {
  service = await ContractsOnPostgres.start();
});
afterAll(() => service.stop());

describe('a hand-over', () => {
  it('moves the contracts that have not ended, and tells each once', async () => {
    const [present, ended] = [await service.drafted(), await service.drafted()];
    await service.get(RefuseContract).execute({ contractId: ended, reason: 'no' }, service.head);
    await service.database.truncate();
    const toId = uuidv7();
    const data = { handOverId: uuidv7(), fromId: service.owner.personId, toId, toPath: '1.1.2.', reason: 'left', leads: 0, accounts: 0 };
    const event = handOverDeclared.of({ id: data.handOverId, version: 1, data }) as ReceivedEvent<typeof data>;
    for (let heard = 0; heard < 2; heard += 1) await service.database.transactions.run((tx) => service.get(HandOverContractsWhenDeclared).handle(event, tx));
    const rows = await service.database.query('SELECT id, owner_id, org_path FROM contract ORDER BY id');
    expect(rows).toEqual(
      [
        { id: present, owner_id: toId, org_path: '1.1.2.' },
        { id: ended, owner_id: service.owner.personId, org_path: '1.1.1.' },
      ].sort((a, b) => (a.id < b.id ? -1 : 1)),
    );
    expect(await service.database.facts()).toEqual(['contract.owner-changed']);
    expect((await service.database.events())[0]!.payload).toMatchObject({ contractId: present, toId });
  });
});
