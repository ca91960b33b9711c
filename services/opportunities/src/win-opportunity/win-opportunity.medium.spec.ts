import { approvalGranted } from '@throughline/events/approval-events';
import { ApplyDiscount } from '../apply-discount/apply-discount.command';
import { ApplyDiscountWhenApprovalConcluded } from '../apply-discount-when-approval-concluded/apply-discount-when-approval-concluded';
import { EnterImplementation } from '../enter-implementation/enter-implementation.command';
import { LoseOpportunity } from '../lose-opportunity/lose-opportunity.command';
import { MeetMilestone } from '../meet-milestone/meet-milestone.command';
import { OpportunitiesOnPostgres, terms } from '../opportunities.fixture';
import { OpportunityViews } from '../opportunity-views/opportunity.views';
import { OpenOpportunity } from '../open-opportunity/open-opportunity.command';
import { ReopenOpportunity } from '../reopen-opportunity/reopen-opportunity.command';
import { RequestDiscount } from '../request-discount/request-discount.command';
import { systemPrincipal } from '@throughline/access/principal';
import { v7 as uuidv7 } from 'uuid';
import { WinOpportunity } from './win-opportunity.command';

describe('the end of an opportunity', () => {
  let service: OpportunitiesOnPostgres;
  beforeAll(async () => void (service = await OpportunitiesOnPostgres.start()));
  afterAll(() => service.stop());
  beforeEach(() => service.database.truncate());

  async function inNegotiation(): Promise<string> {
    const id = await service.opened();
    await service.reach(id, 'negotiation');
    await service.database.truncate();
    return id;
  }
  const win = (opportunityId: string) => service.get(WinOpportunity).execute({ opportunityId, terms }, service.owner);
  const discount = (opportunityId: string, percent = '10') => service.get(RequestDiscount).execute({ opportunityId, percent, reason: 'volume' }, service.owner);
  const read = (id: string) => service.get(OpportunityViews).one(id, service.owner);

  it('opens a deal once, however many ask at once', async () => {
    const command = service.converted(uuidv7());
    const open = () => service.get(OpenOpportunity).execute(command, systemPrincipal('test'));
    expect(new Set((await Promise.all([open(), open(), open()])).map(({ id }) => id)).size).toBe(1);
    expect(await service.facts()).toEqual(['opportunity.opened', 'deal.lead-qualified', 'deal.opened']);
    const other = service.get(OpenOpportunity).execute({ ...command, leadId: uuidv7() }, systemPrincipal('test'));
    await expect(other).rejects.toMatchObject({ code: 'opportunity.already_opened' });
    await expect(service.get(OpenOpportunity).execute(service.converted(uuidv7()), service.owner)).rejects.toMatchObject({ code: 'access.denied' });
  });

  it('is won or lost, by one of several who try at once', async () => {
    const id = await inNegotiation();
    const lose = service.get(LoseOpportunity).execute({ opportunityId: id, reason: 'price' }, service.owner);
    const all = await Promise.allSettled([win(id), lose, win(id)]);
    expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    all.forEach((one) => one.status === 'rejected' && expect(one.reason).toMatchObject({ code: 'opportunity.not_open' }));
    const facts = await service.facts();
    expect([['opportunity.won', 'deal.won'], ['opportunity.lost', 'deal.lost']]).toContainEqual(facts);
    expect((await read(id)).due).toBeNull();
  });

  it('cannot be won before negotiation', async () => {
    await expect(win(await service.opened())).rejects.toMatchObject({ code: 'opportunity.win_too_early' });
  });

  it('has one open discount request, and waits for its answer before it is won', async () => {
    const id = await inNegotiation();
    const both = await Promise.allSettled([discount(id), discount(id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    await expect(win(id)).rejects.toMatchObject({ code: 'opportunity.discount_already_open' });
    const requestId = both.flatMap((one) => (one.status === 'fulfilled' ? [one.value.requestId] : []))[0]!;
    const apply = () => service.get(ApplyDiscount).execute({ requestId, outcome: 'granted' });
    const applied = await Promise.all([apply(), apply()]);
    expect(applied.filter((one) => one.applied)).toHaveLength(1);
    expect((await win(id)).amount).toEqual({ amount: '90000.00', currency: 'CNY' });
    expect(await service.facts()).toEqual(['opportunity.discount-requested', 'opportunity.discount-decided', 'opportunity.won', 'deal.won']);
  });

  it.each(['refused', 'lapsed', 'withdrawn'] as const)('keeps its price when a discount request is %s, and may ask again', async (outcome) => {
    const id = await inNegotiation();
    await service.get(ApplyDiscount).execute({ requestId: (await discount(id)).requestId, outcome });
    expect(await read(id)).toMatchObject({ amount: { amount: '100000.00' }, discountPercent: '0', discountRequests: [{ status: outcome, percent: '10' }] });
    await expect(discount(id, '5')).resolves.toMatchObject({ status: 'requested' });
  });

  it('takes what those who agreed made of the discount', async () => {
    const id = await inNegotiation();
    const { requestId } = await discount(id);
    const handler = service.get(ApplyDiscountWhenApprovalConcluded);
    const granted = { kind: 'discount', requestId, subjectId: id, dealId: id, decidedBy: [], changes: { percent: '7.5' } };
    await handler.handle({ type: approvalGranted.type, data: granted } as never);
    expect(await read(id)).toMatchObject({ amount: { amount: '92500.00' }, discountPercent: '7.5', discountRequests: [{ status: 'granted', percent: '10', grantedPercent: '7.5' }] });
    expect((await service.database.events()).at(-1)).toMatchObject({ type: 'throughline.opportunity.discount-decided.v1', payload: { percent: '7.5', amount: { amount: '92500.00' } } });
  });

  it('names the discount request that it follows: the last one, of the same person, if it was not granted', async () => {
    const id = await inNegotiation();
    const follows = async () => (await service.database.events()).at(-1)!.payload.follows;
    const end = (requestId: string, outcome: 'refused' | 'granted') => service.get(ApplyDiscount).execute({ requestId, outcome });
    const first = await discount(id);
    expect(await follows()).toBeUndefined();
    await end(first.requestId, 'refused');
    const second = await discount(id, '9');
    expect(await follows()).toBe(first.requestId);
    await end(second.requestId, 'refused');
    const third = await service.get(RequestDiscount).execute({ opportunityId: id, percent: '8', reason: 'volume' }, service.manager);
    expect(await follows()).toBeUndefined();
    await end(third.requestId, 'granted');
    await service.get(RequestDiscount).execute({ opportunityId: id, percent: '12', reason: 'volume' }, service.manager);
    expect(await follows()).toBeUndefined();
  });

  it('keeps its price when the discount is granted after it was lost', async () => {
    const id = await inNegotiation();
    const { requestId } = await discount(id);
    await service.get(LoseOpportunity).execute({ opportunityId: id, reason: 'timing' }, service.owner);
    expect(await service.get(ApplyDiscount).execute({ requestId, outcome: 'granted' })).toEqual({ applied: false });
    expect((await read(id)).amount.amount).toBe('100000.00');
  });

  it('enters implementation once its contract is signed, also when its story hears of it first', async () => {
    const id = await inNegotiation();
    await win(id);
    await service.database.truncate();
    await service.get(EnterImplementation).execute({ opportunityId: id });
    await service.get(EnterImplementation).execute({ opportunityId: id });
    // The deal stream waits for the contract to be signed there too.
    expect(await service.facts()).toEqual(['opportunity.milestone-met', 'opportunity.stage-changed']);
    expect(await read(id)).toMatchObject({ status: 'won', stage: 'implementation', due: { kind: 'soon' } });
    await service.get(MeetMilestone).execute({ opportunityId: id, key: 'accepted', evidence: 'protocol' }, service.owner);
    expect((await read(id)).due).toBeNull();
  });

  it('goes back to negotiation when its contract is refused, once for each compensation, and can be won again', async () => {
    const id = await inNegotiation();
    await win(id);
    const reopen = () => service.get(ReopenOpportunity).execute({ opportunityId: id, reason: 'margin', key: 'reopen:c1' });
    await Promise.all([reopen(), reopen()]);
    expect(await read(id)).toMatchObject({ status: 'open', stage: 'negotiation', due: { kind: 'soon' } });
    await win(id);
    await reopen();
    expect(await read(id)).toMatchObject({ status: 'won', cycle: 2 });
    expect(await service.facts()).toEqual(['opportunity.won', 'deal.won', 'opportunity.reopened', 'deal.reopened', 'opportunity.won', 'deal.won']);
  });
});
