import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Principal } from '@throughline/access/principal';
import { LeadsOverHttp } from '@throughline/services/leads/src/leads-http.fixture';
import { day0, days, LeadsOnPostgres } from '@throughline/services/leads/src/leads.fixture';
import { ClaimLeadCommand } from '@throughline/services/leads/src/claim-lead/claim-lead.command';
import { WorkPoliciesCommand } from '@throughline/services/leads/src/work-policies/work-policies.command';
import { openPool } from '@throughline/services/leads/src/seed';
import { stringify } from 'yaml';
import { main } from '../main';

// Two cores may be shared with other suites.
jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let http: LeadsOverHttp;
let head: Principal;
const folder = mkdtempSync(join(tmpdir(), 'policies-api-'));
const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
const errors = jest.spyOn(process.stderr, 'write').mockReturnValue(true);

beforeAll(async () => {
  service = await LeadsOnPostgres.start({ now: day0 });
  http = await LeadsOverHttp.start(service);
  head = await service.person('sales-head', '1.');
  const rep = await service.person('sales-rep');
  http.signIn(head, rep);
  for (let n = 0; n < 3; n += 1) await service.get(ClaimLeadCommand).execute({ leadId: await service.lead(rep) }, rep);
  await service.database.setNow(days(2));
  process.env.THROUGHLINE_TOKEN = head.personId;
});
afterAll(async () => {
  delete process.env.THROUGHLINE_TOKEN;
  rmSync(folder, { recursive: true });
  await http.stop();
  await service.stop();
});

const file = (name: string, document: object): string => {
  writeFileSync(join(folder, name), stringify(document));
  return join(folder, name);
};
/** Exit code and answer of `throughline policies …`. */
async function policies(...args: string[]): Promise<{ code: number; answer: any }> {
  written.mockClear();
  errors.mockClear();
  const code = await main(['node', 'throughline', 'policies', ...args, '--gateway', http.origin, '--json']);
  process.exitCode = undefined;
  const text = written.mock.calls.map(([part]) => String(part)).filter((part) => !part.startsWith('{"level"')).join('');
  return { code, answer: text ? JSON.parse(text) : undefined };
}

describe('throughline policies, through the API', () => {
  const second = { ...openPool.policy, version: 2, reason: 'Too long', clock: { ...openPool.policy.clock, quietDays: 5 } };

  it('shows a change, its effect, makes it and tells how it went', async () => {
    const path = file('second.yaml', second);
    expect(await policies('diff', path)).toMatchObject({ code: 0, answer: { differences: [{ from: 1, to: 2, changes: [{ path: 'clock.quietDays', before: 10, after: 5 }] }] } });
    expect((await policies('diff', path, '--exit-code')).code).toBe(1);

    const told = await policies('preview', path, '--until', '2026-04-01T00:00:00Z', '--records');
    expect(told).toMatchObject({ code: 0, answer: { before: 0, after: 3, more: 3, fewer: 0, byOwner: [{ more: 3 }] } });
    expect(told.answer.records).toHaveLength(3);
    expect(await policies('preview', '--policy', 'lead/open-pool', '--until', '2026-04-10T00:00:00Z')).toMatchObject({ code: 0, answer: { version: null, before: 3 } });

    const waiting = policies('apply', path, '--grandfathering', 'none', '--wait', '20');
    for (let at = 0; at < 100 && !(await service.get(WorkPoliciesCommand).execute()).ended; at += 1) await new Promise((done) => setTimeout(done, 100));
    expect(await waiting).toMatchObject({ code: 0, answer: { applications: [{ status: 'completed', progress: { total: 3, rewritten: 3 } }] } });
    expect(await policies('history', 'lead/open-pool')).toMatchObject({
      code: 0,
      answer: { versions: [{ version: 2, status: 'active', reason: 'Too long' }, { version: 1, status: 'retired' }], applications: [{ version: 2, status: 'completed' }] },
    });
  });

  it('tells who made each version, why and when, and how many deadlines it has rewritten, as people read it', async () => {
    written.mockClear();
    expect(await main(['node', 'throughline', 'policies', 'history', 'lead/open-pool', '--gateway', http.origin])).toBe(0);
    const text = written.mock.calls.join('');
    expect(text).toContain(`  saved by ${head.name} at 2026-03-27T02:00:00.000Z, for 2026-01-01 on\n`);
    expect(text).toContain(`  applied (none) by ${head.name} at 2026-03-27T02:00:00.000Z, complete at 2026-03-27T02:00:00.000Z, 3 of 3 looked at, 3 deadlines rewritten, 0 kept\n`);
  });

  it('puts a draft on trial, reports what it would have done, and ends it', async () => {
    const path = file('third.yaml', { ...second, version: 3, reason: 'Shorter still', clock: { ...second.clock, quietDays: 4, refreshDays: 4 } });
    expect(await policies('try', 'start', path)).toMatchObject({ code: 0, answer: { version: 3, status: 'draft', trialSince: '2026-03-27T02:00:00.000Z' } });
    expect(await policies('try', 'report', 'lead/open-pool')).toMatchObject({ code: 0, answer: { trials: [{ version: 3, sooner: 0, later: 0, trialLookedAt: null }] } });
    await service.database.setNow(new Date('2026-04-04T11:00:00Z'));
    await service.get(WorkPoliciesCommand).execute();
    const report = await policies('try', 'report', 'lead/open-pool', '--records');
    expect(report).toMatchObject({ code: 0, answer: { trials: [{ version: 3, sooner: 3, later: 0, trialLookedAt: '2026-04-04T11:00:00.000Z', byOwner: [{ sooner: 3 }] }] } });
    expect(report.answer.trials[0].records).toHaveLength(3);
    expect(await policies('try', 'stop', 'lead/open-pool@3')).toMatchObject({ code: 0, answer: { trialSince: null } });
    expect(await policies('try', 'report', 'lead/open-pool')).toMatchObject({ code: 0, answer: { trials: [] } });
    expect(await policies('try', 'report', 'lead/open-pool', '--of', '3')).toMatchObject({ code: 0, answer: { trials: [{ sooner: 3 }] } });
    expect((await policies('try', 'stop', 'lead/open-pool')).code).toBe(2);
  });

  it('previews a past period, and takes back a change that waits for its day', async () => {
    const path = file('fourth.yaml', { ...second, version: 4, effectiveFrom: '2026-12-01', clock: { ...second.clock, quietDays: 4, refreshDays: 4 } });
    expect(await policies('preview', path, '--past', '2026-03-25', '2026-04-03')).toMatchObject({ code: 0, answer: { before: 0, after: 3, more: 3 } });
    expect(await policies('apply', path)).toMatchObject({ code: 0, answer: { applications: [{ status: 'scheduled', startsAt: '2026-11-30T16:00:00.000Z' }] } });
    expect(await policies('apply', path)).toMatchObject({ code: 0, answer: { applications: [] } });
    expect(await policies('withdraw', 'lead/open-pool')).toMatchObject({ code: 0, answer: { application: { status: 'withdrawn' } } });
    expect((await policies('withdraw', 'lead/open-pool')).code).toBe(1);
    expect((await policies('recompute', 'scoring/standard')).code).toBe(1);
  });

  it('ends with 1 for a refusal, a fault or nobody there, and with 2 for wrong usage', async () => {
    expect(await policies('apply', file('old.yaml', { ...second, version: 1 }))).toMatchObject({ code: 1, answer: { error: expect.stringContaining('policy.version_fixed') } });
    expect(await policies('diff', file('faulty.yaml', { ...second, clock: {} }))).toMatchObject({ code: 1, answer: { error: expect.stringMatching(/faulty\.yaml:\d+:\d+: clock\.\w+ is missing: add /) } });
    expect((await policies('history', 'lead/nothing')).code).toBe(1);
    expect((await policies('preview')).code).toBe(2);
    expect((await policies('history', 'nothing')).code).toBe(2);
    expect((await policies('apply', '/nowhere.yaml')).code).toBe(2);
    expect((await policies('apply', file('second.yaml', second), '--grandfathering', 'some')).code).toBe(2);
  });
});
