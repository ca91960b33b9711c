import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { PersonRepository } from '../person/person.repository';
import { SetPersonActiveCommand } from '../set-person-active/set-person-active.command';
import { UnitRepository } from '../unit/unit.repository';
import { patched } from './scim-patch';
import { ScimRefusal } from './scim-refusal';
import { listResponse, requireVersion, type ScimQuery } from './scim-request';
import { wantedUser, type UserResource, type UserRow } from './scim-user';
import { ScimUsersViews } from './scim-users.views';
import { WriteUser } from './write-user';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Users over SCIM: people, read and written by the directory's own verbs, each request in one transaction. */
@Injectable()
export class ScimUsers {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly units: UnitRepository,
    private readonly people: PersonRepository,
    private readonly views: ScimUsersViews,
    private readonly write: WriteUser,
    private readonly setActive: SetPersonActiveCommand,
  ) {}

  async list({ filter, startIndex, count, project }: ScimQuery): Promise<object> {
    const { total, resources } = await this.transaction.read((tx) => this.views.find(tx, { startIndex, count }, filter));
    return listResponse(total, startIndex, resources.map(project));
  }

  /** @throws ScimRefusal (404) */
  async one(id: string, { project }: ScimQuery): Promise<object> {
    return this.transaction.read(async (tx) => withMeta((await this.views.one(tx, known(id))).resource, project));
  }

  async create(body: unknown, by: Principal): Promise<UserResource> {
    const wanted = wantedUser(body);
    return this.transaction.run(async (tx) => (await this.views.one(tx, await this.write.create(tx, wanted, by))).resource);
  }

  /** @throws ScimRefusal (404, 412, 400) */
  async replace(id: string, body: unknown, version: string | undefined, by: Principal): Promise<UserResource> {
    return this.changed(id, version, (tx, { row, resource }) => this.write.change(tx, row, wantedUser(body, resource), by));
  }

  /** @throws ScimRefusal (404, 412, 400) */
  async patch(id: string, body: unknown, version: string | undefined, by: Principal): Promise<UserResource> {
    return this.changed(id, version, (tx, { row, resource }) => this.write.change(tx, row, wantedUser(patched(resource, body), resource), by));
  }

  /** He leaves, and is not there any more for the system that deleted him. @throws ScimRefusal (404, 412) */
  async remove(id: string, version: string | undefined, by: Principal): Promise<void> {
    await this.transaction.run(async (tx) => {
      const { row } = await this.locked(tx, id, version);
      await this.setActive.execute({ personId: row.id, active: false }, by);
      await this.views.setDeleted(tx, row.id, true);
    });
  }

  private async changed(id: string, version: string | undefined, work: (tx: Tx, present: { row: UserRow; resource: UserResource }) => Promise<void>): Promise<UserResource> {
    return this.transaction.run(async (tx) => {
      await work(tx, await this.locked(tx, id, version));
      return (await this.views.one(tx, id)).resource;
    });
  }

  /** Nobody changes him between what is read and what is written. */
  private async locked(tx: Tx, id: string, version: string | undefined): Promise<{ row: UserRow; resource: UserResource }> {
    await this.units.oneAtATime(tx);
    await this.views.one(tx, known(id));
    await this.people.lock(tx, id);
    const present = await this.views.one(tx, id);
    requireVersion(version, present.row.version);
    return present;
  }
}

export function known(id: string): string {
  if (!UUID.test(id)) throw new ScimRefusal(404, undefined, `There is no resource ${id}.`);
  return id.toLowerCase();
}

/** The ETag is told in any case, also where `meta` was not asked for. */
export function withMeta<T extends { meta: object }>(resource: T, project: (resource: object) => object): object {
  const shown = project(resource) as { meta?: object };
  if (shown.meta === undefined) Object.defineProperty(shown, 'meta', { value: resource.meta, enumerable: false });
  return shown;
}
