import { ContractsOnPostgres } from '../contracts.fixture';
import { RecordActivity } from '../record-activity/record-activity.command';
import { TerminateContract } from '../terminate-contract/terminate-contract.command';
import { EndContracts } from './end-contracts.command';

jest.setTimeout(60_000);

describe('the end of a contract', () => {
  let service: ContractsOnPostgres;
  beforeEach(async () => void (service = await ContractsOnPostgres.start()));
  afterEach(() => service.stop());
  const at = async (instant: string) => {
    await service.database.setNow(new Date(instant));
    return service.get(EndContracts).execute();
  };
  const lines = async () => (await service.database.query('SELECT subject_id FROM deadline')).length;
  const facts = async () => (await service.database.facts()).filter((fact) => fact.startsWith('contract.'));

  it('comes when its last day is over in Shanghai, once, whoever looks', async () => {
    const id = await service.inForce({ startsOn: '2026-04-01', endsOn: '2027-03-31' });
    const activated = (await service.database.events()).find(({ type }) => type.includes('activated'))!;
    expect(activated.payload).toMatchObject({ startsOn: '2026-04-01', endsOn: '2027-03-31', endsAt: '2027-03-31T16:00:00.000Z' });
    await service.database.truncate();
    expect(await at('2027-03-31T15:59:59Z')).toEqual({ reminded: 0, ended: 0, next: { at: '2027-03-31T16:00:00.000Z' } });
    await service.database.setNow(new Date('2027-03-31T16:00:00Z'));
    const reports = await Promise.all([1, 2, 3].map(() => service.get(EndContracts).execute()));
    expect(reports.reduce((sum, { ended }) => sum + ended, 0)).toBe(1);
    expect(await service.read(id)).toMatchObject({ status: 'ended', endsOn: '2027-03-31', endedAt: '2027-03-31T16:00:00.000Z' });
    expect(await facts()).toEqual(['contract.ended']);
    expect(await at('2028-01-01T00:00:00Z')).toEqual({ reminded: 0, ended: 0, next: { at: null } });
    await expect(service.get(TerminateContract).execute({ contractId: id, reason: 'late' }, service.head)).rejects.toMatchObject({ code: 'contract.not_possible_now' });
  });

  it('is not waited for without a last day, nor once it was terminated', async () => {
    await service.inForce({ startsOn: '2026-04-01', endsOn: null });
    expect(await lines()).toBe(0);
    const id = await service.inForce({ startsOn: null, endsOn: '2026-12-31' });
    expect(await lines()).toBe(1);
    await service.get(TerminateContract).execute({ contractId: id, reason: 'insolvent' }, service.head);
    expect(await lines()).toBe(0);
    await service.database.truncate();
    expect(await at('2027-06-01T00:00:00Z')).toMatchObject({ ended: 0 });
    expect(await facts()).toEqual([]);
    expect(await service.read(id)).toMatchObject({ status: 'terminated', reason: 'insolvent', endedAt: '2026-03-02T02:00:00.000Z' });
  });

  it('ends all that are over, in batches', async () => {
    for (let n = 0; n < 5; n += 1) await service.inForce({ startsOn: null, endsOn: `2026-1${n % 3}-15` });
    expect(await at('2026-12-31T00:00:00Z')).toMatchObject({ ended: 5, next: { at: null } });
  });

  it('what was done about it is kept and told, until it has ended', async () => {
    const id = await service.inForce({ startsOn: null, endsOn: '2026-04-30' });
    await service.database.truncate();
    const record = () => service.get(RecordActivity).execute({ contractId: id, kind: 'call', minutes: 10 }, service.owner);
    const { activityId } = await record();
    expect((await service.read(id)).activities).toMatchObject([{ id: activityId, kind: 'call', minutes: 10, by: service.owner.personId }]);
    expect(await facts()).toEqual(['contract.activity-recorded']);
    await at('2026-05-01T00:00:00Z');
    await expect(record()).rejects.toMatchObject({ code: 'contract.not_possible_now' });
  });
});
