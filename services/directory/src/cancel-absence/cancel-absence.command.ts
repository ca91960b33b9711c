import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { absenceCancelledEvent } from '../absence/absence';
import { AbsenceRepository } from '../absence/absence.repository';
import type { AbsenceView } from '../absence-views/absences.dto';
import { PersonRepository } from '../person/person.repository';

/** Takes an absence back; it stays in the list of those cancelled. */
@Injectable()
export class CancelAbsenceCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly people: PersonRepository,
    private readonly absences: AbsenceRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws person.not_found, absence.not_found, absence.already_cancelled, access.denied */
  async execute({ personId, absenceId }: { personId: string; absenceId: string }, by: Principal): Promise<AbsenceView> {
    return this.transaction.run(async (tx) => {
      const person = await this.people.lock(tx, personId);
      access.require(by, 'plan-absence', 'person', { ownerId: person.id, orgPath: person.unitPath });
      const { id, kind, from, to } = await this.absences.cancel(tx, personId, absenceId, by.personId);
      const changed = await this.people.change(tx, person, {});
      await this.outbox.append(tx, absenceCancelledEvent(changed, { id, personId, kind, from, to }));
      return { id, personId, kind, from: from.toISOString(), to: to.toISOString(), cancelledAt: tx.now.toISOString() };
    });
  }
}
