import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { PersonRepository } from '../person/person.repository';
import { PlannedPositionRepository } from '../planned-position/planned-position.repository';
import { Planning } from '../planned-position/planning';
import { positionErrors } from '../position/position.errors';
import { plannedPositionView, type PlannedPositionView } from '../position-views/positions.dto';
import { UnitRepository } from '../unit/unit.repository';

/** Takes back a position that was planned, before its day. */
@Injectable()
export class WithdrawPlannedPositionCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly units: UnitRepository,
    private readonly people: PersonRepository,
    private readonly plans: PlannedPositionRepository,
    private readonly planning: Planning,
  ) {}

  /** Withdrawn already it is answered as it is. @throws person.not_found, position.not_planned, position.plan_settled, access.denied */
  async execute({ personId, planId }: { personId: string; planId: string }, by: Principal): Promise<PlannedPositionView> {
    access.require(by, 'set-position', 'person');
    return this.transaction.run(async (tx) => {
      await this.units.oneAtATime(tx);
      const person = await this.people.lock(tx, personId);
      const plan = await this.plans.find(tx, personId, planId);
      if (!plan) throw positionErrors.not_planned();
      if (plan.status === 'done' || plan.status === 'failed') throw positionErrors.plan_settled({ data: { status: plan.status } });
      if (plan.status === 'planned') await this.planning.withdraw(tx, person, [plan], by.personId);
      return plannedPositionView({ ...plan, status: 'withdrawn' });
    });
  }
}
