import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { Person, PersonRole } from '../person/person';
import { PersonRepository } from '../person/person.repository';
import { UnitRepository } from '../unit/unit.repository';

export interface GrantedRole {
  role: PersonRole;
  /** Null: in the person's own unit. */
  unitId: string | null;
}

/** Gives roles. The caller holds the lock of the person. */
@Injectable()
export class Granting {
  constructor(
    private readonly people: PersonRepository,
    private readonly units: UnitRepository,
  ) {}

  /** All his roles from now on; his own unit may be named as well as left out. @returns the person with them, not yet a version on @throws unit.not_found, unit.closed */
  async set(tx: Tx, person: Person, roles: readonly GrantedRole[], grantedBy: string): Promise<Person> {
    const own = roles.map(({ role, unitId }) => ({ role, unitId: unitId === person.unitId ? null : unitId }));
    const elsewhere: Person['rolesElsewhere'] = [];
    for (const { role, unitId } of own) {
      if (unitId === null) continue;
      const unit = await this.units.lockOpen(tx, unitId, 'unitId');
      elsewhere.push({ role, unitId, unitPath: unit.path });
    }
    await this.people.setRoles(tx, person.id, own, grantedBy);
    const inOwn = [...new Set(own.filter(({ unitId }) => unitId === null).map(({ role }) => role))];
    return { ...person, roles: inOwn.sort(), rolesElsewhere: elsewhere.sort((a, b) => keyOf(a).localeCompare(keyOf(b))) };
  }
}

const keyOf = ({ role, unitPath }: { role: string; unitPath: string }): string => `${role} ${unitPath}`;

/** Whether the person has just these roles already. */
export function hasJust(person: Person, roles: readonly GrantedRole[]): boolean {
  const wanted = roles.map(({ role, unitId }) => `${role} ${unitId === null || unitId === person.unitId ? '' : unitId}`);
  const had = [...person.roles.map((role) => `${role} `), ...person.rolesElsewhere.map(({ role, unitId }) => `${role} ${unitId}`)];
  return [...new Set(wanted)].sort().join() === had.sort().join();
}
