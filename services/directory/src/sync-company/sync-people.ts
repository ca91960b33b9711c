import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import { z } from 'zod';
import { ChangePersonCommand } from '../change-person/change-person.command';
import { JoinPersonCommand } from '../join-person/join-person.command';
import { externalId, personEmail, personName, personZone, title } from '../join-person/join-person.dto';
import type { Person } from '../person/person';
import { PERSON_ROLES } from '../person/person';
import { PersonRepository } from '../person/person.repository';
import { Planning } from '../planned-position/planning';
import { SetPersonActiveCommand } from '../set-person-active/set-person-active.command';
import { SetPositionCommand } from '../set-position/set-position.command';
import { SetRolesCommand } from '../set-roles/set-roles.command';
import { UnitRepository } from '../unit/unit.repository';
import { checked, inOrder, oneRow, wrong, type Outcome } from './row-by-row';
import type { SyncedRow } from './sync-company.dto';
import { csvRows } from './sync-rows';

const COLUMNS = ['external_id', 'email', 'name', 'unit_code', 'title', 'manager', 'zone', 'roles', 'from'] as const;
const rowSchema = z.object({
  external_id: externalId,
  email: personEmail,
  name: personName,
  /** Code of a unit, or a name that only one has. */
  unit_code: z.string(),
  title,
  /** External id or address; empty: nobody. */
  manager: z.string().optional(),
  zone: personZone.optional(),
  /** Separated by spaces; empty: as they are. */
  roles: z.string().transform((text) => text.split(/[\s,;|]+/).filter(Boolean)).pipe(z.array(z.enum(PERSON_ROLES))).optional(),
  /** The first day of somebody who is not here yet; of others it says nothing. */
  from: z.iso.date().optional(),
});
type Row = z.infer<typeof rowSchema>;

/** People by their external ids: joined, changed, brought back. Who is missing from a full file leaves only when that is confirmed. */
@Injectable()
export class SyncPeople {
  constructor(
    private readonly units: UnitRepository,
    private readonly people: PersonRepository,
    private readonly join: JoinPersonCommand,
    private readonly change: ChangePersonCommand,
    private readonly setPosition: SetPositionCommand,
    private readonly setRoles: SetRolesCommand,
    private readonly setActive: SetPersonActiveCommand,
    private readonly planning: Planning,
  ) {}

  /** @throws directory_sync.unreadable */
  async run(tx: Tx, text: string, { full, confirmLeavers }: { full: boolean; confirmLeavers: boolean }, by: Principal): Promise<SyncedRow[]> {
    const rows = csvRows(text, COLUMNS, ['external_id', 'email', 'name', 'unit_code', 'title']);
    const idOf = new Map(rows.map(({ cells }) => [cells.email?.toLowerCase(), cells.external_id]));
    const managerOf = (manager: string | undefined) => (manager === undefined ? undefined : idOf.get(manager.toLowerCase()) ?? manager);
    const report: SyncedRow[] = [];
    const seen = new Set<string>();
    // A new person's manager must be there before him.
    for (const { row, cells } of inOrder(rows, (one) => one.cells.external_id, (one) => managerOf(one.cells.manager))) {
      const key = cells.external_id ?? cells.email ?? '';
      report.push(
        await oneRow(tx, { file: 'people', row, key }, async () => {
          const wanted = checked(rowSchema, cells);
          if (seen.has(wanted.external_id)) throw wrong('external_id', `"${wanted.external_id}" is there twice.`);
          seen.add(wanted.external_id);
          return { key, outcome: await this.one(tx, wanted, by) };
        }),
      );
    }
    report.sort((a, b) => a.row! - b.row!);
    return full ? [...report, ...(await this.leavers(tx, new Set(rows.map(({ cells }) => cells.external_id ?? '')), confirmLeavers, by))] : report;
  }

  private async one(tx: Tx, row: Row, by: Principal): Promise<Outcome['outcome']> {
    const unit = await this.units.named(tx, row.unit_code);
    if (!unit) throw wrong('unit_code', `No open unit, or more than one, is called "${row.unit_code}".`);
    const managerId = row.manager === undefined ? null : await idOf(tx, row.manager);
    if (managerId === undefined) throw wrong('manager', `There is nobody "${row.manager}".`);
    const { external_id: ofBooks, email, name, zone, roles, from } = row;
    const [found] = await tx.query<{ id: string }>('SELECT id FROM person WHERE external_id = $1 OR (email = $2 AND external_id IS NULL) ORDER BY external_id NULLS LAST LIMIT 1', [ofBooks, email]);
    if (!found) {
      const given = (roles ?? []).map((role) => ({ role, unitId: null }));
      await this.join.execute({ externalId: ofBooks, email, name, zone, managerId, unitId: unit.id, position: row.title, roles: given, from }, by);
      return 'new';
    }
    const before = await this.people.lock(tx, found.id);
    const personId = before.id;
    const startsAt = before.active ? undefined : await this.planning.ahead(tx, unit.path, from);
    if (!before.active && !startsAt) await this.setActive.execute({ personId, active: true }, by);
    await this.change.execute({ personId, externalId: ofBooks, email, name, zone }, by);
    if (startsAt) await this.planning.join(tx, await this.people.lock(tx, personId), unit, startsAt, { title: row.title, managerId, day: from! }, by);
    else await this.setPosition.execute({ personId, unitId: unit.id, title: row.title, managerId, from: undefined }, by);
    if (roles) await this.setRoles.execute({ personId, roles: [...roles.map((role) => ({ role, unitId: null })), ...elsewhere(before)] }, by);
    return (await this.people.find(tx, personId)).version === before.version ? 'same' : 'changed';
  }

  /** Of those whom a file has ever named; oneself is left out. */
  private async leavers(tx: Tx, there: ReadonlySet<string>, confirmed: boolean, by: Principal): Promise<SyncedRow[]> {
    const people = await tx.query<{ id: string; key: string }>('SELECT id, external_id AS key FROM person WHERE active AND external_id IS NOT NULL AND id::text <> $1 ORDER BY external_id', [by.personId]);
    const report: SyncedRow[] = [];
    for (const { id, key } of people.filter((one) => !there.has(one.key))) {
      const about = { file: 'people' as const, row: null, key };
      if (!confirmed) report.push({ ...about, outcome: 'would-leave' });
      else
        report.push(
          await oneRow(tx, about, async () => {
            await this.setActive.execute({ personId: id, active: false }, by);
            return { key, outcome: 'left' };
          }),
        );
    }
    return report;
  }
}

const elsewhere = ({ rolesElsewhere }: Person) => rolesElsewhere.map(({ role, unitId }) => ({ role, unitId }));

async function idOf(tx: Tx, named: string): Promise<string | undefined> {
  const [person] = await tx.query<{ id: string }>('SELECT id FROM person WHERE external_id = $1 OR email = lower($1) ORDER BY external_id = $1 DESC NULLS LAST LIMIT 1', [named]);
  return person?.id;
}
