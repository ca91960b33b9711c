import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import type { Tx } from '@throughline/persistence/transaction';
import type { VisitRecipient } from '@throughline/policy/account-policy';
import { AccountParts } from '../account/account-part.repository';
import type { Account } from '../account/account.entity';

/** Who is told about a visit: the owner, his team, his manager, the heads of sales above them. */
@Injectable()
export class VisitRecipients {
  constructor(
    private readonly people: PeopleBook,
    private readonly parts: AccountParts,
  ) {}

  /** Ids of people, each once, the owner first. @param known answers of the same batch, kept by the caller */
  async of(tx: Tx, account: Account, kinds: readonly VisitRecipient[], known: Map<string, string[]>): Promise<string[]> {
    const ids = new Set<string>();
    for (const kind of ['owner', 'team', 'manager', 'head'] as const) {
      if (!kinds.includes(kind)) continue;
      if (kind === 'owner') ids.add(account.ownerId);
      else for (const id of await this.kept(tx, account, kind, known)) ids.add(id);
    }
    return [...ids];
  }

  private async kept(tx: Tx, account: Account, kind: 'team' | 'manager' | 'head', known: Map<string, string[]>): Promise<string[]> {
    const key = `${kind} ${{ team: account.id, manager: account.ownerId, head: account.orgPath }[kind]}`;
    const found = known.get(key) ?? (await this.find(tx, account, kind));
    known.set(key, found);
    return found;
  }

  private async find(tx: Tx, account: Account, kind: 'team' | 'manager' | 'head'): Promise<string[]> {
    if (kind === 'team') return this.parts.team(tx, account.id);
    if (kind === 'head') {
      const heads = await this.people.people(tx, { role: 'sales-head' });
      return heads.filter(({ unitPath }) => account.orgPath.startsWith(unitPath)).map(({ personId }) => personId);
    }
    const manager = await this.people.managerOf(tx, account.ownerId);
    return manager ? [manager.personId] : [];
  }
}
