import { Injectable } from '@nestjs/common';
import { DutyBook } from '@throughline/access/duty-book';
import { PeopleBook } from '@throughline/access/people-book';
import type { Tx } from '@throughline/persistence/transaction';
import type { CalendarsOfAsked } from '@throughline/policy/approval-moments';
import { contractReviewPolicy } from '@throughline/policy/default-policies';
import { reviewersOf, type ReviewLeg } from '@throughline/policy/review-policy';
import { openLegs } from './contract.changes';
import { ContractRepository } from './contract.repository';
import { legClocks, type LegClock } from './leg-clocks';

const roles = [...contractReviewPolicy.legs.map(({ role }) => role), contractReviewPolicy.fallbackRole];

/**
 * By when the legs of a review have to answer: by the calendars of those who have their roles. So the worklist counts their tasks; where somebody stands in
 * who works by other hours, the task has his.
 */
@Injectable()
export class ReviewClocks {
  constructor(
    private readonly contracts: ContractRepository,
    private readonly people: PeopleBook,
    private readonly duties: DutyBook,
  ) {}

  async of(tx: Tx, contractId: string, no: number): Promise<LegClock[]> {
    const versions = await this.contracts.versions(tx, contractId);
    const decisions = await this.contracts.decisions(tx, contractId);
    const waits = openLegs(no, versions, decisions, contractReviewPolicy).length > 0;
    const requestedBy = versions.find((version) => version.no === no)?.reviewRequestedBy ?? '';
    return legClocks(no, versions, decisions, waits ? await this.calendars(tx, requestedBy) : () => []);
  }

  private async calendars(tx: Tx, requestedBy: string): Promise<(leg: ReviewLeg) => CalendarsOfAsked> {
    const people = (await this.people.withRoles(tx, roles)).map(({ personId, ...person }) => ({ ...person, id: personId }));
    const hours = await this.duties.calendarsOf(tx, people.map(({ id }) => id));
    const company = await this.people.calendar(tx);
    return (leg) => {
      const asked = reviewersOf(leg, requestedBy, contractReviewPolicy, people).map((id) => hours.get(id) ?? company);
      return asked.length > 0 ? [...new Set(asked)] : [company];
    };
  }
}
