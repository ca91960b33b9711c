import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { Day } from '@throughline/calendar/working-calendar';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { books } from '@throughline/process-contracts/clock';
import { DateTime } from 'luxon';
import { v7 as uuidv7 } from 'uuid';
import { CalendarRepository } from '../calendar/calendar.repository';
import type { Person } from '../person/person';
import { personErrors } from '../person/person.errors';
import { PersonRepository } from '../person/person.repository';
import { positionErrors } from '../position/position.errors';
import type { Unit } from '../unit/unit';
import { positionPlannedEvent, positionPlanWithdrawnEvent, type PlannedPosition } from './planned-position';
import { PlannedPositionRepository } from './planned-position.repository';

type Wanted = Pick<PlannedPosition, 'kind' | 'positionId' | 'title' | 'managerId' | 'day'>;

/** Positions that begin or end on a day that lies ahead. The caller has the tree to himself and holds the lock of the person. */
@Injectable()
export class Planning {
  constructor(
    private readonly plans: PlannedPositionRepository,
    private readonly people: PersonRepository,
    private readonly calendars: CalendarRepository,
    private readonly deadlines: DeadlineBooks,
    private readonly outbox: Outbox,
  ) {}

  /** The beginning of a day in the zone of the unit's working calendar where that lies ahead; undefined where it has come. */
  async ahead(tx: Tx, unitPath: string, day: Day | undefined): Promise<Date | undefined> {
    if (day === undefined) return undefined;
    const zone = (await this.plans.zoneOf(tx, unitPath)) ?? (await this.calendars.companyZone(tx));
    const startsAt = DateTime.fromISO(day, { zone }).startOf('day').toJSDate();
    return startsAt > tx.now ? startsAt : undefined;
  }

  /**
   * Planned as it is already it is no fact.
   * @throws person.has_left, person.not_found and person.manager_has_left (of the manager), person.leads_back (to himself), position.planned_already
   */
  async plan(tx: Tx, person: Person, unit: Pick<Unit, 'id'>, startsAt: Date, wanted: Wanted, by: Principal): Promise<PlannedPosition> {
    const { kind, positionId, title, managerId, day } = wanted;
    if (!person.active && kind !== 'join') throw personErrors.has_left();
    if (managerId === person.id) throw personErrors.leads_back({ field: 'managerId' });
    if (kind !== 'end' && managerId !== null && !(await this.people.find(tx, managerId, 'managerId')).active) throw personErrors.manager_has_left({ field: 'managerId' });
    const others = (await this.plans.waiting(tx, person.id)).filter((one) => one.kind === kind && one.positionId === positionId);
    const same = others.find((one) => one.day === day && one.unitId === unit.id && one.title === title && one.managerId === managerId);
    if (same) return same;
    const rival = others.find((one) => kind === 'end' || (kind === 'main' && one.day === day));
    if (rival) throw positionErrors.planned_already({ data: { planId: rival.id } });
    const plan: PlannedPosition = { id: uuidv7(), personId: person.id, kind, positionId, unitId: unit.id, title, managerId, day, startsAt, status: 'planned', code: null };
    await this.plans.insert(tx, plan, by.personId);
    const because = { rule: 'planned', text: `a position ${kind === 'end' ? 'ends' : 'begins'} on ${day}` };
    await this.deadlines.set(tx, books.positions(), [{ subjectId: plan.id, kind: 'begin', dueAt: startsAt, because, version: 1 }]);
    await this.outbox.append(tx, positionPlannedEvent(await this.people.change(tx, person, {}), plan));
    return plan;
  }

  /** Somebody who is not with us joins on a day that lies ahead: in place of what was planned of it before. */
  async join(tx: Tx, person: Person, unit: Pick<Unit, 'id'>, startsAt: Date, { title, managerId, day }: Pick<Wanted, 'title' | 'managerId' | 'day'>, by: Principal): Promise<PlannedPosition> {
    const before = (await this.plans.waiting(tx, person.id)).filter((one) => one.unitId !== unit.id || one.title !== title || one.managerId !== managerId || one.day !== day);
    const freed = await this.withdraw(tx, person, before, by.personId);
    return this.plan(tx, freed, unit, startsAt, { kind: 'join', positionId: null, title, managerId, day }, by);
  }

  /** Whether he is to join: then he was never told of. */
  async joins(tx: Tx, person: Person): Promise<boolean> {
    return (await this.plans.waiting(tx, person.id)).some(({ kind }) => kind === 'join');
  }

  /** @returns the person, a version on for each */
  async withdraw(tx: Tx, person: Person, plans: readonly PlannedPosition[], by: string): Promise<Person> {
    let changed = person;
    for (const plan of plans) {
      await this.plans.settle(tx, plan.id, 'withdrawn', by);
      changed = await this.people.change(tx, changed, {});
      await this.outbox.append(tx, positionPlanWithdrawnEvent(changed, plan));
    }
    await this.deadlines.clear(tx, books.positions(), plans.map(({ id }) => id));
    return changed;
  }

  /** What was planned for somebody who leaves does not come. */
  async withdrawAll(tx: Tx, person: Person, by: string): Promise<Person> {
    return this.withdraw(tx, person, await this.plans.waiting(tx, person.id), by);
  }

  /** The end of a position that ends before it. */
  async withdrawEnd(tx: Tx, person: Person, positionId: string, by: string): Promise<Person> {
    return this.withdraw(tx, person, (await this.plans.waiting(tx, person.id)).filter((plan) => plan.positionId === positionId), by);
  }
}
