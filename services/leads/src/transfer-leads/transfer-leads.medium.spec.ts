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
  expect(got.get(free)).toBe('lead.wrong_status');
  const owners = [a, b, c].map((id) => got.get(id));
  const [most, least] = [one, two].map(({ personId }) => owners.filter((owner) => owner === personId).length).sort((x, y) => y - x);
  expect([most, least]).toEqual([2, 1]);
  // Turns go on where they stopped, in whatever order people are named.
  const next = await many({ leadIds: [await owned()], inTurn: [two.personId, one.personId] });
  expect(owners.filter((owner) => owner === next.items[0]!.lead!.ownerId)).toHaveLength(1);
});

it('to who owns the fewest, each transfer counted', async () => {
  for (let n = 0; n < 3; n += 1) await service.get(ClaimLeadCommand).execute({ leadId: await service.lead(one) }, one);
  const ids = [await owned(), await owned(), await owned(), await owned(), await owned()];
  const { items } = await many({ leadIds: ids, strategy: { kind: 'least-loaded', among: { people: [rep.personId, one.personId, two.personId], role: 'sales-rep' } }, because: 'spread' });
  const given = (person: Principal) => items.filter(({ lead }) => lead!.ownerId === person.personId).length;
  // From 3 and 0 to 4 and 4; whoever has them now has the fewest turns of all and gets none of his own back.
  expect([given(rep), given(one), given(two)]).toEqual([0, 1, 4]);
  const told = (await service.database.events()).filter(({ type, payload }) => type.includes('lead.assigned') && payload.strategy === 'least-loaded');
  expect(told).toHaveLength(5);
  expect(told[0]!.payload.because).toMatch(/^spread \(fewest leads: owns \d\)$/);
  const ended = await service.database.query(`SELECT DISTINCT end_reason FROM ownership WHERE owner_id = $1`, [rep.personId]);
  expect(ended).toEqual([{ end_reason: 'transferred' }]);
});

it('by region, with an answer for a lead whose region nobody has', async () => {
  const of = async (city: string) => {
    const leadId = await service.lead(rep, { country: 'China', city });
    await service.get(ClaimLeadCommand).execute({ leadId }, rep);
    return leadId;
  };
  const [north, south, nowhere] = [await of('Beijing'), await of('Shenzhen'), await of('Urumqi')];
  const regions = [
    { key: 'north', in: { city: ['Beijing'] }, among: { people: [one.personId], role: 'sales-rep' as const } },
    { key: 'south', in: { city: ['Shenzhen'] }, among: { people: [two.personId], role: 'sales-rep' as const } },
  ];
  const { transferred, items } = await many({ leadIds: [north, south, nowhere], strategy: { kind: 'by-region', regions } });
  expect(transferred).toBe(2);
  const got = new Map(items.map(({ leadId, lead, problem }) => [leadId, lead?.ownerId ?? problem!.code]));
  expect([north, south, nowhere].map((id) => got.get(id))).toEqual([one.personId, two.personId, 'lead.nobody_to_assign']);
  const [{ owner_id: still }] = await service.database.query('SELECT owner_id FROM lead WHERE id = $1', [nowhere]);
  expect(still).toBe(rep.personId);
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
