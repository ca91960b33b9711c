import { Injectable } from '@nestjs/common';
import { DIMENSIONS, ONLY_CHARACTERS, type Only } from '@throughline/access/dimensions';
import type { Tx } from '@throughline/persistence/transaction';
import type { Person, PersonRole } from '../person/person';
import { personErrors } from '../person/person.errors';
import { PersonRepository } from '../person/person.repository';
import { UnitRepository } from '../unit/unit.repository';

export interface GrantedRole {
  role: PersonRole;
  /** Null: in the person's own unit. */
  unitId: string | null;
  /** What it is narrowed to; null: not at all; absent: as it is, and a new one not at all. */
  only?: Only | null | undefined;
}
type HeldRole = GrantedRole & { only: Only | null };

/** Gives roles. The caller holds the lock of the person. */
@Injectable()
export class Granting {
  constructor(
    private readonly people: PersonRepository,
    private readonly units: UnitRepository,
  ) {}

  /**
   * All his roles from now on; his own unit may be named as well as left out. @returns the person with them, not yet a version on
   * @throws unit.not_found, unit.closed, person.role_twice, person.narrowed_to_too_much
   */
  async set(tx: Tx, person: Person, roles: readonly GrantedRole[], grantedBy: string): Promise<Person> {
    const own = settled(person, roles);
    const elsewhere: Person['rolesElsewhere'] = [];
    for (const { role, unitId, only } of own) {
      if (unitId === null) continue;
      const unit = await this.units.lockOpen(tx, unitId, 'unitId');
      elsewhere.push({ role, unitId, unitPath: unit.path, ...(only && { only }) });
    }
    await this.people.setRoles(tx, person.id, own, grantedBy);
    const inOwn = own.filter(({ unitId }) => unitId === null);
    const narrowed = inOwn.flatMap(({ role, only }) => (only ? [[role, only] as const] : []));
    return {
      ...person,
      roles: inOwn.map(({ role }) => role).sort(),
      only: narrowed.length > 0 ? Object.fromEntries(narrowed) : null,
      rolesElsewhere: elsewhere.sort((a, b) => keyOf(a).localeCompare(keyOf(b))),
    };
  }
}

const keyOf = ({ role, unitPath }: { role: string; unitPath: string }): string => `${role} ${unitPath}`;

/** Whether the person has just these roles already, narrowed as they are to be. @throws person.role_twice, person.narrowed_to_too_much */
export function hasJust(person: Person, roles: readonly GrantedRole[]): boolean {
  const told = (all: readonly HeldRole[]): string => all.map((one) => JSON.stringify([one.role, one.unitId, one.only])).sort().join();
  return told(settled(person, roles)) === told(held(person));
}

function held({ roles, only, rolesElsewhere }: Person): HeldRole[] {
  return [
    ...roles.map((role) => ({ role, unitId: null, only: inOrder(only?.[role]) })),
    ...rolesElsewhere.map((one) => ({ role: one.role, unitId: one.unitId, only: inOrder(one.only) })),
  ];
}

/** Each once, his own unit as none, and what is not said of being narrowed as it is. */
function settled(person: Person, roles: readonly GrantedRole[]): HeldRole[] {
  const before = new Map(held(person).map((one) => [`${one.role} ${one.unitId}`, one.only]));
  const all = new Map<string, HeldRole>();
  for (const { role, unitId: named, only: wanted } of roles) {
    const unitId = named === person.unitId ? null : named;
    const key = `${role} ${unitId}`;
    const only = wanted === undefined ? (before.get(key) ?? null) : inOrder(wanted);
    const other = all.get(key);
    if (other && JSON.stringify(other.only) !== JSON.stringify(only)) throw personErrors.role_twice({ field: 'roles', data: { role } });
    all.set(key, { role, unitId, only });
  }
  const characters = [...all.values()].flatMap(({ only }) => Object.values(only ?? {}).flat()).join('').length;
  if (characters > ONLY_CHARACTERS) throw personErrors.narrowed_to_too_much({ field: 'roles', data: { characters, atMost: ONLY_CHARACTERS } });
  return [...all.values()];
}

function inOrder(only: Only | null | undefined): Only | null {
  return only ? Object.fromEntries(DIMENSIONS.flatMap((dimension) => (only[dimension] ? [[dimension, [...new Set(only[dimension])].sort()]] : []))) : null;
}
