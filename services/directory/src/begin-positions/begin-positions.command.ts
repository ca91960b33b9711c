import { Injectable } from '@nestjs/common';
import type { Dealt } from '@throughline/deadlines/deadline-books';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import type { ActReport } from '@throughline/process-contracts/clock';
import { books } from '@throughline/process-contracts/clock';
import { personChangedEvent, personJoinedEvent, type Person } from '../person/person';
import { personErrors } from '../person/person.errors';
import { PersonRepository } from '../person/person.repository';
import { positionPlanFailedEvent, type PlannedPosition } from '../planned-position/planned-position';
import { PlannedPositionRepository } from '../planned-position/planned-position.repository';
import { Placing } from '../position/placing';
import { PositionRepository } from '../position/position.repository';
import type { Unit } from '../unit/unit';
import { UnitRepository } from '../unit/unit.repository';

/** Plans that are looked at in one transaction. */
const BATCH = 50;
/** Who did it, for the record. */
const CLOCK = 'system:position-clock';

/**
 * Positions whose day has come begin and end, by the same rules as if somebody had sent them on the day. What the day does not allow any more, because
 * the manager has left or the line would lead back, is told as failed and not tried again. May be killed at any point and run again.
 */
@Injectable()
export class BeginPositionsCommand {
  constructor(
    private readonly deadlines: DeadlineBooks,
    private readonly units: UnitRepository,
    private readonly people: PersonRepository,
    private readonly positions: PositionRepository,
    private readonly placing: Placing,
    private readonly plans: PlannedPositionRepository,
    private readonly outbox: Outbox,
  ) {}

  execute(heartbeat?: (done: number) => void): Promise<ActReport> {
    return this.deadlines.work(books.positions(), (tx) => this.batch(tx), heartbeat);
  }

  private async batch(tx: Tx): Promise<Dealt | undefined> {
    await this.units.oneAtATime(tx);
    const due = (await this.deadlines.due(tx, books.positions(), BATCH)).map(({ subjectId }) => subjectId);
    if (due.length === 0) return undefined;
    for (const plan of await this.plans.due(tx, due)) await this.begin(tx, plan);
    await this.deadlines.clear(tx, books.positions(), due);
    return { ended: due.length };
  }

  private async begin(tx: Tx, plan: PlannedPosition): Promise<void> {
    const person = await this.people.lock(tx, plan.personId);
    try {
      const after = await this.done(tx, person, plan);
      await this.plans.settle(tx, plan.id, 'done', CLOCK);
      if (after !== person) await this.outbox.append(tx, plan.kind === 'join' ? personJoinedEvent(after) : personChangedEvent(after));
    } catch (error) {
      // Refused by a rule before anything was written: everything else takes the whole batch back.
      if (!(error instanceof ThroughlineError) || error.spec.family !== 'user') throw error;
      await this.plans.settle(tx, plan.id, 'failed', CLOCK, error.code);
      await this.outbox.append(tx, positionPlanFailedEvent(await this.people.change(tx, person, {}), plan, error.code));
    }
  }

  private async done(tx: Tx, person: Person, { id, kind, positionId, unitId, title, managerId, day }: PlannedPosition): Promise<Person> {
    if (kind === 'join') return this.joined(tx, person, { unit: await this.units.lockOpen(tx, unitId), title, managerId, day });
    if (!person.active) throw personErrors.has_left();
    if (kind === 'end') {
      await this.positions.end(tx, person, positionId!, day);
      return this.people.change(tx, person, {});
    }
    const unit = await this.units.lockOpen(tx, unitId);
    if (kind === 'main') return this.placing.place(tx, person, { unit, title, managerId, from: day });
    await this.placing.requireManager(tx, person, managerId);
    await this.positions.add(tx, person, { unitId, title, managerId }, day, id);
    return this.people.change(tx, person, {});
  }

  private async joined(tx: Tx, person: Person, { unit, title, managerId, day }: { unit: Unit; title: string; managerId: string | null; day: string }): Promise<Person> {
    await this.placing.requireManager(tx, { ...person, managerId: null }, managerId);
    await this.positions.setMain(tx, person, { unitId: unit.id, title, managerId }, day);
    return this.people.change(tx, person, { active: true, unitId: unit.id, unitPath: unit.path, position: title, managerId });
  }
}
