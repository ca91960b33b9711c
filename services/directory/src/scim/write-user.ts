import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import { IANAZone } from 'luxon';
import { ChangePersonCommand } from '../change-person/change-person.command';
import { JoinPersonCommand } from '../join-person/join-person.command';
import { SetPersonActiveCommand } from '../set-person-active/set-person-active.command';
import { SetPositionCommand } from '../set-position/set-position.command';
import { SetRolesCommand } from '../set-roles/set-roles.command';
import { UnitRepository } from '../unit/unit.repository';
import { ScimRefusal } from './scim-refusal';
import type { UserRow, WantedUser } from './scim-user';
import { ScimUsersViews } from './scim-users.views';

/** Title of a main position where none is named. */
const NO_TITLE = '—';

/** Does what a user resource asks for by the directory's own verbs, within the transaction of the request. */
@Injectable()
export class WriteUser {
  constructor(
    private readonly units: UnitRepository,
    private readonly users: ScimUsersViews,
    private readonly joinPerson: JoinPersonCommand,
    private readonly changePerson: ChangePersonCommand,
    private readonly setPosition: SetPositionCommand,
    private readonly setRoles: SetRolesCommand,
    private readonly setActive: SetPersonActiveCommand,
  ) {}

  /** Somebody new; whom the same system has deleted before comes back as who he was. @returns his id */
  async create(tx: Tx, wanted: WantedUser, by: Principal): Promise<string> {
    checkZone(wanted);
    const before = await this.users.deletedWith(tx, wanted.email);
    if (before !== undefined) {
      await this.users.setDeleted(tx, before, false);
      await this.change(tx, (await this.users.one(tx, before)).row, { ...wanted, active: wanted.active ?? true }, by);
      return before;
    }
    const unitId = wanted.department === undefined ? (await this.units.top(tx)).id : await this.unitOf(tx, wanted.department);
    const { email, name, externalId, managerId, zone, roles = [] } = wanted;
    const given = roles.map((role) => ({ role, unitId: null }));
    const person = await this.joinPerson.execute({ email, name, externalId, managerId, zone, unitId, position: wanted.title ?? NO_TITLE, roles: given, from: undefined }, by);
    if (wanted.active === false) await this.setActive.execute({ personId: person.id, active: false }, by);
    return person.id;
  }

  /** What differs, and nothing else. */
  async change(tx: Tx, row: UserRow, wanted: WantedUser, by: Principal): Promise<void> {
    checkZone(wanted);
    const personId = row.id;
    const active = wanted.active ?? row.active;
    if (active && !row.active) await this.setActive.execute({ personId, active }, by);
    await this.changePerson.execute({ personId, name: wanted.name, email: wanted.email, externalId: wanted.externalId, zone: wanted.zone ?? row.zone }, by);
    // Who has left has no position: where he would go is asked when he comes back.
    if (active) {
      const stays = wanted.department === undefined || wanted.department === row.unitName || wanted.department === row.unitCode;
      const unitId = stays ? row.unitId : await this.unitOf(tx, wanted.department!);
      await this.setPosition.execute({ personId, unitId, title: wanted.title ?? row.position, managerId: wanted.managerId, from: undefined }, by);
    }
    if (wanted.roles) {
      const elsewhere = row.rolesElsewhere.map(({ role, unitId }) => ({ role, unitId }));
      await this.setRoles.execute({ personId, roles: [...wanted.roles.map((role) => ({ role, unitId: null })), ...elsewhere] }, by);
    }
    if (!active && row.active) await this.setActive.execute({ personId, active }, by);
  }

  private async unitOf(tx: Tx, department: string): Promise<string> {
    const unit = await this.units.named(tx, department);
    if (!unit) throw new ScimRefusal(400, 'invalidValue', `No unit, or more than one, is called "${department}". A department is the code of a unit, or a name that only one has.`);
    return unit.id;
  }
}

function checkZone({ zone }: WantedUser): void {
  if (zone !== undefined && !IANAZone.isValidZone(zone)) throw new ScimRefusal(400, 'invalidValue', `timezone: "${zone}" is no IANA time zone.`);
}
