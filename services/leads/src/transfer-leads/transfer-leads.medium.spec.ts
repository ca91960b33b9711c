import type { Principal } from '@throughline/access/principal';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { day0, LeadsOnPostgres } from '../leads.fixture';
import { TransferLeadsCommand } from './transfer-leads.command';

jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let manager: Principal;
let rep: Principal;
let one: Principal;
let two: Principal;
const owned = async () => {
  const leadId = await service.lead(rep);
  await service.get(ClaimLeadCommand).execute({ leadId }, rep);
  return leadId;
};
const many = (body: Parameters<TransferLeadsCommand['many']>[0], by = manager) => service.get(TransferLeadsCommand).many(body, by);

beforeEach(async () => {
  service = await LeadsOnPostgres.start({ now: day0 });
  manager = await service.person('sales-manager', '1.1.');
  [rep, one, two] = [await service.person('sales-rep'), await service.person('sales-rep'), await service.person('sales-rep', '1.1.2.')];
});
afterEach(() => service.stop());

it('ends one ownership and begins another, with one fact and one line', async () => {
  const leadId = await owned();
  await service.database.truncate();
  const state = await service.get(TransferLeadsCommand).one({ leadId, to: one.personId, because: 'speaks Dutch' }, manager);
  expect(state).toMatchObject({ ownerId: one.personId, status: 'owned', version: 3 });
  const periods = await service.database.query(`SELECT owner_id, end_reason, unit_path FROM ownership WHERE lead_id = $1 ORDER BY ended_at NULLS LAST`, [leadId]);
  expect(periods).toEqual([{ owner_id: rep.personId, end_reason: 'transferred', unit_path: '1.1.1.' }, { owner_id: one.personId, end_reason: null, unit_path: '1.1.1.' }]);
  const events = (await service.database.events()).filter(({ type }) => type.includes('lead'));
  expect(events.map(({ payload }) => payload)).toMatchObject([{ ownerId: one.personId, strategy: 'transfer', because: 'speaks Dutch' }]);
  const lines = await service.database.query('SELECT version FROM deadline WHERE subject_id = $1', [leadId]);
  expect(lines).toHaveLength(1);
});

it('many in turn, each with an answer of its own', async () => {
  const [a, b, c] = [await owned(), await owned(), await owned()];
  const free = await service.lead(rep);
  const { transferred, items } = await many({ leadIds: [c, free, a, b], inTurn: [one.personId, two.personId] });
  expect(transferred).toBe(3);
  const got = new Map(items.map(({ leadId, lead, problem }) => [leadId, lead?.ownerId ?? problem!.code]));
  expect([a, b, c, free].map((id) => got.get(id))).toEqual([one.personId, two.personId, one.personId, 'lead.wrong_status']);
});

it('all of a person by a filter; run again, there is nothing left', async () => {
  await owned();
  await owned();
  const body = { filter: { ownerId: rep.personId }, to: one.personId };
  const answers = await Promise.all([many(body), many(body)]);
  expect(answers.map(({ transferred }) => transferred).sort()).toEqual([0, 2]);
  expect((await many(body)).items).toEqual([]);
});

it('within reach only', async () => {
  const leadId = await owned();
  const elsewhere = await service.person('sales-rep', '1.2.');
  const to = (personId: string, by = manager) => service.get(TransferLeadsCommand).one({ leadId, to: personId }, by);
  await expect(to(elsewhere.personId)).rejects.toMatchObject({ code: 'lead.assignee_unknown' });
  await expect(to(rep.personId)).rejects.toMatchObject({ code: 'lead.same_owner' });
  await expect(to(one.personId, rep)).rejects.toMatchObject({ code: 'access.denied' });
});
