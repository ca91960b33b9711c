import { Injectable } from '@nestjs/common';
import type { KnownPerson } from '@throughline/access/people-book';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { requireLead } from '../lead/lead-access';
import type { LeadState } from '../lead/lead-state.dto';
import { leadState } from '../lead/lead-state.dto';
import { leadErrors } from '../lead/lead.errors';
import { LeadRepository } from '../lead/lead.repository';
import { TakeOwnership } from '../ownership/take-ownership';
import type { AssignLead } from './assign-lead.dto';
import { whyNotAssignable } from './assignable';

/** A manager gives a lead to a named seller, from the pool or from another owner. Claims and caps are for those who help themselves: they do not count here. */
@Injectable()
export class AssignLeadCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly people: PeopleBook,
    private readonly ownership: TakeOwnership,
  ) {}

  /** @throws lead.not_found, lead.wrong_status, lead.assignee_unknown, access.denied */
  async execute(command: AssignLead & { leadId: string }, by: Principal): Promise<LeadState> {
    return this.transaction.run(async (tx) => {
      const lead = await this.leads.lock(tx, command.leadId);
      requireLead(by, 'assign', lead);
      const owner = await this.assignee(tx, command.ownerId, by);
      await this.ownership.take(tx, [{ lead, to: owner, strategy: 'named', because: command.because ?? `assigned by ${by.name}` }]);
      return leadState(lead);
    });
  }

  /** Somebody who can be given leads by the caller. @throws lead.assignee_unknown */
  async assignee(tx: Tx, personId: string, by: Principal, field = 'ownerId'): Promise<KnownPerson> {
    const person = await this.people.person(tx, personId);
    const reason = person ? whyNotAssignable(person, by) : 'unknown';
    if (!person || reason) throw leadErrors.assignee_unknown({ field, data: { reason } });
    return person;
  }
}
