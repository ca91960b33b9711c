import { planCreated, receiptRecorded } from '@throughline/events/collection-events';
import { opportunityOpened, opportunityWon } from '@throughline/events/opportunity-events';
import { standardPaymentTerms } from '@throughline/policy/default-policies';
import { v7 as uuidv7 } from 'uuid';
import { AccountOverviewViews } from '../account-views/account-overview.views';
import { AccountViews } from '../account-views/account.views';
import { AccountsBed, cny } from '../accounts.fixture';
import { AttachLeadCommand } from '../attach-lead/attach-lead.command';
import { ChangeAccountCommand } from '../change-account/change-account.command';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { KeepContactCommand } from '../keep-contact/keep-contact.command';
import { LeadViews } from '../lead-views/lead.views';
import { MoveAccountCommand } from '../move-account/move-account.command';
import { UnmergeAccountCommand } from '../unmerge-account/unmerge-account.command';
import { VisitAccountCommand } from '../visit-account/visit-account.command';
import { MergeAccountCommand } from './merge-account.command';

jest.setTimeout(120_000);

let bed: AccountsBed;
beforeEach(async () => {
  bed = await AccountsBed.start();
});
afterEach(() => bed.stop());

const merge = (accountId: string, into: string, by = bed.manager) => bed.service.get(MergeAccountCommand).execute({ accountId, into }, by);
const unmerge = (accountId: string, by = bed.manager) => bed.service.get(UnmergeAccountCommand).execute(accountId, by);
const detail = (accountId: string, by = bed.manager) => bed.service.get(AccountViews).detail(accountId, by);
const overview = (accountId: string) => bed.service.get(AccountOverviewViews).overview(accountId, bed.manager);
const facts = async (id: string): Promise<string[]> => (await bed.database.events()).filter(({ aggregateid }) => aggregateid === id).map(({ type }) => type.replace(/^throughline\.|\.v\d+$/g, ''));

/** Two customers of two reps, each with a deal, a contact and a visit; the second with a subsidiary, money and a lead. */
async function two() {
  const one = (await bed.create('Harbour Cranes Ltd', { website: 'cranes.example', creditCode: '91440300708461136T' }, bed.other)).accountId;
  const two = (await bed.create('HARBOR CRANES LIMITED', { phone: '13800138000', city: 'Ulm' })).accountId;
  const child = (await bed.create('Harbour Hoists', { parentId: one }, bed.other)).accountId;
  const leadId = await bed.service.lead(bed.other);
  await bed.service.get(ClaimLeadCommand).execute({ leadId }, bed.other);
  await bed.service.get(AttachLeadCommand).execute({ leadId, accountId: one }, bed.other);
  for (const accountId of [one, two]) await deal(accountId);
  await bed.hear(planCreated, uuidv7(), 1, plan(one));
  await bed.hear(receiptRecorded, uuidv7(), 1, receipt(one));
  await bed.service.get(KeepContactCommand).add({ accountId: one }, { name: 'Anna' }, bed.other);
  await bed.service.get(KeepContactCommand).add({ accountId: two }, { name: 'Bert' }, bed.rep);
  await bed.service.get(VisitAccountCommand).execute({ accountId: one }, { kind: 'on-site', purpose: 'Quarter', contactIds: [] } as never, bed.other);
  return { one, two, child, leadId };
}
const dealOf = (accountId: string, opportunityId: string) => ({ opportunityId, ownerId: bed.rep.personId, accountId, accountName: 'Cranes', orgPath: '1.1.1.', product: 'Suite', amount: cny('10') });
async function deal(accountId: string): Promise<void> {
  const id = uuidv7();
  await bed.hear(opportunityOpened, id, 1, { ...dealOf(accountId, id), leadId: null, pipeline: 'standard', stage: 'entry', expectedCloseOn: '2026-06-30' });
  await bed.hear(opportunityWon, id, 2, { ...dealOf(accountId, id), terms: standardPaymentTerms, cycle: 1 });
}
const plan = (accountId: string) => ({ planId: uuidv7(), contractId: uuidv7(), dealId: uuidv7(), caseId: uuidv7(), cycle: 1, accountId, accountName: 'Cranes', ownerId: bed.rep.personId, orgPath: '1.1.1.', total: cny('7'), amount: cny('7'), lines: [] }) as never;
const receipt = (accountId: string) => ({ receiptId: uuidv7(), accountId, amount: cny('5'), receivedOn: '2026-03-02', bankAccount: 'b', bankReference: 'r', unallocated: cny('5') }) as never;

it('a merged customer lives on in the other: history, money, leads, people and its own address', async () => {
  const { one, two: into, child, leadId } = await two();
  expect(await merge(one, into)).toMatchObject({ accountId: one, intoId: into, changed: ['creditCode', 'domain', 'website'] });
  const card = await detail(one);
  expect(card).toMatchObject({ accountId: into, name: 'HARBOR CRANES LIMITED', domain: 'cranes.example', phone: '+8613800138000', ownerId: bed.rep.personId });
  expect(card.owners.map(({ ownerId }) => ownerId).sort()).toEqual([bed.rep.personId, bed.other.personId].sort());
  expect(card.team).toMatchObject([{ personId: bed.other.personId, access: 'write' }]);
  const around = await overview(into);
  expect([around.deals.length, around.contacts.map(({ name }) => name).sort(), around.visits.length, around.receipts.length]).toEqual([2, ['Anna', 'Bert'], 1, 1]);
  expect(around.own).toMatchObject([{ won: cny('20.00'), received: cny('5.00') }]);
  expect(await detail(child, bed.head)).toMatchObject({ parentId: into, depth: 2 });
  // What is told of it later is the other's too.
  await deal(one);
  expect((await overview(into)).own).toMatchObject([{ won: cny('30.00') }]);
  expect((await bed.service.get(LeadViews).detail(leadId, bed.manager)).accountId).toBe(one);
  const { items } = await bed.service.get(AccountViews).list({ limit: 50 } as never, bed.head);
  expect(items.map(({ accountId }) => accountId)).not.toContain(one);
  await expect(bed.service.get(ChangeAccountCommand).execute({ accountId: one }, { city: 'Bonn' }, bed.manager)).rejects.toMatchObject({ code: 'account.wrong_status' });
  expect((await facts(one)).at(-1)).toBe('account.merged');
  expect(await facts(into)).toContain('account.absorbed');
  expect(await bed.database.query('SELECT 1 FROM deadline WHERE subject_id = $1', [one])).toEqual([]);
  // Under its name and its keys it is still known.
  await expect(bed.create('Whoever', { creditCode: '91440300708461136T' })).rejects.toMatchObject({ code: 'account.duplicate' });
});

it('a merge is undone to the letter, but for what was learned since', async () => {
  const { one, two: into, child, leadId } = await two();
  const before = [await detail(one, bed.head), await overview(one), await overview(into)];
  await merge(one, into);
  await deal(one);
  await bed.service.get(ChangeAccountCommand).execute({ accountId: into }, { website: 'harbour.example' }, bed.rep);
  expect(await unmerge(one)).toMatchObject({ accountId: one, status: 'active', ownerId: bed.other.personId });
  expect(await detail(one, bed.head)).toMatchObject({ accountId: one, creditCode: '91440300708461136T', domain: 'cranes.example', owners: [{}, {}], team: [] });
  expect(await detail(into)).toMatchObject({ creditCode: null, domain: 'harbour.example', team: [] });
  expect(await detail(child, bed.head)).toMatchObject({ parentId: one });
  const [, oneBefore, intoBefore] = before as [unknown, Awaited<ReturnType<typeof overview>>, Awaited<ReturnType<typeof overview>>];
  expect((await overview(into)).own).toEqual(intoBefore.own);
  expect(await overview(one)).toMatchObject({ contacts: oneBefore.contacts, visits: oneBefore.visits, own: [{ won: cny('20.00') }] });
  expect((await bed.service.get(LeadViews).detail(leadId, bed.manager)).accountId).toBe(one);
  const gaps = await bed.database.query(`SELECT aggregate_id FROM audit WHERE aggregate_type = 'account' GROUP BY aggregate_id HAVING max(sequence) <> count(*)`);
  expect(gaps).toEqual([]);
  await expect(unmerge(one)).rejects.toMatchObject({ code: 'account.not_merged' });
});

it('the other of two merges of a chain is found through both, and each is undone for itself', async () => {
  const [a, b, c] = [(await bed.create('A')).accountId, (await bed.create('B')).accountId, (await bed.create('C')).accountId];
  await deal(a);
  await merge(a, b);
  await merge(b, c);
  expect((await detail(a)).accountId).toBe(c);
  expect((await overview(c)).own).toMatchObject([{ won: cny('10.00') }]);
  await expect(merge(c, a)).rejects.toMatchObject({ code: 'account.merge_same' });
  await unmerge(b);
  expect([(await detail(a)).accountId, (await overview(c)).own, (await overview(b)).own.length]).toEqual([b, [], 1]);
});

it('refuses what is out of reach, would run in a circle or comes too late; of many at once one succeeds', async () => {
  const { one, two: into, child } = await two();
  await expect(merge(one, into, bed.rep)).rejects.toMatchObject({ code: 'account.not_found' });
  await expect(merge(one, one)).rejects.toMatchObject({ code: 'account.merge_same' });
  const below = (await bed.create('Below', { parentId: child }, bed.other)).accountId;
  await expect(merge(one, below)).rejects.toMatchObject({ code: 'account.too_deep' });
  const third = (await bed.create('Third')).accountId;
  const outcomes = await Promise.allSettled([merge(third, one), merge(third, into), merge(third, one)]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await bed.setNow(new Date('2026-04-05T02:00:00Z'));
  await expect(unmerge(third)).rejects.toMatchObject({ code: 'account.merge_final' });
  // A part moved away in between stays where it was put.
  await merge(one, into);
  await bed.service.get(MoveAccountCommand).execute({ accountId: child }, { parentId: null }, bed.manager);
  await unmerge(one);
  expect((await detail(child, bed.head)).parentId).toBeNull();
});
