import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import type { Tx } from '@throughline/persistence/transaction';
import type { PolicyPerson } from '@throughline/policy/people';

/** Everybody active, as the rules want them. */
@Injectable()
export class Colleagues {
  constructor(private readonly people: PeopleBook) {}

  /**
   * The manager of each is the nearest above him who is still here. Those of `left` who are here no more are among them too, without a role: for the
   * line above them.
   */
  async all(tx: Tx, left: readonly string[] = []): Promise<PolicyPerson[]> {
    const people = await this.people.people(tx);
    const here = new Set(people.map(({ personId }) => personId));
    const gone = left.filter((id) => !here.has(id));
    const gaps = gone.length > 0 || people.some(({ managerId }) => managerId !== null && !here.has(managerId));
    const managers = gaps ? await this.people.managersOfThoseWhoLeft(tx) : new Map<string, string | null>();
    const headOf = gathered((await this.people.units(tx)).map(({ headId, path }) => [headId, path]));
    const groups = gathered((await this.people.groups(tx)).flatMap(({ name, memberIds }) => memberIds.map((id): [string, string] => [id, name])));
    return [
      ...people.map(({ personId, name, managerId, roles, rolesElsewhere, unitPath }) => ({
        id: personId,
        name,
        managerId: nearest(managerId, managers),
        roles,
        rolesElsewhere,
        unitPath,
        headOf: headOf.get(personId) ?? [],
        groups: groups.get(personId) ?? [],
      })),
      ...gone.map((id) => ({ id, name: '', managerId: nearest(managers.get(id) ?? null, managers), roles: [], unitPath: '' })),
    ];
  }
}

function gathered(pairs: [personId: string | null, one: string][]): Map<string, string[]> {
  const byPerson = new Map<string, string[]>();
  for (const [personId, one] of pairs) if (personId !== null) byPerson.set(personId, [...(byPerson.get(personId) ?? []), one]);
  return byPerson;
}

function nearest(manager: string | null, managersOfTheGone: ReadonlyMap<string, string | null>): string | null {
  const passed = new Set<string>();
  let next = manager;
  while (next !== null && managersOfTheGone.has(next)) {
    // A circle of people who have left leads nowhere.
    if (passed.has(next)) return null;
    passed.add(next);
    next = managersOfTheGone.get(next) ?? null;
  }
  return next;
}
