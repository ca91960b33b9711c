import type { Principal } from '@throughline/access/principal';
import type { ClassificationPolicy } from '@throughline/policy/classification-policy';
import { standardClassification, standardScoring } from '@throughline/policy/default-intake-policies';
import type { ScoringPolicy } from '@throughline/policy/scoring-policy';
import { CaptureLeadCommand } from '../capture-lead/capture-lead.command';
import { ClaimLeadCommand } from '../claim-lead/claim-lead.command';
import { ConvertLeadCommand } from '../convert-lead/convert-lead.command';
import { LeadViews } from '../lead-views/lead.views';
import { day0, LeadsOnPostgres } from '../leads.fixture';
import { PolicyRepository } from '../policy/policy.repository';
import { RecordActivityCommand } from '../record-activity/record-activity.command';
import { openPool } from '../seed';

// Two cores may be shared with other suites.
jest.setTimeout(60_000);

let service: LeadsOnPostgres;
let rep: Principal;
const company = { companyName: 'Harbour Cranes', email: 'anna@cranes.example', phoneCountry: 'CN' };

beforeEach(async () => {
  const policy = {
    ...openPool.policy,
    // Where the grade decides about the days.
    variants: [{ when: { grade: ['A' as const, 'B' as const] }, quietDays: 15, maximumDays: 30 }],
  };
  service = await LeadsOnPostgres.start({ now: day0, policy });
  rep = await service.person('sales-rep');
});
afterEach(() => service.stop());

const capture = async (fields: object = {}) => (await service.get(CaptureLeadCommand).execute({ ...company, ...fields }, rep)).leadId;
const claim = (leadId: string) => service.get(ClaimLeadCommand).execute({ leadId }, rep);
const detail = (leadId: string) => service.get(LeadViews).detail(leadId, rep);
const stored = async () => (await service.database.query('SELECT * FROM lead'))[0];
const payload = async (fact: string) => (await service.database.events()).findLast(({ type }) => type === `throughline.lead.${fact}.v1`)?.payload;

describe('where a lead comes from', () => {
  it('is kept for ever, whoever writes, and carried to the conversion', async () => {
    const leadId = await capture({ channel: 'partner', referrer: 'Nordwind Partners', source: 'partner day', campaign: 'Spring 2026' });
    for (const change of [`channel = 'api'`, `source = 'mine'`, `source = NULL`, `campaign = 'x'`, `referrer = NULL`, 'form_id = gen_random_uuid()']) {
      await expect(service.database.query(`UPDATE lead SET ${change}`)).rejects.toMatchObject({ constraint: 'lead_origin_for_ever' });
    }
    // The same values again are no change.
    await service.database.query('UPDATE lead SET source = source, city = $1', ['Ulm']);
    await claim(leadId);
    const contact = { name: 'Anna' };
    await service.get(ConvertLeadCommand).execute({ leadId, contact, product: 'Hoist', amount: { amount: '1.00', currency: 'CNY' }, expectedClose: '2026-06-30' }, rep);
    expect(await payload('converted')).toMatchObject({
      channel: 'partner', referrer: 'Nordwind Partners', source: 'partner day', campaign: 'Spring 2026', businessType: 'channel',
    });
  });

  it('that was not given cannot be given later either', async () => {
    await capture();
    await expect(service.database.query(`UPDATE lead SET campaign = 'x'`)).rejects.toMatchObject({ constraint: 'lead_origin_for_ever' });
  });

  it.each(['api', 'email', 'telephone', 'event'] as const)('may be %s', async (channel) => {
    await capture({ channel });
    expect(await stored()).toMatchObject({ channel });
    expect(await payload('captured')).toMatchObject({ channel });
  });

  it('names the partner when it is one', async () => {
    await expect(capture({ channel: 'partner' })).rejects.toMatchObject({ code: 'lead.referrer_missing' });
    expect(await service.database.query('SELECT FROM lead')).toEqual([]);
  });
});

describe('a lead that comes in', () => {
  it('is classified, tagged and scored, and shows why', async () => {
    const leadId = await capture({ channel: 'event', source: 'Fair', city: 'Shenzhen', tags: ['vip'], expectedCloseOn: '2026-04-10', likelihood: 60 });
    const card = await detail(leadId);
    expect(card).toMatchObject({
      channel: 'event', businessType: 'events', tags: ['company', 'vip'], country: 'China', countryCode: 'CN', region: 'Guangdong', city: 'Shenzhen',
      expectedCloseOn: '2026-04-10', likelihood: 60,
    });
    // Fit 25 + 25 of 100 at 40, behaviour 20 at 30, close 40 + 30 + 30 at 15, likelihood 20 + 20 + 30 at 15: 20 + 6 + 15 + 10.5.
    expect(card).toMatchObject({ score: 52, grade: 'B' });
    expect(card.scoring).toMatchObject({
      score: 52,
      grade: 'B',
      policy: { id: 'standard', version: 1 },
      areas: [
        { area: 'fit', weight: 40, points: 50 },
        { area: 'behaviour', weight: 30, points: 20 },
        { area: 'expected-close', weight: 15, points: 100 },
        { area: 'likelihood', weight: 15, points: 70 },
      ],
    });
    expect(card.scoring!.reasons.map(({ rule }) => rule)).toEqual(['company-known', 'own-domain', 'met-us', 'dated', 'this-quarter', 'this-month', 'possible', 'likely']);
    expect(await payload('captured')).toMatchObject({ score: 52, grade: 'B', businessType: 'events', tags: ['company', 'vip'], region: 'Guangdong' });
    const list = await service.get(LeadViews).list({ limit: 10, grade: 'B', tag: 'vip', businessType: 'events', channel: 'event' }, rep);
    expect(list.items).toMatchObject([{ leadId, score: 52, grade: 'B', businessType: 'events' }]);
    expect((await service.get(LeadViews).list({ limit: 10, grade: 'A' }, rep)).items).toEqual([]);
  });

  it('has the business type that a person says', async () => {
    const leadId = await capture({ channel: 'event', businessType: 'direct' });
    expect(await detail(leadId)).toMatchObject({ businessType: 'direct' });
  });

  it('keeps a typed place that was put elsewhere', async () => {
    await capture({ country: 'Mumbai' });
    expect(await stored()).toMatchObject({ country: 'India', city: 'Mumbai', region: 'Maharashtra', attributes: { typedCountry: 'Mumbai' } });
  });
});

describe('a score', () => {
  const visit = (leadId: string, more: object = {}) => service.get(RecordActivityCommand).execute({ leadId, kind: 'visit', ...more }, rep);

  it('follows what is done with the lead, with a version and a fact of its own, and the days of the new grade', async () => {
    const leadId = await capture();
    expect(await detail(leadId)).toMatchObject({ score: 23, grade: 'D' });
    await claim(leadId);
    const before = await detail(leadId);
    expect(before.due!.at).toBe('2026-04-04T10:00:00.000Z');
    const answer = await visit(leadId, { outlook: { expectedCloseOn: '2026-04-01', likelihood: 80 } });
    // Captured, claimed, contacted, scored.
    expect(answer.version).toBe(4);
    const after = await detail(leadId);
    expect(after).toMatchObject({ score: 62, grade: 'B', expectedCloseOn: '2026-04-01', likelihood: 80, version: 4 });
    expect(after.due!.at).toBe('2026-04-09T10:00:00.000Z');
    expect(after.next!.at > before.next!.at).toBe(true);
    const [line] = await service.database.query('SELECT due_at FROM deadline WHERE subject_id = $1', [leadId]);
    expect(line.due_at.toISOString()).toBe(after.next!.at);
    expect(await payload('scored')).toMatchObject({
      leadId, ownerId: rep.personId, score: 62, grade: 'B', before: { score: 23, grade: 'D' }, policy: { id: 'standard', version: 1 }, likelihood: 80,
    });
    expect((await payload('scored')).reasons).toContainEqual({ area: 'behaviour', rule: 'met', text: 'Was visited or met', points: 40 });
    const sequence = (await service.database.events()).filter(({ aggregateid }) => aggregateid === leadId).map(({ headers }) => Number(headers.ce_sequence));
    expect(sequence).toEqual([1, 2, 3, 4]);
  });

  it('that stays is no fact', async () => {
    const leadId = await capture();
    await claim(leadId);
    await visit(leadId);
    await service.database.truncate();
    await visit(leadId);
    expect(await service.database.facts()).toEqual(['lead.contacted']);
  });

  it('takes an outlook back', async () => {
    const leadId = await capture({ likelihood: 90 });
    await claim(leadId);
    await service.get(RecordActivityCommand).execute({ leadId, kind: 'note', outlook: { likelihood: null } }, rep);
    expect(await detail(leadId)).toMatchObject({ likelihood: null });
    expect(await payload('scored')).toMatchObject({ likelihood: null });
  });

  it('is made by the rules that the company has put in force, and explained by those that it was made by', async () => {
    const first = await capture();
    const policies = service.get(PolicyRepository);
    const area = { area: 'fit' as const, weight: 1, base: 0, rules: [{ key: 'mill', text: 'Is a mill', when: { field: 'companyName', contains: ['mill'] }, points: 100 }] };
    const scoring: ScoringPolicy = { ...standardScoring, version: 2, areas: [area] };
    const classification: ClassificationPolicy = { ...standardClassification, businessTypes: [], otherwise: 'mills', tags: [] };
    await service.database.transactions.run(async (tx) => {
      await policies.keepFirst(tx, scoring);
      await policies.keepFirst(tx, classification);
    });
    // Rules are kept in memory for two seconds of the wall clock.
    jest.spyOn(Date, 'now').mockReturnValue(Date.now() + 3_000);
    const second = await capture({ companyName: 'Wind Mill', email: 'bo@mill.example' });
    jest.restoreAllMocks();
    expect(await detail(second)).toMatchObject({ score: 100, grade: 'A', businessType: 'mills', scoring: { policy: { version: 2 }, reasons: [{ rule: 'mill', text: 'Is a mill' }] } });
    expect(await detail(first)).toMatchObject({ score: 23, scoring: { policy: { version: 1 }, reasons: [{ rule: 'company-known' }, { rule: 'own-domain' }] } });
  });
});
