import { Injectable } from '@nestjs/common';
import type { KnownPerson } from '@throughline/access/people-book';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import { AssignLeadCommand } from '../assign-lead/assign-lead.command';
import { whyNotAssignable } from '../assign-lead/assignable';
import { rowRefusals } from '../import-file/import.errors';
import type { MappedRow, RefusedRow, RowMapper } from './map-row';

export interface ImportedOwner {
  leadId: string;
  ownerId: string;
}
/** A row with the person's id where its file names an owner; refused where he cannot be one. */
export type OwnerResolver = (row: MappedRow | RefusedRow) => MappedRow | RefusedRow;

/** Owners that a file names: found by id or full name among the active people, and given their leads as if assigned by whoever imports. */
@Injectable()
export class ImportedOwners {
  constructor(
    private readonly people: PeopleBook,
    private readonly assign: AssignLeadCommand,
  ) {}

  /** Reads the people once for the whole file, and only where it names owners. */
  async resolver(tx: Tx, mapper: RowMapper, by: Principal): Promise<OwnerResolver> {
    if (!mapper.namesOwners) return (row) => row;
    const known = byIdAndName(await this.people.people(tx));
    return (row) => {
      if ('code' in row || row.owner === undefined) return row;
      const people = known.get(row.owner.toLowerCase()) ?? [];
      const refusal = refusalOf(people, by);
      if (!refusal) return { ...row, owner: people[0]!.personId };
      const { owner: _nobody, ...without } = row;
      return mapper.dropsOwners ? without : { name: row.details.displayName, code: refusal.code, field: 'owner' };
    };
  }

  /** In the transaction that creates the leads. */
  async take(tx: Tx, owners: readonly ImportedOwner[], by: Principal): Promise<void> {
    for (const { leadId, ownerId } of owners) await this.assign.execute({ leadId, ownerId, because: 'imported with its owner' }, by);
  }
}

function refusalOf(people: readonly KnownPerson[], by: Principal) {
  const [person, another] = people;
  if (!person) return rowRefusals.owner_unknown();
  if (another) return rowRefusals.owner_ambiguous();
  return whyNotAssignable(person, by) === undefined ? undefined : rowRefusals.owner_not_assignable();
}

function byIdAndName(people: readonly KnownPerson[]): Map<string, KnownPerson[]> {
  const known = new Map<string, KnownPerson[]>();
  for (const person of people) {
    known.set(person.personId, [person]);
    const name = person.name.normalize('NFKC').toLowerCase();
    known.set(name, [...(known.get(name) ?? []), person]);
  }
  return known;
}
