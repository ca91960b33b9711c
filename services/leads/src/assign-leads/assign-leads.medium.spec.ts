import type { Principal } from '@throughline/access/principal';
import { AssignLeadCommand } from '../assign-lead/assign-lead.command';
import { ImportLeadsCommand } from '../import-leads/import-leads.command';
import { importMappingSchema } from '../import-leads/import-mapping';
import { day0, LeadsOnPostgres } from '../leads.fixture';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { patiently } from '../assignment/assignment.fixture';
import { AssignLeadsCommand } from './assign-leads.command';

// Two cores may be shared with other suites.
jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let head: Principal;
let manager: Principal;
const reps: Principal[] = [];
const assign = (body: { count?: number; leadIds?: string[]; people?: string[] }, by = head) =>
  service.get(AssignLeadsCommand).execute({ poolId: service.poolId, strategy: 'round-robin', ...body }, by);

beforeAll(async () => {
  service = await LeadsOnPostgres.start({ now: day0 });
  head = await service.person('sales-head', '1.');
  manager = await service.person('sales-manager', '1.1.');
  for (let n = 0; n < 7; n += 1) reps.push(await service.person('sales-rep', n < 4 ? '1.1.1.' : '1.2.1.'));
});
afterAll(() => service.stop());

async function fill(rows: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'assign-spec-'));
  const path = join(folder, 'leads.csv');
  await writeFile(path, ['Name', ...Array.from({ length: rows }, (_, n) => `Firm ${n} of ${folder}`)].join('\n'));
  const mapping = importMappingSchema.parse({ name: 'Test', system: 'test', columns: { displayName: 'Name' } });
  await service.get(ImportLeadsCommand).execute({ file: { path, name: 'leads.csv', sha256: '0'.repeat(64) }, mapping, dryRun: false }, head);
  await rm(folder, { recursive: true });
}

describe('assigning in turn', () => {
  it('gives everybody the same, to within one, however many assign at once', async () => {
    await fill(2_000);
    const answers = await Promise.all([101, 300, 7, 555, 20, 1, 16].map((count) => patiently(() => assign({ count }))));
    expect(answers.reduce((sum, { assigned }) => sum + assigned, 0)).toBe(1_000);
    const shares = await service.database.query(`SELECT owner_id, count(*)::int AS leads FROM ownership GROUP BY owner_id`);
    const counts = shares.map(({ leads }) => leads);
    expect(counts).toHaveLength(7);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    expect((await service.database.facts()).filter((fact) => fact === 'lead.assigned')).toHaveLength(1_000);
  });

  it('keeps who was a candidate and why somebody was not', async () => {
    const finance = await service.person('finance', '1.1.1.');
    const unknown = '0199d000-0000-7000-8000-00000000ffff';
    const answer = await assign({ count: 2, people: [reps[0]!.personId, reps[6]!.personId, finance.personId, unknown] }, manager);
    const why = Object.fromEntries(answer.candidates.map(({ personId, given, whyNot }) => [personId, whyNot ?? given]));
    expect(why).toEqual({ [reps[0]!.personId]: 2, [reps[6]!.personId]: 'outside your unit', [finance.personId]: 'no seller', [unknown]: 'unknown' });
    const [kept] = await service.database.query('SELECT candidates, leads FROM assignment WHERE id = $1', [answer.assignmentId]);
    expect(kept).toEqual({ candidates: answer.candidates, leads: 2 });
    await expect(assign({ count: 1, people: [finance.personId] })).rejects.toMatchObject({ code: 'lead.nobody_to_assign' });
  });

  it('leaves alone what somebody owns, and lets a manager hand it on by name', async () => {
    const [{ id, owner_id: owner }] = await service.database.query(`SELECT id, owner_id FROM lead WHERE status = 'owned' AND owner_id = $1 LIMIT 1`, [reps[0]!.personId]);
    const answer = await assign({ leadIds: [id] });
    expect(answer).toMatchObject({ assigned: 0, skipped: [id] });
    const state = await service.get(AssignLeadCommand).execute({ leadId: id, ownerId: reps[1]!.personId }, manager);
    expect(state).toMatchObject({ status: 'owned', ownerId: reps[1]!.personId });
    const periods = await service.database.query('SELECT owner_id, end_reason FROM ownership WHERE lead_id = $1 ORDER BY ended_at NULLS LAST', [id]);
    expect(periods).toEqual([{ owner_id: owner, end_reason: 'reassigned' }, { owner_id: reps[1]!.personId, end_reason: null }]);
    await expect(service.get(AssignLeadCommand).execute({ leadId: id, ownerId: reps[6]!.personId }, manager)).rejects.toMatchObject({ code: 'lead.assignee_unknown' });
  });
});
