import { ActivateContract } from '../activate-contract/activate-contract.command';
import { AddVersion } from '../add-version/add-version.command';
import { ContractsOnPostgres, terms } from '../contracts.fixture';
import { RefuseContract } from '../refuse-contract/refuse-contract.command';
import { TerminateContract } from '../terminate-contract/terminate-contract.command';
import { SignContract } from './sign-contract.command';

describe('signing a contract', () => {
  let service: ContractsOnPostgres;
  beforeAll(async () => void (service = await ContractsOnPostgres.start()));
  afterAll(() => service.stop());
  beforeEach(() => service.database.truncate());

  async function approved(): Promise<{ contractId: string; documentHash: string }> {
    const contractId = await service.drafted();
    await service.reviewed(contractId);
    const { documentHash } = await service.read(contractId);
    await service.database.truncate();
    return { contractId, documentHash };
  }
  const sign = (contractId: string, side: 'ours' | 'theirs', documentHash: string, by = service.legal) =>
    service.get(SignContract).execute({ contractId, side, signatory: 'Li Wei', documentHash }, by);

  it('takes each side once, in any order and at once, and is signed with the second', async () => {
    const { contractId, documentHash } = await approved();
    const all = await Promise.allSettled((['ours', 'theirs', 'ours', 'theirs'] as const).map((side) => sign(contractId, side, documentHash)));
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    all.forEach((one) => one.status === 'rejected' && expect(one.reason).toMatchObject({ code: 'contract.signed_already' }));
    expect(await service.database.facts()).toEqual(['contract.signature-recorded', 'contract.signature-recorded', 'contract.signed']);
    expect((await service.read(contractId)).status).toBe('signed');
  });

  it('refuses another document, a person who may not bind us, and a contract that is not approved', async () => {
    const { contractId, documentHash } = await approved();
    await expect(sign(contractId, 'ours', '0'.repeat(64))).rejects.toMatchObject({ code: 'contract.hash_mismatch', details: { data: { documentHash } } });
    await expect(sign(contractId, 'ours', documentHash, service.owner)).rejects.toMatchObject({ code: 'contract.may_not_sign' });
    const draft = await service.drafted();
    await expect(sign(draft, 'theirs', documentHash)).rejects.toMatchObject({ code: 'contract.not_possible_now' });
    expect((await service.read(contractId)).signatures).toEqual([]);
  });

  it('lets the owner record the customer, and nobody change what one side has signed', async () => {
    const { contractId, documentHash } = await approved();
    await sign(contractId, 'theirs', documentHash, service.owner);
    await expect(service.get(AddVersion).execute({ contractId, body: 'Other.' }, service.owner)).rejects.toMatchObject({ code: 'contract.signed_already' });
    expect(await service.read(contractId)).toMatchObject({ status: 'approved', currentVersion: 1 });
  });

  it('comes into force once, with amount and terms of the version that was signed', async () => {
    const { contractId, documentHash } = await approved();
    await expect(service.get(ActivateContract).execute({ contractId })).rejects.toMatchObject({ code: 'contract.not_possible_now' });
    await sign(contractId, 'theirs', documentHash);
    await sign(contractId, 'ours', documentHash);
    await service.database.truncate();
    const activate = () => service.get(ActivateContract).execute({ contractId });
    expect(await Promise.all([activate(), activate()])).toEqual([{ inForce: true }, { inForce: true }]);
    const events = await service.database.events();
    expect(events.map(({ payload }) => payload)).toEqual([expect.objectContaining({ contractId, amount: { amount: '90000.00', currency: 'CNY' }, terms })]);
  });

  it('answers that it is not in force where it was ended meanwhile', async () => {
    const { contractId, documentHash } = await approved();
    await sign(contractId, 'theirs', documentHash);
    await sign(contractId, 'ours', documentHash);
    await expect(service.get(RefuseContract).execute({ contractId, reason: 'late' }, service.head)).rejects.toMatchObject({ code: 'contract.not_possible_now' });
    await service.get(TerminateContract).execute({ contractId, reason: 'customer insolvent' }, service.head);
    expect(await service.get(ActivateContract).execute({ contractId })).toEqual({ inForce: false });
    expect(await service.database.facts()).toEqual(['contract.signature-recorded', 'contract.signature-recorded', 'contract.signed', 'contract.terminated']);
  });

  it('can be refused for good before both have signed, by a manager but not by the rep', async () => {
    const { contractId } = await approved();
    const refuse = (by = service.head) => service.get(RefuseContract).execute({ contractId, reason: 'margin' }, by);
    await expect(refuse(service.owner)).rejects.toMatchObject({ code: 'access.denied' });
    expect((await refuse()).status).toBe('refused');
    await expect(refuse()).rejects.toMatchObject({ code: 'contract.not_possible_now' });
  });
});
