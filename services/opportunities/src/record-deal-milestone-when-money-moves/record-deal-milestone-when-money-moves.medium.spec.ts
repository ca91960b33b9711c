import { approvalGranted, approvalRefused } from '@throughline/events/approval-events';
import { planCreated, planSettled, receiptAllocated, receiptReversed } from '@throughline/events/collection-events';
import { contractSigned, contractTerminated } from '@throughline/events/contract-events';
import type { EventDefinition, ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import { v7 as uuidv7 } from 'uuid';
import { ApplyDiscountWhenApprovalConcluded } from '../apply-discount-when-approval-concluded/apply-discount-when-approval-concluded';
import { DealReconciliation } from '../deal/deal.reconciliation';
import { MeetMilestoneWhenContractSigned } from '../meet-milestone-when-contract-signed/meet-milestone-when-contract-signed';
import { OpportunitiesOnPostgres, terms } from '../opportunities.fixture';
import { OpportunityViews } from '../opportunity-views/opportunity.views';
import { RecordDealMilestoneWhenContractMoves } from '../record-deal-milestone-when-contract-moves/record-deal-milestone-when-contract-moves';
import { RecordDealMilestoneWhenPlanMoves } from '../record-deal-milestone-when-plan-moves/record-deal-milestone-when-plan-moves';
import { RequestDiscount } from '../request-discount/request-discount.command';
import { WinOpportunity } from '../win-opportunity/win-opportunity.command';
import { RecordDealMilestoneWhenMoneyMoves } from './record-deal-milestone-when-money-moves';

const cny = (amount: string) => ({ amount, currency: 'CNY' });

describe('what other services tell of a deal', () => {
  let service: OpportunitiesOnPostgres;
  beforeAll(async () => void (service = await OpportunitiesOnPostgres.start()));
  afterAll(() => service.stop());

  /** As the consumer does it: in one transaction. */
  const receive = <D>(consumer: abstract new (...args: never[]) => EventSubscription, definition: EventDefinition<D>, data: D, id = uuidv7()) =>
    service.database.transactions.run((tx) => service.get(consumer).handle({ ...definition.of({ id: uuidv7(), version: 1, data }), id } as unknown as ReceivedEvent<D>, tx));

  async function won(): Promise<string> {
    const id = await service.opened('100.00');
    await service.reach(id, 'negotiation');
    await service.get(WinOpportunity).execute({ opportunityId: id, terms }, service.owner);
    await service.database.truncate();
    return id;
  }

  it('tells it in order from the signature to cash, back when the bank reverses, and to cash again', async () => {
    const dealId = await won();
    const [contractId, planId, accountId, first, second, third] = Array.from({ length: 6 }, () => uuidv7()) as [string, string, string, string, string, string];
    const plan = { planId, dealId, contractId, accountId };
    const allocate = (receiptId: string, amount: string) =>
      receive(RecordDealMilestoneWhenMoneyMoves, receiptAllocated, { receiptId, ...plan, caseId: null, cycle: null, lines: [], allocated: cny(amount), received: cny(amount), outstanding: cny('0.00') });
    const settle = () => receive(RecordDealMilestoneWhenPlanMoves, planSettled, { ...plan, amount: cny('100.00'), settledAt: '2026-05-01T00:00:00.000Z' });
    const waitsForStory = async () => (await service.get(DealReconciliation).openSubjects({})).subjects.some(({ input }) => (input as { dealId: string }).dealId === dealId);

    await allocate(first, '40.00');
    await settle();
    await receive(RecordDealMilestoneWhenPlanMoves, planCreated, { ...plan, caseId: uuidv7(), cycle: 1, ownerId: uuidv7(), amount: cny('100.00'), lines: [] });
    expect(await service.facts()).toEqual([]);
    const signed = { contractId, dealId, cycle: 1, amount: cny('100.00'), signedAt: '2026-04-01T00:00:00.000Z', documentHash: 'a'.repeat(64) };
    await receive(RecordDealMilestoneWhenContractMoves, contractSigned, signed);
    await receive(MeetMilestoneWhenContractSigned, contractSigned, signed);
    expect(await waitsForStory()).toBe(true);
    await allocate(second, '60.00');
    expect(await waitsForStory()).toBe(false);
    const facts = ['deal.contract-signed', 'deal.invoiced', 'deal.part-paid', 'opportunity.milestone-met', 'deal.paid', 'deal.cash-complete'];
    expect(await service.facts()).toEqual(facts);

    await receive(RecordDealMilestoneWhenMoneyMoves, receiptReversed, { receiptId: first, accountId, amount: cny('40.00'), reason: 'recalled' });
    await allocate(third, '40.00');
    await settle();
    expect((await service.facts()).slice(facts.length)).toEqual(['deal.payment-reversed', 'deal.paid', 'deal.cash-complete']);
  });

  it('does not take the signature of a contract that was for an earlier win', async () => {
    const dealId = await won();
    await receive(MeetMilestoneWhenContractSigned, contractSigned, { contractId: uuidv7(), dealId, cycle: 2, amount: cny('1.00'), signedAt: '2026-04-01T00:00:00.000Z', documentHash: 'a'.repeat(64) });
    expect((await service.get(OpportunityViews).one(dealId, service.owner)).milestones.map(({ key }) => key)).not.toContain('contract_signed');
  });

  it('is over for its story when the contract is ended', async () => {
    const dealId = await won();
    const workflowId = `lead-to-cash:test:${dealId}`;
    expect(await service.get(DealReconciliation).subjectsOpen({ workflowIds: [workflowId] })).toEqual([workflowId]);
    await receive(RecordDealMilestoneWhenContractMoves, contractTerminated, { contractId: uuidv7(), dealId, reason: 'insolvent' });
    expect(await service.get(DealReconciliation).subjectsOpen({ workflowIds: [workflowId] })).toEqual([]);
  });

  it('applies the answer to a discount request, and leaves other approvals alone', async () => {
    const id = await service.opened('100.00');
    const { requestId } = await service.get(RequestDiscount).execute({ opportunityId: id, percent: '10', reason: 'volume' }, service.owner);
    const approval = { requestId, kind: 'discount', subjectId: id, dealId: id };
    await receive(ApplyDiscountWhenApprovalConcluded, approvalRefused, { ...approval, kind: 'expense', by: uuidv7(), comment: null });
    await receive(ApplyDiscountWhenApprovalConcluded, approvalGranted, { ...approval, decidedBy: [uuidv7()] });
    await receive(ApplyDiscountWhenApprovalConcluded, approvalRefused, { ...approval, by: uuidv7(), comment: null });
    expect(await service.get(OpportunityViews).one(id, service.owner)).toMatchObject({ amount: cny('90.00'), discountPercent: '10', discountRequests: [{ status: 'granted' }] });
  });
});
