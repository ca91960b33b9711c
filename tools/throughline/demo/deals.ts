import { randomFrom } from './random';
import type { Random } from './random';
import type { Person } from './cast';
import type { Stage } from './stage';

interface OpportunityCard {
  id: string;
  accountName: string;
  stage: string;
  status: string;
}
interface ContractCard {
  id: string;
  dealId: string;
  accountName: string;
  status: string;
}
interface ContractPaper {
  version: number;
  documentHash: string;
  signatures: { side: 'ours' | 'theirs' }[];
}

/** The milestone that lets a deal leave each stage; the standard pipeline's own words. */
const path = [
  { stage: 'develop', milestone: 'evaluated', next: 'entry' },
  { stage: 'entry', milestone: 'key_people_known', next: 'proposal' },
  { stage: 'proposal', milestone: 'proposal_accepted', next: 'bid' },
  { stage: 'bid', milestone: 'bid_submitted', next: 'negotiation' },
] as const;

const termsOnOffer = [
  [{ label: 'On signature', portion: '30', days: 0 }, { label: 'On delivery', portion: '40', days: 15 }, { label: 'On acceptance', portion: '30', days: 30 }],
  [{ label: 'In advance', portion: '50', days: 7 }, { label: 'On delivery', portion: '50', days: 25 }],
  [{ label: 'In full', portion: '100', days: 14 }],
];

interface Course {
  random: Random;
  /** Working days between two steps. */
  pace: number;
  /** He lets the deal lie in this stage. */
  stallsAt?: string;
  losesAt?: string;
  /** Per cent that the customer wants off. */
  discount?: number;
}

function courseOf(stage: Stage, deal: OpportunityCard): Course {
  const random = randomFrom(`${stage.seed}/${deal.accountName}/deal`);
  const pace = random.between(1, 3);
  const stages = path.map((step) => step.stage);
  return {
    random,
    pace,
    ...(random.chance(0.2) && { stallsAt: random.pick(stages) }),
    ...(random.chance(0.22) && { losesAt: random.pick(['entry', 'proposal', 'bid']) }),
    ...(random.chance(0.45) && { discount: random.between(4, 18) }),
  };
}

/** An owner's side of his deals: milestones, stages, discounts, the win or the loss, and the contract's way to signature. */
export class DealOwner {
  private readonly restedFor = new Map<string, number>();
  private readonly discountAsked = new Set<string>();
  private readonly accepted = new Set<string>();

  constructor(
    readonly person: Person,
    private readonly stage: Stage,
  ) {}

  async worksHisDeals(): Promise<void> {
    if (!this.stage.happenings.all('opportunity.opened').some((event) => event.data.ownerId === this.person.id)) return;
    const api = this.stage.cast.as(this.person);
    for (const deal of await api.all<OpportunityCard>(`/v1/opportunities?status=open&owner=${this.person.id}`)) {
      const course = courseOf(this.stage, deal);
      const rested = (this.restedFor.get(deal.id) ?? 0) + 1;
      this.restedFor.set(deal.id, rested);
      if (rested < (course.stallsAt === deal.stage ? course.pace + 14 : course.pace)) continue;
      if (this.discountAsked.has(deal.id) && (await this.waitsForDiscount(deal.id))) continue;
      this.restedFor.set(deal.id, 0);
      await this.moves(deal, course);
    }
  }

  /** Two weeks after the signature the customer accepts what was delivered. */
  async hasItAccepted(): Promise<void> {
    for (const event of this.stage.happenings.all('opportunity.stage-changed')) {
      const { ownerId, to, opportunityId } = event.data;
      if (to !== 'implementation' || ownerId !== this.person.id || this.accepted.has(opportunityId)) continue;
      if (this.stage.days.day - this.stage.days.dayOf(event.time) < 14) continue;
      this.accepted.add(opportunityId);
      await this.stage.cast.as(this.person).post(`/v1/opportunities/${opportunityId}/milestones`, { key: 'accepted', evidence: 'Signed acceptance protocol' });
      this.stage.happenings.expect('opportunity.milestone-met', opportunityId);
    }
  }

  private async waitsForDiscount(dealId: string): Promise<boolean> {
    const { discountRequests } = await this.stage.cast.as(this.person).get<{ discountRequests: { status: string }[] }>(`/v1/opportunities/${dealId}`);
    return discountRequests.some((request) => request.status === 'requested');
  }

  private async moves(deal: OpportunityCard, course: Course): Promise<void> {
    const api = this.stage.cast.as(this.person);
    const { happenings } = this.stage;
    if (course.losesAt === deal.stage) {
      await api.post(`/v1/opportunities/${deal.id}/lose`, { reason: course.random.pick(['price', 'competitor', 'no_decision']) });
      happenings.expect('opportunity.lost', deal.id);
      happenings.expect('deal.lost', deal.id);
      return;
    }
    const step = path.find((each) => each.stage === deal.stage);
    if (step) {
      await api.post(`/v1/opportunities/${deal.id}/milestones`, { key: step.milestone, evidence: 'Minutes of the meeting' });
      await api.post(`/v1/opportunities/${deal.id}/stage`, { to: step.next });
      happenings.expect('opportunity.milestone-met', deal.id);
      happenings.expect('opportunity.stage-changed', deal.id);
      return;
    }
    if (deal.stage !== 'negotiation') return;
    if (course.discount !== undefined && !this.discountAsked.has(deal.id)) {
      this.discountAsked.add(deal.id);
      await api.post(`/v1/opportunities/${deal.id}/discount-requests`, { percent: String(course.discount), reason: 'The customer compares us with a cheaper offer.' });
      happenings.expect('opportunity.discount-requested', deal.id);
      return;
    }
    await api.post(`/v1/opportunities/${deal.id}/win`, { terms: { lines: course.random.pick(termsOnOffer) } });
    happenings.expect('opportunity.won', deal.id);
    happenings.expect('deal.won', deal.id);
  }

  /** Hands drafts to review, rewrites what came back, and lets the customer sign what was approved. */
  async worksHisContracts(): Promise<void> {
    if (!this.stage.happenings.all('contract.drafted').some((event) => event.data.ownerId === this.person.id)) return;
    const api = this.stage.cast.as(this.person);
    for (const contract of await api.all<ContractCard>(`/v1/contracts?owner=${this.person.id}`)) {
      const paper = () => api.get<ContractPaper>(`/v1/contracts/${contract.id}`);
      if (contract.status === 'returned') {
        const { version } = await paper();
        const body = `As agreed, with the clauses on liability and acceptance put right on ${this.stage.days.now.toISODate()}.`;
        await api.postIfMatch(`/v1/contracts/${contract.id}/versions`, version, { body });
        this.stage.happenings.expect('contract.version-added', contract.id);
      }
      if (contract.status === 'returned' || contract.status === 'draft') {
        await api.post(`/v1/contracts/${contract.id}/review-requests`);
        this.stage.happenings.expect('contract.review-requested', contract.id);
      }
      if (contract.status === 'approved') await signs(this.stage, this.person, contract, 'theirs', 'Managing director');
    }
  }
}

/** The head of sales signs for the company what the customer has signed. */
export async function signsForUs(stage: Stage): Promise<void> {
  const head = stage.cast.one('sales-head');
  for (const contract of await stage.cast.as(head).all<ContractCard>('/v1/contracts?status=approved')) {
    const signed = await signs(stage, head, contract, 'ours', head.name);
    if (!signed) continue;
    stage.happenings.expect('contract.signed', contract.id);
    stage.happenings.expect('deal.contract-signed', contract.dealId);
  }
}

/** We sign last: our head of sales waits for the customer's signature. */
async function signs(stage: Stage, person: Person, contract: ContractCard, side: 'ours' | 'theirs', signatory: string): Promise<boolean> {
  const api = stage.cast.as(person);
  const { version, documentHash, signatures } = await api.get<ContractPaper>(`/v1/contracts/${contract.id}`);
  const have = signatures.map((signature) => signature.side);
  if (have.includes(side) || (side === 'ours' && !have.includes('theirs'))) return false;
  await api.postIfMatch(`/v1/contracts/${contract.id}/signatures`, version, { side, signatory, documentHash });
  stage.happenings.expect('contract.signature-recorded', contract.id);
  return true;
}
