import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { openPoolPolicy } from '@throughline/policy/default-policies';
import { errorCatalogue } from '@throughline/errors/throughline-error';
import { Lead } from './lead.entity';
import { leadKeys } from './lead-keys';
import { leadDetails } from './lead-details';
import type { LeadStatus } from './lead.transitions';
import { leadTransitions } from './lead.transitions';

const rules = { policy: openPoolPolicy, calendar: chinaCalendar(2026, 2026) };
const now = new Date('2026-03-25T02:00:00Z');
const owner = { personId: '0199d000-0000-7000-8002-000000000011', unitPath: '1.1.1.' };
const free = (): Lead =>
  Object.assign(new Lead(), {
    id: '0199d000-0000-7000-8000-000000000001', poolId: 'pool', status: 'available', orgPath: '1.', policyVersion: 1, version: 1,
    ownerId: null, claimedAt: null, capturedAt: now, lastActivityAt: null, protectedUntil: null, because: null, exemption: null, remindedSteps: [], lastOwnerId: null, poolSince: now,
    resets: [], extensions: [], pauses: [], reached: [], exemptions: [], tags: [], firstAnsweredAt: null, lastVisitAt: null, contractEndAt: null,
  });
const owned = (): Lead => {
  const lead = free();
  lead.claim(owner, rules, now);
  return lead;
};

describe('the states of a lead', () => {
  it('can all be reached, and left but for the one end', () => {
    const states = Object.keys(leadTransitions) as LeadStatus[];
    const reached = new Set<string>(['available']);
    for (let before = 0; before !== reached.size; ) {
      before = reached.size;
      for (const state of states) if (reached.has(state)) for (const to of Object.values(leadTransitions[state])) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...states].sort());
    expect(states.filter((state) => Object.keys(leadTransitions[state]).length === 0)).toEqual(['converted']);
  });

  it('refuse what they do not know, and say where the lead stands', () => {
    expect(() => free().release('1.', now)).toThrow(expect.objectContaining({ code: 'lead.wrong_status', details: expect.objectContaining({ data: { status: 'available', verb: 'release' } }) }));
    const lead = owned();
    lead.disqualify('no-need');
    expect(() => lead.recycle('1.', now)).toThrow(expect.objectContaining({ code: 'lead.wrong_status' }));
    expect(() => lead.claim(owner, rules, now)).toThrow(expect.objectContaining({ code: 'lead.not_claimable' }));
  });
});

describe('an owned lead', () => {
  it('is protected from the claim, pins the policy version and raises its version', () => {
    const lead = owned();
    expect(lead).toMatchObject({ status: 'owned', ownerId: owner.personId, orgPath: '1.1.1.', policyVersion: 1, version: 2 });
    expect(lead.protectedUntil).toEqual(new Date('2026-04-04T10:00:00Z'));
  });

  it('is renewed by work only, and by too short a call not', () => {
    const lead = owned();
    const later = new Date('2026-04-02T02:00:00Z');
    expect(lead.recordActivity({ kind: 'call', minutes: 1 }, rules, later)).toBe(false);
    expect(lead.protectedUntil).toEqual(new Date('2026-04-04T10:00:00Z'));
    expect(lead.recordActivity({ kind: 'call', minutes: 5 }, rules, later)).toBe(true);
    expect(lead.protectedUntil).toEqual(new Date('2026-04-05T10:00:00Z'));
  });

  it('goes back with its history of reminders gone and its last owner known', () => {
    const lead = owned();
    lead.remind('3 days before 2026-04-04', now);
    lead.recycle('1.', now);
    expect(lead).toMatchObject({ status: 'available', ownerId: null, lastOwnerId: owner.personId, orgPath: '1.', remindedSteps: [], protectedUntil: null });
    expect(lead.nextMoment(rules)).toBeUndefined();
  });

  it('cannot be converted after its warned end', () => {
    const lead = owned();
    const end = new Date('2026-04-04T10:00:00Z');
    const steps = ['3 days before 2026-04-04', '1 days before 2026-04-04'];
    lead.remindedSteps = steps.map((step, n) => ({ step, at: new Date(Date.UTC(2026, 3, 1 + 2 * n, 1)).toISOString() }));
    expect(() => lead.convert({ accountId: 'a', dealId: 'd' }, rules, end)).toThrow(expect.objectContaining({ code: 'lead.protection_ended' }));
  });
});

describe('the keys of a lead', () => {
  it('are its external id, credit code, e-mail, phone, and company with domain', () => {
    const details = leadDetails({
      companyName: 'Harbour Cranes Ltd', email: 'Anna@cranes.example', phone: '13800138000', creditCode: '91440300708461136T', externalId: '7', externalSystem: 'fair',
    });
    expect(leadKeys(details)).toEqual([
      { kind: 'external', value: 'fair:7' },
      { kind: 'credit_code', value: '91440300708461136T' },
      { kind: 'email', value: 'anna@cranes.example' },
      { kind: 'phone', value: '+8613800138000' },
      { kind: 'company', value: 'harbourcranes|cranes.example' },
    ]);
  });

  it('are the content where nothing else is known, and no company without its domain', () => {
    const details = leadDetails({ companyName: 'Harbour Cranes' });
    expect(leadKeys(details)).toEqual([]);
    expect(leadKeys(details, 'row')).toEqual([{ kind: 'content', value: expect.stringMatching(/^[0-9a-f]{64}$/) }]);
  });
});

it('every error of a lead says what to do', () => {
  const specs = [...errorCatalogue()].filter(([code]) => code.startsWith('lead.'));
  expect(specs.length).toBeGreaterThan(10);
  for (const [, spec] of specs) expect(spec.action).toMatch(/\w/);
});
