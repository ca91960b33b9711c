import { Injectable } from '@nestjs/common';
import { DutyBook } from '@throughline/access/duty-book';
import type { KnownPerson } from '@throughline/access/people-book';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import type { AssignmentBoard, LeadToAssign, Seller } from '@throughline/policy/assignment';
import type { AssignmentPolicy } from '@throughline/policy/assignment-policy';
import { namedPeople } from '@throughline/policy/assignment-policy';
import { quotaWindows } from '@throughline/policy/claim-rules';
import type { Ring } from '@throughline/policy/turns';
import { newRing } from '@throughline/policy/turns';
import { SELLERS, whyNotAssignable } from '../assign-lead/assignable';
import type { Lead } from '../lead/lead.entity';
import { companyKey } from '../lead/normalise';
import { RingRepository } from './ring.repository';
import { SellerLoadRepository } from './seller-load.repository';

/** All that decisions look at, read under the locks of this transaction. */
export interface LockedBoard extends AssignmentBoard {
  people: ReadonlyMap<string, KnownPerson>;
  /** Rings that were asked for. */
  touched: ReadonlyMap<string, Ring>;
}

/** Gathers who can be given leads, what each has on his hands, when each is at work, and whose turn it is. */
@Injectable()
export class AssignmentBoards {
  constructor(
    private readonly people: PeopleBook,
    private readonly duties: DutyBook,
    private readonly rings: RingRepository,
    private readonly loads: SellerLoadRepository,
  ) {}

  /** The caller holds the pool's lock (RingRepository.lock). */
  async locked(tx: Tx, poolId: string, policy: AssignmentPolicy, by: Principal): Promise<LockedBoard> {
    if (Object.keys(policy.capacity).length > 0) await this.loads.lock(tx);
    const people = await this.candidates(tx, policy);
    const ids = [...people.keys()];
    const { dayFrom } = quotaWindows(tx.now, await this.people.calendar(tx));
    const [duties, loads, rings] = await Promise.all([this.duties.of(tx, ids), this.loads.of(tx, ids, dayFrom), this.rings.read(tx, poolId)]);
    const sellers = new Map(ids.map((id) => [id, sellerOf(people.get(id)!, by, { ...duties.get(id)!, ...loads.get(id)! })]));
    const touched = new Map<string, Ring>();
    const ring = (key: string): Ring => {
      const found = touched.get(key) ?? rings.get(key) ?? newRing(key);
      touched.set(key, found);
      return found;
    };
    return { sellers, people, touched, ring, companyKey: remembering(companyKey), now: tx.now };
  }

  /** Keeps the turns that were taken. */
  async save(tx: Tx, poolId: string, { touched }: LockedBoard): Promise<void> {
    if (touched.size > 0) await this.rings.write(tx, poolId, [...touched.values()]);
  }

  /** Active sellers, and whoever the policy names, seller or not. */
  private async candidates(tx: Tx, policy: AssignmentPolicy): Promise<Map<string, KnownPerson>> {
    const active = await this.people.people(tx);
    const found = new Map(active.filter(({ roles }) => SELLERS.some((seller) => roles.includes(seller))).map((person) => [person.personId, person]));
    for (const personId of namedPeople(policy)) {
      const person = found.has(personId) ? undefined : await this.people.person(tx, personId);
      if (person) found.set(personId, person);
    }
    return found;
  }
}

function sellerOf(person: KnownPerson, by: Principal, rest: Pick<Seller, 'calendar' | 'absences' | 'open' | 'today'>): Seller {
  const barred = whyNotAssignable(person, by);
  return { personId: person.personId, roles: person.roles, unitPath: person.unitPath, ...(barred !== undefined && { barred }), ...rest };
}

/** What the rules look at in a lead. */
export function leadToAssign(lead: Lead, companyOwnerId: string | undefined, passedOn: LeadToAssign['passedOn']): LeadToAssign {
  const { id: leadId, businessType, source, campaign, product, channel, country, region, city, grade, attributes, creditCode, domain, companyName } = lead;
  return { leadId, businessType, source, campaign, product, channel, country, region, city, grade, attributes, creditCode, domain, companyName, companyOwnerId: companyOwnerId ?? null, passedOn };
}

/** A list of a thousand companies is compared with every lead. */
function remembering(compute: (name: string) => string | null): (name: string) => string | null {
  const known = new Map<string, string | null>();
  return (name) => {
    const kept = known.get(name);
    if (kept !== undefined) return kept;
    const key = compute(name);
    known.set(name, key);
    return key;
  };
}
