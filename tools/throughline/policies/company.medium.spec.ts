import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Principal } from '@throughline/access/principal';
import { MovePoolLeads } from '@throughline/services/leads/src/close-pool/move-pool-leads';
import { WorkAssignmentsCommand } from '@throughline/services/leads/src/work-assignments/work-assignments.command';
import { LeadsOverHttp } from '@throughline/services/leads/src/leads-http.fixture';
import { day0, LeadsOnPostgres } from '@throughline/services/leads/src/leads.fixture';
import { WorkPoliciesCommand } from '@throughline/services/leads/src/work-policies/work-policies.command';
import { main } from '../main';

// Two cores may be shared with other suites.
jest.setTimeout(120_000);

const company = resolve(__dirname, '../../../deploy/policies');
/** What the leads service keeps; approval policies are the worklist's. */
const ofLeads = readdirSync(company).filter((name) => !['approvals', 'README.md'].includes(name)).map((name) => join(company, name));
const folder = mkdtempSync(join(tmpdir(), 'company-'));
let service: LeadsOnPostgres;
let http: LeadsOverHttp;
let head: Principal;
let clock: NodeJS.Timeout;
const written = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
jest.spyOn(process.stderr, 'write').mockReturnValue(true);

/** Seller of the example's lists, by the end of his id. */
async function seller(end: string, unitPath: string): Promise<string> {
  const id = `0199d000-0000-7000-8002-0000000000${end}`;
  await service.database.query(`INSERT INTO known_person (id, name, roles, unit_path, active, version) VALUES ($1, $2, '{sales-rep}', $3, true, 1)`, [id, `Seller ${end}`, unitPath]);
  return id;
}

beforeAll(async () => {
  service = await LeadsOnPostgres.start({ now: day0 });
  http = await LeadsOverHttp.start(service);
  head = await service.person('sales-head', '1.');
  http.signIn(head);
  await service.database.query(`INSERT INTO known_unit (id, name, path, version, document) VALUES (uuidv7(), 'Group', '1.', 1, '{}'), (uuidv7(), 'East', '1.2.', 1, '{}')`);
  process.env.THROUGHLINE_TOKEN = head.personId;
  const policies = service.get(WorkPoliciesCommand);
  policies.forgottenAfter = 0;
  // As the policy clock does, which no Temporal runs here.
  let working = false;
  clock = setInterval(() => {
    if (working) return;
    working = true;
    void policies.execute().catch(() => undefined).finally(() => (working = false));
  }, 100);
});
afterAll(async () => {
  clearInterval(clock);
  delete process.env.THROUGHLINE_TOKEN;
  rmSync(folder, { recursive: true });
  await http.stop();
  await service.stop();
});

/** Exit code, lines for people and, with --json, the answer of `throughline …`. */
async function run(...args: string[]): Promise<{ code: number; text: string; answer: any }> {
  written.mockClear();
  const code = await main(['node', 'throughline', ...args, '--gateway', http.origin]);
  process.exitCode = undefined;
  const text = written.mock.calls.map(([part]) => String(part)).filter((part) => !part.startsWith('{"level"')).join('');
  return { code, text, answer: args.includes('--json') && text ? JSON.parse(text) : undefined };
}
const facts = async () => (await service.database.facts()).length;

describe('an example company of four business types', () => {
  it('is named by a dry run and changed by nothing', async () => {
    const before = await facts();
    const { code, text } = await run('policies', 'apply', ...ofLeads, '--dry-run');
    expect(code).toBe(0);
    expect(text).toContain('policy lead/telesales: version 1 is the first\n');
    expect(text).toContain('pool direct “Direct sales”: is to be opened\n  + name: "Direct sales"\n  + unit: "1."\n  + policy: "direct"\n  + assignment: "direct"\n  + hiddenFields: ["email","phone"]\n  + takes: ["direct"]\n');
    expect((await run('policies', 'diff', ...ofLeads, '--exit-code')).code).toBe(1);
    expect(await facts()).toBe(before);
  });

  it('is brought up whole by one command, and the same command again does nothing', async () => {
    const { code, text } = await run('policies', 'apply', ...ofLeads, '--wait', '60');
    expect([code, text.trimEnd().split('\n').sort()]).toEqual([0, [
      'policy account/accounts version 1 (keep): completed, 0 of 0 looked at, 0 grades rewritten, 0 kept',
      ...['channel', 'direct', 'events', 'telesales'].map((id) => `policy assignment/${id} version 1 (keep): completed`),
      'policy classification/standard version 1 (keep): completed, 0 of 0 looked at, 0 classes rewritten, 0 kept',
      ...['channel', 'direct', 'events', 'telesales'].map((id) => `policy lead/${id} version 1 (keep): completed, 0 running ownerships keep their rules`),
      'policy scoring/standard version 1 (keep): completed, 0 of 0 looked at, 0 scores rewritten, 0 kept',
      'pool channel “Partners”: opened', 'pool direct “Direct sales”: opened', 'pool events “Fairs and events”: opened', 'pool telesales “Telesales”: opened',
    ]]);
    const before = await facts();
    expect(await run('policies', 'apply', ...ofLeads)).toMatchObject({ code: 0, text: 'Nothing to do: 11 policies and 4 pools as the files say.\n' });
    expect((await run('policies', 'diff', ...ofLeads, '--exit-code', '--json'))).toMatchObject({ code: 0, answer: { pools: Array(4).fill({ effect: 'nothing' }) } });
    expect(await facts()).toBe(before);
    expect((await run('pools', 'list')).text).toContain('telesales            “Telesales”, open to 1.: lead/telesales version 1, assignment/telesales; takes telesales\n');
  });

  it('gives a lead of each business type to whom its rules name, and lets it be claimed by its own rules', async () => {
    const [wang, mei, han, qiang] = [await seller('21', '1.1.1.'), await seller('90', '1.2.2.'), await seller('91', '1.2.1.'), await seller('39', '1.3.1.')];
    const claimer = await service.person('sales-rep', '1.1.2.');
    http.signIn(claimer);
    const pools = new Map((await http.send('GET', '/v1/pools', head)).body.items.map((pool: { key: string; poolId: string }) => [pool.key, pool.poolId]));
    const leads: Record<string, object> = {
      direct: { companyName: 'Harbour Cranes', email: 'buyer@cranes.example' },
      telesales: { contactName: 'Zhao', phone: '+86 21 6888 0001' },
      channel: { companyName: 'Eastern Pumps', channel: 'partner', referrer: 'Delta Partners', city: 'Shanghai' },
      events: { companyName: 'Fair Visitors', channel: 'event', campaign: 'Spring Fair 2026' },
    };
    const found: Record<string, unknown> = {};
    const claims: Record<string, unknown> = {};
    for (const [key, fields] of Object.entries(leads)) {
      const poolId = pools.get(key) as string;
      const { leadId } = (await http.send('POST', '/v1/leads', head, { phoneCountry: 'CN', ...fields })).body;
      await service.get(WorkAssignmentsCommand).execute({ poolId });
      const { businessType } = (await http.send('GET', `/v1/leads/${leadId}`, head)).body;
      found[key] = [businessType, (await service.database.query('SELECT owner_id FROM lead WHERE id = $1', [leadId]))[0].owner_id];
      const another = (await http.send('POST', '/v1/leads', head, { poolId, phoneCountry: 'CN', companyName: `Another of ${key}` })).body.leadId;
      const claim = (await http.send('POST', `/v1/leads/${another}/claim`, claimer)).body;
      claims[key] = claim.protectedUntil ?? [claim.code, claim.data.allowedAt];
    }
    // Partners of the east go to whoever of its two sellers is next.
    expect(found).toEqual({ direct: ['direct', wang], telesales: ['telesales', mei], channel: ['channel', expect.stringMatching(`${mei}|${han}`)], events: ['events', qiang] });
    // Nothing is known of the lead but its name: grade D, which telesales protects for fifteen days.
    expect(claims).toEqual({
      direct: ['lead.frozen', '2026-03-26T02:00:00.000Z'], telesales: '2026-04-09T10:00:00.000Z',
      channel: ['lead.frozen', '2026-03-27T02:00:00.000Z'], events: ['lead.frozen', '2026-03-28T02:00:00.000Z'],
    });
  });

  it('follows its files: a pool is renamed and put under other rules, and what was refused is named before anything is done', async () => {
    const text = readFileSync(join(company, 'pools.yaml'), 'utf8');
    const file = join(folder, 'pools.yaml');
    writeFileSync(file, text.replace('name: Telesales', 'name: Inside sales').replace('policy: telesales', 'policy: events'));
    expect(await run('policies', 'apply', file)).toMatchObject({ code: 0, text: expect.stringContaining('pool telesales “Inside sales”: changed: name, policy\n') });
    const pool = (await http.send('GET', '/v1/pools', head)).body.items.find(({ key }: { key: string }) => key === 'telesales');
    expect(pool).toMatchObject({ name: 'Inside sales', policy: { id: 'events', version: 1 }, assignmentPolicyId: 'telesales' });

    const before = await facts();
    writeFileSync(file, text.replace('policy: channel', 'policy: chanel').replace('name: Partners', 'name: Friends'));
    expect(await run('policies', 'apply', file, '--json')).toMatchObject({ code: 1, answer: { error: expect.stringMatching(/^Nothing was done\.\npool channel “Friends”: refused, lead\/chanel is neither in force nor in these files$/) } });
    const lead = join(folder, 'lead.yaml');
    writeFileSync(lead, readFileSync(join(company, 'direct/pool.yaml'), 'utf8').replace('quietDays: 20', 'quietDays: 21'));
    expect(await run('policies', 'apply', lead, '--json')).toMatchObject({ code: 1, answer: { error: expect.stringContaining('policy.version_fixed') } });
    expect(await facts()).toBe(before);
  });

  it('has business types change places between pools, and names two pools of the files that take the same one', async () => {
    const text = readFileSync(join(company, 'pools.yaml'), 'utf8');
    const file = join(folder, 'pools.yaml');
    const takes = async () => Object.fromEntries((await http.send('GET', '/v1/pools', head)).body.items.map((pool: { key: string; takes: string[] }) => [pool.key, pool.takes]));
    const before = await takes();
    expect(before).toEqual({ 'open-pool': [], direct: ['direct'], telesales: ['telesales'], channel: ['channel'], events: ['events'] });
    writeFileSync(file, text.replace('takes: [events]', 'takes: [direct, events]'));
    expect(await run('policies', 'apply', file, '--json')).toMatchObject({ code: 1, answer: { error: expect.stringContaining('refused, direct is taken by pool direct') } });
    expect(await takes()).toEqual(before);
    writeFileSync(file, text.replace(/takes: \[(direct|events)\]/g, (_, type) => (type === 'direct' ? 'takes: [events]' : 'takes: [direct]')));
    expect(await run('policies', 'apply', file)).toMatchObject({ code: 0, text: expect.stringContaining('pool direct “Direct sales”: changed: takes\n') });
    expect(await takes()).toEqual({ ...before, direct: ['events'], events: ['direct'] });
    expect(await run('pools', 'change', 'events', '--takes')).toMatchObject({ code: 0, text: expect.not.stringContaining('takes') });
    expect(await run('pools', 'change', 'direct', '--takes', 'direct', 'spares')).toMatchObject({ code: 0, text: expect.stringContaining('; takes direct, spares\n') });
    expect(await run('pools', 'change', 'events', '--takes', 'spares')).toMatchObject({ code: 1 });
    expect((await run('policies', 'apply', join(company, 'pools.yaml'))).code).toBe(0);
    expect(await takes()).toEqual(before);
  });

  it('waits where a pool needs rules of another day, and opens it when that has come', async () => {
    const file = join(folder, 'later.yaml');
    const rules = readFileSync(join(company, 'events/pool.yaml'), 'utf8').replace('id: events', 'id: later').replace('2026-01-01', '2026-04-01');
    writeFileSync(file, `${rules}---\nkind: pool\nkey: later\nname: Later\nunit: "1."\npolicy: later\n`);
    expect(await run('policies', 'apply', file)).toMatchObject({ code: 1, text: expect.stringContaining('pool later “Later”: waits, lead/later is not in force yet: apply the files again when it is\n') });
    await service.database.setNow(new Date('2026-04-01T02:00:00Z'));
    for (let at = 0; at < 50 && !(await http.send('GET', '/v1/policies/lead/later', head)).body.active; at += 1) await new Promise((done) => setTimeout(done, 100));
    expect(await run('policies', 'apply', file)).toMatchObject({ code: 0, text: expect.stringContaining('pool later “Later”: opened\n') });
  });

  it('closes a pool whose leads go to another one, and takes rules out of force that nothing uses', async () => {
    expect(await run('pools', 'close', 'channel', '--reason', 'No partners any more', '--json')).toMatchObject({ code: 1, answer: { error: expect.stringContaining('pool.not_empty') } });
    expect(await run('policies', 'retire', 'lead/channel', '--reason', 'Unused', '--json')).toMatchObject({ code: 1, answer: { error: expect.stringContaining('policy.in_use') } });
    service.get(MovePoolLeads).forgottenAfter = 0;
    expect(await run('pools', 'close', 'channel', '--reason', 'No partners any more', '--move-to', 'direct', '--wait', '30')).toMatchObject({ code: 0, text: 'channel is closed. 2 leads have gone to direct.\n' });
    expect(await run('policies', 'retire', 'lead/channel', '--reason', 'Unused')).toMatchObject({ code: 0 });
    expect((await run('policies', 'history', 'lead/channel')).text).toContain(`taken out of force by ${head.name}: Unused`);
    expect((await run('pools', 'close', 'nowhere', '--reason', 'x')).code).toBe(1);
    expect((await run('pools', 'close', 'direct')).code).toBe(2);
  });
});
