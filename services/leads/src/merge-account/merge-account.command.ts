import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { accountMoved } from '@throughline/events/account-events';
import { accountAbsorbed, accountMerged } from '@throughline/events/duplicate-events';
import type { DomainEvent } from '@throughline/events/event-definition';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { requireAccount } from '../account/account-access';
import { accountFact } from '../account/account-facts';
import { AccountFigures } from '../account/account-figures';
import { AccountRecords } from '../account/account-record.repository';
import { AccountStanding } from '../account/account-standing';
import { AccountTwins, companyOf } from '../account/account-twins';
import type { Account } from '../account/account.entity';
import { accountErrors } from '../account/account.errors';
import { AccountLeads } from '../attach-lead/account-leads';
import { PairRepository } from '../dismiss-duplicate/pair.repository';
import { mergedPairFact } from '../duplicates/duplicate-facts';
import { undoUntil } from '../duplicates/merge-log';
import { AccountMerges } from './account-merge.repository';
import type { MergeAccount, MergedAccount } from './merge-account.dto';

/**
 * Merges a customer into another. His contacts, deals, contracts, money, visits and leads stay under his id, which other services know him by, and are read
 * and summed up through the other; only his subsidiaries move. So the merge can be undone to the letter.
 */
@Injectable()
export class MergeAccountCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly records: AccountRecords,
    private readonly merges: AccountMerges,
    private readonly pairs: PairRepository,
    private readonly twins: AccountTwins,
    private readonly figures: AccountFigures,
    private readonly standing: AccountStanding,
    private readonly leads: AccountLeads,
    private readonly outbox: Outbox,
  ) {}

  /** @throws account.not_found, account.wrong_status, account.merge_same, account.too_deep, access.denied */
  async execute({ accountId, into, reason = null }: Omit<MergeAccount, 'reason'> & { accountId: string; reason?: string | null | undefined }, by: Principal): Promise<MergedAccount> {
    return this.transaction.run(async (tx) => {
      const { one, other, children } = await this.lock(tx, accountId, into);
      await requireAccount(tx, by, 'merge', one);
      await requireAccount(tx, by, 'merge', other);
      if (other.status === 'merged') throw accountErrors.wrong_status({ field: 'into', data: { status: other.status, verb: 'merge' } });
      const was = { status: one.status, children: children.map(({ id }) => id), joined: [] as string[] };
      const [before, lastOwnerId] = [companyOf(other), one.ownerId];
      const filled = this.merges.filled(other, one);
      one.merge(this.merges.taken(filled));
      other.absorb(filled);
      await this.records.save(tx, one);
      await this.records.save(tx, other);
      await this.twins.keep(tx, [other], new Map([[other.id, before]]));
      was.joined = await this.merges.join(tx, one, other, by.personId);
      const until = undoUntil(tx.now);
      await this.merges.insert(tx, { mergedId: one.id, intoId: other.id, filled, was, undoUntil: until }, by.personId, reason);
      await this.merges.endOwnership(tx, one.id);
      await this.standing.forget(tx, one.id);
      const moved = await this.moveAll(tx, children, other.id);
      const changed = Object.keys(filled);
      const pairs = await this.pairs.merged(tx, one.id, other.id, by.personId);
      const told = { intoId: other.id, lastOwnerId, by: by.personId, reason, undoUntil: until.toISOString() };
      const facts = [accountFact(accountMerged, one, told), accountFact(accountAbsorbed, other, { mergedId: one.id, changed, joined: was.joined })];
      await this.outbox.append(tx, [...facts, ...moved, ...pairs.map((pair) => mergedPairFact(pair, by.personId))]);
      await this.settle(tx, one.id);
      return { accountId: one.id, intoId: other.id, changed, version: one.version, undoUntil: until.toISOString() };
    });
  }

  /** All in the order of their ids, so that of two who merge the same pair one waits. Leads are locked before accounts, as everywhere. */
  private async lock(tx: Tx, accountId: string, into: string): Promise<{ one: Account; other: Account; children: Account[] }> {
    await this.records.takeTurnToMove(tx);
    const intoId = await this.records.standing(tx, into);
    if (accountId === intoId) throw accountErrors.merge_same();
    for (const id of [accountId, intoId].sort()) await this.leads.lock(tx, id);
    const childIds = await this.merges.childrenOf(tx, accountId);
    const all = new Map((await this.records.lockAll(tx, [accountId, intoId, ...childIds])).map((account) => [account.id, account]));
    const [one, other] = [all.get(accountId), all.get(intoId)];
    if (!one || !other) throw accountErrors.not_found();
    // One that is merged into its own parent, or its parent into it, leaves the tree as it is for the rest.
    return { one, other, children: childIds.filter((id) => id !== intoId).map((id) => all.get(id)!) };
  }

  async moveAll(tx: Tx, children: readonly Account[], parentId: string): Promise<DomainEvent[]> {
    const facts: DomainEvent[] = [];
    for (const child of children) {
      const fromParentId = child.parentId;
      child.enter('move');
      child.parentId = parentId;
      await this.records.move(tx, child.id, parentId);
      await this.records.save(tx, child);
      facts.push(accountFact(accountMoved, child, { fromParentId, parentId }));
    }
    return facts;
  }

  /** What follows for the sums, the grade and the leads of whoever it is now. */
  private async settle(tx: Tx, accountId: string): Promise<void> {
    await this.leads.settle(tx, accountId);
    await this.figures.forget(tx, accountId);
    await this.figures.refresh(tx, accountId);
  }
}
