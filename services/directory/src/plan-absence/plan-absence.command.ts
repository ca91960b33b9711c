import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { brokenConstraint } from '@throughline/persistence/database-errors';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import type { Absence } from '../absence/absence';
import { absencePlannedEvent } from '../absence/absence';
import { absenceTime } from '../absence/absence-time';
import { absenceErrors } from '../absence/absence.errors';
import { AbsenceRepository } from '../absence/absence.repository';
import type { AbsenceView } from '../absence-views/absences.dto';
import { PersonRepository } from '../person/person.repository';
import type { PlanAbsence } from './plan-absence.dto';

/** Somebody will be away: entered by himself or by those above him. */
@Injectable()
export class PlanAbsenceCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly people: PersonRepository,
    private readonly absences: AbsenceRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws person.not_found, absence.ends_before_it_starts, absence.overlaps, access.denied */
  async execute(command: PlanAbsence & { personId: string }, by: Principal): Promise<AbsenceView> {
    try {
      return await this.transaction.run(async (tx) => {
        const person = await this.people.lock(tx, command.personId);
        access.require(by, 'plan-absence', 'person', { ownerId: person.id, orgPath: person.unitPath });
        const absence: Absence = { id: uuidv7(), personId: person.id, kind: command.kind, ...absenceTime(command.from, command.to, person.zone) };
        await this.absences.insert(tx, absence, by.personId);
        const changed = await this.people.change(tx, person, {});
        await this.outbox.append(tx, absencePlannedEvent(changed, absence));
        return { ...absence, from: absence.from.toISOString(), to: absence.to.toISOString(), cancelledAt: null };
      });
    } catch (error) {
      if (brokenConstraint(error) === 'absence_once') throw absenceErrors.overlaps();
      throw error;
    }
  }
}
