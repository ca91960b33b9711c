import { Injectable } from '@nestjs/common';
import type { Day } from '@throughline/calendar/working-calendar';
import type { Tx } from '@throughline/persistence/transaction';
import type { Person } from '../person/person';
import { personErrors } from '../person/person.errors';
import { PersonRepository } from '../person/person.repository';
import type { Unit } from '../unit/unit';
import { PositionRepository } from './position.repository';

/** Puts somebody into a unit, under a manager: the only way in. The caller has the tree to himself and holds the lock of the person. */
@Injectable()
export class Placing {
  constructor(
    private readonly people: PersonRepository,
    private readonly positions: PositionRepository,
  ) {}

  /**
   * His main position. @returns the person one version on, or as he was where it is what he has
   * @throws person.has_left, person.manager_has_left, person.leads_back, position.before_the_last
   */
  async place(tx: Tx, person: Person, { unit, title, managerId, from }: { unit: Unit; title: string; managerId: string | null; from?: Day }): Promise<Person> {
    if (!person.active) throw personErrors.has_left();
    const same = person.unitId === unit.id && person.position === title && person.managerId === managerId;
    if (same) return person;
    await this.requireManager(tx, person, managerId);
    await this.positions.setMain(tx, person, { unitId: unit.id, title, managerId }, from);
    return this.people.change(tx, person, { unitId: unit.id, unitPath: unit.path, position: title, managerId });
  }

  /** @throws person.not_found, person.manager_has_left, person.leads_back */
  async requireManager(tx: Tx, person: Person, managerId: string | null): Promise<void> {
    if (managerId === null || managerId === person.managerId) return;
    if (!(await this.people.find(tx, managerId, 'managerId')).active) throw personErrors.manager_has_left({ field: 'managerId' });
    if (await this.people.reportsTo(tx, managerId, person.id)) throw personErrors.leads_back({ field: 'managerId' });
  }
}
