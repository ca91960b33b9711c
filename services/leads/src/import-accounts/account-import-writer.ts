import { Injectable } from '@nestjs/common';
import type { KnownPerson } from '@throughline/access/people-book';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import { accountChanged, accountMoved } from '@throughline/events/account-events';
import { accountCreated } from '@throughline/events/lead-events';
import type { DomainEvent } from '@throughline/events/event-definition';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { accountFact, accountHead } from '../account/account-facts';
import { AccountOwners } from '../account/account-owners';
import { AccountRecords } from '../account/account-record.repository';
import { AccountStanding } from '../account/account-standing';
import { AccountTwins, companyOf, recognisedBy } from '../account/account-twins';
import type { Account } from '../account/account.entity';
import { LookBeside } from '../duplicates/look-beside';
import { newAccount } from '../create-account/create-account.command';
import { AccountImportRepository } from './account-import.repository';
import type { Placed } from './account-links';
import type { AccountImportRow } from './import-accounts.dto';

interface Owner {
  personId: string;
  unitPath: string;
}
interface Job {
  places: readonly Placed[];
  importId: string;
  system: string;
}

/** Writes placed rows: new accounts level by level, so that every parent is there before its children; then what existing ones did not know. */
@Injectable()
export class AccountImportWriter {
  constructor(
    private readonly imports: AccountImportRepository,
    private readonly records: AccountRecords,
    private readonly standing: AccountStanding,
    private readonly owners: AccountOwners,
    private readonly people: PeopleBook,
    private readonly twins: AccountTwins,
    private readonly beside: LookBeside,
    private readonly outbox: Outbox,
  ) {}

  async write(tx: Tx, job: Job, by: Principal): Promise<AccountImportRow[]> {
    const outcomes: AccountImportRow[] = [];
    const owners = await this.ownersOf(tx, job.places, by);
    const lost = new Set<string>();
    for (const depth of [1, 2, 3, 4]) {
      const level = job.places.filter((place) => !place.known && place.depth === depth);
      outcomes.push(...(await this.create(tx, level, owners, lost, { ...job, by: by.personId })));
    }
    for (const place of job.places) if (place.known) outcomes.push(await this.fillIn(tx, place, lost));
    return outcomes;
  }

  private async create(tx: Tx, level: readonly Placed[], owners: Map<string, Owner | string>, lost: Set<string>, job: Job & { by: string }): Promise<AccountImportRow[]> {
    const { importId, system } = job;
    const accounts = new Map<string, Account>();
    for (const { id, row, parentId } of level) {
      const owner = owners.get(row.owner ?? '')!;
      if (typeof owner === 'string') continue;
      // Where the row of its parent was refused it stands for itself.
      const given = { ...row.columns, id, name: row.name, parentId: parentId !== null && lost.has(parentId) ? null : parentId, externalSystem: system, externalId: row.externalId };
      accounts.set(id, newAccount(given, owner, tx.now));
    }
    const depths = new Map(level.map(({ id, depth }) => [id, depth - 1]));
    const written = await this.imports.insertAll(tx, [...accounts.values()], ({ id, parentId }) => (parentId === null ? null : depths.get(id)!), importId);
    await this.begin(tx, [...written]);
    // Two accounts of one group are no duplicates of each other.
    const kin = new Map([...accounts.values()].map(({ id, parentId }) => [id, job.places.filter((place) => place.id === parentId || (parentId !== null && place.parentId === parentId)).map((place) => place.id)]));
    await this.beside.execute(tx, 'account', [...written], { importId: null, by: job.by }, kin);
    return level.map(({ id, row, parent }) => {
      const owner = owners.get(row.owner ?? '')!;
      const line = { rowNo: row.rowNo, name: row.name };
      if (written.has(id)) {
        const alone = parent === 'linked' && accounts.get(id)!.parentId === null;
        return { ...line, outcome: 'created', accountId: id, code: null, field: null, parent: alone ? 'unknown' : parent };
      }
      lost.add(id);
      const code = typeof owner === 'string' ? owner : 'account.duplicate';
      return { ...line, outcome: 'refused', accountId: null, code, field: typeof owner === 'string' ? 'owner' : null, parent: null };
    });
  }

  /** What belongs to every new account: its owner, its grade, its line in the book, its facts. */
  private async begin(tx: Tx, ids: readonly string[]): Promise<void> {
    if (ids.length === 0) return;
    const accounts = await this.records.lockAll(tx, ids);
    const created = accounts.map((account) => accountCreated.of({ ...accountHead(account), data: { accountId: account.id, name: account.name, ownerId: account.ownerId, leadId: null } }));
    const graded = await this.standing.settle(tx, accounts);
    await this.records.changeOwner(tx, accounts, null, null);
    await this.records.saveStanding(tx, accounts);
    await this.standing.watch(tx, accounts);
    await this.outbox.append(tx, [...created, ...graded]);
  }

  private async fillIn(tx: Tx, { id, row, parent, parentId }: Placed, lost: Set<string>): Promise<AccountImportRow> {
    const account = await this.records.lock(tx, id);
    const missing = Object.entries(row.columns).filter(([name, value]) => value !== undefined && account[name as keyof Account] === null);
    const before = companyOf(account);
    const changed = account.change(Object.fromEntries(missing));
    if (recognisedBy.some((field) => changed.includes(field))) await this.twins.keep(tx, [account], new Map([[id, before]]));
    const facts: DomainEvent[] = changed.length > 0 ? [accountFact(accountChanged, account, { changed })] : [];
    const links = parent === 'linked' && parentId !== null && !lost.has(parentId);
    if (links) {
      account.enter('move');
      account.parentId = parentId;
      await this.records.move(tx, id, parentId);
      facts.push(accountFact(accountMoved, account, { fromParentId: null, parentId }));
    }
    if (facts.length > 0) {
      facts.push(...(await this.standing.settle(tx, [account])));
      await this.records.save(tx, account);
      await this.standing.watch(tx, [account]);
      await this.outbox.append(tx, facts);
    }
    const told = parent === 'linked' && !links ? 'unknown' : parent;
    return { rowNo: row.rowNo, outcome: 'merged', name: row.name, accountId: id, code: null, field: null, parent: told };
  }

  /** Whom each owner that the file names stands for, or the code of why he cannot be it. Without a name: whoever imports. */
  private async ownersOf(tx: Tx, places: readonly Placed[], by: Principal): Promise<Map<string, Owner | string>> {
    const names = new Set(places.map(({ row }) => row.owner ?? ''));
    const all = [...names].some((name) => name !== '') ? await this.people.people(tx) : [];
    const found = new Map<string, Owner | string>();
    for (const name of names) found.set(name, await this.ownerCalled(tx, name, all, by));
    return found;
  }

  private async ownerCalled(tx: Tx, name: string, all: readonly KnownPerson[], by: Principal): Promise<Owner | string> {
    const called = all.filter((person) => person.personId === name || person.name === name);
    const personId = name === '' ? by.personId : called.length === 1 ? called[0]!.personId : '';
    try {
      return await this.owners.assignable(tx, personId, 'import', by);
    } catch (error) {
      if (error instanceof ThroughlineError) return error.code;
      throw error;
    }
  }
}
