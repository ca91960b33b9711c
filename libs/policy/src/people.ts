/** What a rule needs to know of a person. The caller hands over active people only. */
export interface PolicyPerson {
  id: string;
  name: string;
  managerId?: string | null;
  roles: readonly string[];
  unitPath: string;
  /** Roles that he has in other units than his own: they count as well, and where a unit is asked for, in that unit. */
  rolesElsewhere?: readonly { role: string; unitPath: string }[];
  /** Paths of the units that he heads. Not given: the head of a unit is found by who reports to whom. */
  headOf?: readonly string[];
  /** Names of the groups that he belongs to. */
  groups?: readonly string[];
}

export type People = readonly PolicyPerson[];

export function inRole(people: People, role: string): PolicyPerson[] {
  return people.filter((person) => person.roles.includes(role) || person.rolesElsewhere?.some((one) => one.role === role));
}

/** Who has the role in the unit or in one below it. */
export function inRoleAt(people: People, role: string, unit: string): PolicyPerson[] {
  return people.filter(
    (person) =>
      (person.roles.includes(role) && person.unitPath.startsWith(unit)) || person.rolesElsewhere?.some((one) => one.role === role && one.unitPath.startsWith(unit)),
  );
}

export function inGroup(people: People, group: string): PolicyPerson[] {
  return people.filter((person) => person.groups?.includes(group));
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

/** `1.3.2.` → `1.3.2.`, `1.3.`, `1.`: a unit and those above it, nearest first. */
export function unitsFrom(unitPath: string): string[] {
  const parts = unitPath.split('.').filter(Boolean);
  return parts.map((_, at) => `${parts.slice(0, parts.length - at).join('.')}.`);
}

/**
 * The head of a unit: who is named as such; where nobody is, those of the unit whose manager is outside it and to whom somebody of the unit reports. None: the
 * unit has no head of its own.
 */
export function headsOf(people: People, unitPath: string): PolicyPerson[] {
  const named = people.filter(({ headOf }) => headOf?.includes(unitPath));
  if (named.length > 0) return named;
  const members = people.filter((person) => person.unitPath === unitPath);
  const inside = new Set(people.filter((person) => person.unitPath.startsWith(unitPath)).map(({ id }) => id));
  const leads = (id: string) => people.some((other) => other.managerId === id && inside.has(other.id));
  return members.filter(({ id, managerId }) => !(managerId && inside.has(managerId)) && leads(id));
}
