import { PersonApi } from './api';

export interface Person {
  id: string;
  name: string;
  roles: string[];
  unitPath: string;
  managerId: string | null;
}

/** The people of the seeded company, each with his own session. */
export class Cast {
  private readonly sessions = new Map<string, PersonApi>();
  private readonly byId: Map<string, Person>;

  constructor(
    private readonly gateway: string,
    readonly people: readonly Person[],
  ) {
    this.byId = new Map(people.map((person) => [person.id, person]));
  }

  with(role: string): Person[] {
    return this.people.filter((person) => person.roles.includes(role));
  }

  one(role: string): Person {
    const [first] = this.with(role);
    if (!first) throw new Error(`The seeded company has nobody with the role ${role}.`);
    return first;
  }

  as(person: Person | string): PersonApi {
    const id = typeof person === 'string' ? person : person.id;
    const session = this.sessions.get(id) ?? new PersonApi(this.gateway, id);
    this.sessions.set(id, session);
    return session;
  }

  name(id: string | null | undefined): string {
    return (id && this.byId.get(id)?.name) || 'somebody';
  }
}

/** Who is in the company is read by anybody who has signed in; the first sign-in needs an id, which the sign-in page lists. */
export async function gatherCast(gateway: string): Promise<Cast> {
  const answer = await fetch(`${gateway}/v1/sandbox/people`);
  if (!answer.ok) throw new Error(`The list of demo people was answered with ${answer.status}.`);
  const { items } = (await answer.json()) as { items: Person[] };
  return new Cast(gateway, items);
}
