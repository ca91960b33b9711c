import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Principal } from '@throughline/access/principal';
import { CaptureLeadCommand } from '../capture-lead/capture-lead.command';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { DismissDuplicateCommand } from '../dismiss-duplicate/dismiss-duplicate.command';
import { DuplicateViews } from '../duplicate-views/duplicate.views';
import { ImportLeadsCommand } from '../import-leads/import-leads.command';
import { importMappingSchema } from '../import-leads/import-mapping';
import { ImportViews } from '../import-views/import.views';
import { LeadViews } from '../lead-views/lead.views';
import { day0, days, LeadsOnPostgres } from '../leads.fixture';
import { RecordActivityCommand } from '../record-activity/record-activity.command';
import { UnmergeLeadCommand } from '../unmerge-lead/unmerge-lead.command';
import { MergeLeadCommand } from './merge-lead.command';

jest.setTimeout(120_000);

let service: LeadsOnPostgres;
let rep: Principal;
let other: Principal;
let head: Principal;

beforeEach(async () => {
  service = await LeadsOnPostgres.start({ now: day0 });
  head = await service.person('sales-head', '1.');
  rep = await service.person('sales-rep', '1.1.1.');
  other = await service.person('sales-rep', '1.2.1.');
});
afterEach(() => service.stop());

const merge = (leadId: string, into: string, by = head) => service.get(MergeLeadCommand).execute({ leadId, into }, by);
const unmerge = (leadId: string, by = head) => service.get(UnmergeLeadCommand).execute(leadId, by);
const detail = (leadId: string) => service.get(LeadViews).detail(leadId, head);
const facts = async (id: string): Promise<string[]> =>
  (await service.database.query<{ type: string }>('SELECT type FROM outbox WHERE aggregateid = $1 ORDER BY seq', [id])).map(({ type }) => type.replace(/^throughline\.|\.v1$/g, ''));

async function twoOwned(): Promise<{ one: string; two: string }> {
  const one = await service.lead(rep, { companyName: 'Harbour Cranes', email: 'anna@cranes.example' });
  const two = await service.lead(other, { companyName: 'Unlike Any', phone: '13800138000', city: 'Ulm' });
  await service.get(ClaimLeadCommand).execute({ leadId: one }, rep);
  await service.get(ClaimLeadCommand).execute({ leadId: two }, other);
  await service.get(RecordActivityCommand).execute({ leadId: two, kind: 'call', minutes: 9 }, other);
  return { one, two };
}

it('a merged lead lives on in the other: fields, keys, owners, activities and its own address', async () => {
  const { one, two } = await twoOwned();
  expect(await merge(two, one)).toMatchObject({ leadId: two, intoId: one, changed: ['phone', 'country', 'city'] });
  const card = await detail(two);
  expect(card).toMatchObject({ leadId: one, status: 'owned', ownerId: rep.personId, city: 'Ulm', phone: '+8613800138000' });
  expect(card.owners.map(({ ownerId }) => ownerId).sort()).toEqual([rep.personId, other.personId].sort());
  expect(card.activities).toMatchObject([{ kind: 'call', by: other.personId }]);
  await expect(service.get(CaptureLeadCommand).execute({ contactName: 'A', phone: '13800138000', phoneCountry: 'CN' }, rep)).rejects.toMatchObject({ code: 'lead.duplicate', details: { data: { existing: { leadId: one } } } });
  await expect(service.get(ClaimLeadCommand).execute({ leadId: two }, other)).rejects.toMatchObject({ code: 'lead.not_claimable' });
  expect(await service.database.query(`SELECT 1 FROM deadline WHERE subject_id = $1`, [two])).toEqual([]);
  expect((await facts(two)).filter((fact) => fact !== 'lead.scored')).toEqual(['lead.captured', 'lead.claimed', 'lead.contacted', 'lead.merged']);
  expect((await facts(one)).at(-1)).toBe('lead.absorbed');
});

it('a merge is undone to the letter, but for what was learned since', async () => {
  const { one, two } = await twoOwned();
  await merge(two, one);
  await service.database.query(`UPDATE lead SET city = 'Bonn' WHERE id = $1`, [one]);
  expect(await unmerge(two)).toMatchObject({ leadId: two, status: 'owned', ownerId: other.personId });
  expect(await detail(two)).toMatchObject({ leadId: two, phone: '+8613800138000', city: 'Ulm', activities: [{ kind: 'call' }] });
  expect(await detail(one)).toMatchObject({ phone: null, city: 'Bonn', activities: [] });
  expect((await facts(two)).slice(-2)).toEqual(['lead.unmerged', 'lead.assigned']);
  expect((await facts(one)).slice(-1)).toEqual(['lead.separated']);
  const gaps = await service.database.query(
    `SELECT aggregate_id FROM audit WHERE aggregate_type = 'lead' GROUP BY aggregate_id HAVING max(sequence) <> count(*)`,
  );
  expect(gaps).toEqual([]);
  await expect(unmerge(two)).rejects.toMatchObject({ code: 'lead.not_merged' });
});

it('the other of two merges of a chain is found through both, and each is undone for itself', async () => {
  const [a, b, c] = [await service.lead(rep), await service.lead(rep), await service.lead(rep)];
  await merge(a, b);
  await merge(b, c);
  expect((await detail(a)).leadId).toBe(c);
  await expect(merge(c, a)).rejects.toMatchObject({ code: 'lead.merge_same' });
  await unmerge(b);
  expect((await detail(a)).leadId).toBe(b);
});

it('refuses what would lose an owner, is out of reach, or comes too late', async () => {
  const { one, two } = await twoOwned();
  const free = await service.lead(rep);
  await expect(merge(one, free)).rejects.toMatchObject({ code: 'lead.merge_other_way' });
  await expect(merge(two, one, rep)).rejects.toMatchObject({ code: 'lead.not_found' });
  await expect(merge(one, one)).rejects.toMatchObject({ code: 'lead.merge_same' });
  const outcomes = await Promise.allSettled([merge(free, one), merge(free, two), merge(free, one)]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  await service.database.setNow(days(31));
  await expect(unmerge(free)).rejects.toMatchObject({ code: 'lead.merge_final' });
});

it('an import lists what may be here already, and leaves its sums alone; a pair is merged or dismissed once', async () => {
  const first = await service.lead(rep, { companyName: '深圳市腾讯计算机系统有限公司' });
  const folder = await mkdtemp(join(tmpdir(), 'merge-spec-'));
  const path = join(folder, 'leads.csv');
  const content = ['Company', '腾讯计算机系统（深圳）有限公司', 'Harbour Cranes Ltd', 'HARBOR CRANES LIMITED', '北京华信科技有限公司', '上海华信科技有限公司'].join('\n');
  await writeFile(path, content);
  const mapping = importMappingSchema.parse({ name: 'c', system: 's', columns: { companyName: 'Company' } });
  const file = { path, name: 'leads.csv', sha256: createHash('sha256').update(content).digest('hex') };
  const importId = await service.get(ImportLeadsCommand).execute({ file, mapping, dryRun: false } as never, head);
  await rm(folder, { recursive: true });
  expect((await service.get(ImportViews).report(importId, head)).totals).toEqual({ rowsRead: 5, created: 5, merged: 0, refused: 0 });
  const { items } = await service.get(DuplicateViews).list({ limit: 50, status: 'open', importId }, head);
  expect(items.map(({ name, other: { name: beside } }) => [name, beside])).toEqual([
    ['腾讯计算机系统（深圳）有限公司'.normalize('NFKC'), '深圳市腾讯计算机系统有限公司'],
    ['HARBOR CRANES LIMITED', 'Harbour Cranes Ltd'],
  ]);
  const [one, two] = items.map(({ duplicateId }) => duplicateId) as [string, string];
  const decide = service.get(DismissDuplicateCommand);
  expect(await decide.merge(one, null, head)).toMatchObject({ status: 'merged', leadId: first });
  const outcomes = await Promise.allSettled([decide.dismiss(two, 'two firms', head), decide.merge(two, null, head), decide.dismiss(two, null, head)]);
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  expect((await service.get(DuplicateViews).list({ limit: 50, status: 'open' }, head)).items).toEqual([]);
  expect(await facts(one)).toEqual(['duplicate.flagged', 'duplicate.merged']);
});

it('what a lead learns by a merge it is found by, until the merge is undone', async () => {
  const one = await service.lead(rep, { companyName: 'Harbour Cranes' });
  const two = await service.lead(rep, { companyName: 'Unlike Any', website: 'marden.example' });
  const blocks = async () => (await service.database.query('SELECT block::text FROM duplicate_block WHERE record_id = $1 ORDER BY block', [one])).map(({ block }) => block as string);
  const before = await blocks();
  const enter = () => service.get(CaptureLeadCommand).execute({ companyName: 'Cranes', website: 'marden.example', phoneCountry: 'CN' }, rep);
  await merge(two, one);
  expect((await blocks()).length).toBe(before.length + 1);
  await expect(enter()).rejects.toMatchObject({ code: 'lead.possible_duplicate', details: { data: { candidates: [{ id: one }] } } });
  await unmerge(two);
  expect(await blocks()).toEqual(before);
  await expect(enter()).resolves.toMatchObject({ status: 'available' });
});
