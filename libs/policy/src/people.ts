/** What a rule needs to know of a person. The caller hands over active people only. */
export interface PolicyPerson {
  id: string;
  name: string;
  managerId?: string | null;
  roles: readonly string[];
  unitPath: string;
}

export type People = readonly PolicyPerson[];

export function inRole(people: People, role: string): PolicyPerson[] {
  return people.filter((person) => person.roles.includes(role));
}

/** The managers above a person, nearest first. A manager who is not among the people ends the line; a circle does too. */
export function lineAbove(people: People, personId: string): PolicyPerson[] {
  const line: PolicyPerson[] = [];
  let next = people.find(({ id }) => id === personId)?.managerId;
  while (next) {
    const manager = people.find(({ id }) => id === next);
    if (!manager || manager.id === personId || line.includes(manager)) break;
    line.push(manager);
    next = manager.managerId;
  }
  return line;
}
