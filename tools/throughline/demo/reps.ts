import { randomFrom } from './random';
import type { Person } from './cast';
import type { Stage } from './stage';
import { unlessRefused } from './stage';

export interface LeadCard {
  leadId: string;
  displayName: string;
  companyName: string | null;
  status: string;
}

/** What a rep makes of one lead, settled by who they both are. */
interface Temperament {
  /** Working days after taking it on which he gets in touch; empty: he forgets it. */
  contactsOn: number[];
  ends: 'converted' | 'disqualified' | 'nothing';
}

/** It depends on the lead and on how often it has had an owner, not on who that is: the story ends the same whoever is quicker. */
function temperament(stage: Stage, lead: LeadCard): Temperament {
  const random = randomFrom(`${stage.seed}/${lead.displayName}/${stage.happenings.timesOwned(lead.leadId)}`);
  const roll = random.next();
  const first = random.between(1, 3);
  if (roll < 0.11) return { contactsOn: [first, first + 3, first + 6], ends: 'converted' };
  if (roll < 0.45) return { contactsOn: [first, first + 4], ends: 'disqualified' };
  if (roll < 0.6) return { contactsOn: [first], ends: 'nothing' };
  return { contactsOn: [], ends: 'nothing' };
}

const products = ['Throughput Suite', 'Quality Gate', 'Line Monitor', 'Service Plan'];
const reasons = ['no-budget', 'no-need', 'no-contact'] as const;

/** A sales rep's side of the story: he claims, follows up, forgets, gives up and converts. */
export class Rep {
  /** Working days since each lead became his. */
  private readonly heldFor = new Map<string, number>();

  constructor(
    readonly person: Person,
    private readonly stage: Stage,
  ) {}

  /**
   * In the morning: takes from the pool what he thinks he can work on.
   * @param pool what is to be had, in the order of the list on the wall; what he gets is struck off
   */
  async claims(pool: LeadCard[], wish: number): Promise<void> {
    const api = this.stage.cast.as(this.person);
    for (let claimed = 0, next = 0; claimed < wish && next < Math.min(pool.length, wish * 3); ) {
      const lead = pool[next];
      if (!lead) return;
      const answer = await unlessRefused(
        ['lead.already_claimed', 'lead.cooling_down', 'lead.frozen', 'lead.quota_used_up', 'lead.not_claimable'],
        () => api.post(`/v1/leads/${lead.leadId}/claim`),
      );
      if (answer === undefined) {
        next += 1;
        continue;
      }
      pool.splice(next, 1);
      claimed += 1;
      this.stage.happenings.expect('lead.claimed', lead.leadId);
    }
  }

  /** Through the day: does with each of his leads what he is like. */
  async worksHisLeads(): Promise<void> {
    const api = this.stage.cast.as(this.person);
    const mine = await api.all<LeadCard>(`/v1/leads?status=owned&owner=${this.person.id}`);
    const held = new Set(mine.map((lead) => lead.leadId));
    for (const id of this.heldFor.keys()) if (!held.has(id)) this.heldFor.delete(id);
    for (const lead of mine) {
      const days = (this.heldFor.get(lead.leadId) ?? 0) + 1;
      this.heldFor.set(lead.leadId, days);
      await this.worksOn(lead, days);
    }
  }

  private async worksOn(lead: LeadCard, days: number): Promise<void> {
    const { contactsOn, ends } = temperament(this.stage, lead);
    if (!contactsOn.includes(days)) return;
    const api = this.stage.cast.as(this.person);
    const random = randomFrom(`${this.stage.seed}/${lead.displayName}/${days}`);
    const gone = ['lead.not_found', 'lead.wrong_status', 'lead.protection_ended'];
    const logged = await unlessRefused(gone, () =>
      api.post(`/v1/leads/${lead.leadId}/activities`, { kind: random.pick(['call', 'visit', 'mail']), minutes: random.between(5, 60), note: 'Talked about needs and timing.' }),
    );
    if (logged === undefined) return;
    this.stage.happenings.expect('lead.contacted', lead.leadId);
    if (days !== contactsOn.at(-1)) return;
    if (ends === 'disqualified') {
      await api.post(`/v1/leads/${lead.leadId}/disqualify`, { reason: random.pick(reasons) });
      this.stage.happenings.expect('lead.disqualified', lead.leadId);
    } else if (ends === 'converted') {
      const thousands = random.between(18, 640);
      await api.post(`/v1/leads/${lead.leadId}/convert`, {
        contact: { name: 'Purchasing' },
        product: random.pick(products),
        amount: { amount: `${thousands}${random.pick(['000', '500', '250'])}.00`, currency: 'CNY' },
        expectedClose: this.stage.days.now.plus({ days: 45 }).toISODate(),
      });
      this.stage.happenings.expect('lead.converted', lead.leadId);
    }
  }
}
