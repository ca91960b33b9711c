import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { AccountRecords } from '../account/account-record.repository';
import { AttachLeadCommand } from '../attach-lead/attach-lead.command';
import type { DecidedPair } from '../duplicates/duplicate-facts';
import { dismissedFact, mergedPairFact } from '../duplicates/duplicate-facts';
import { MergeAccountCommand } from '../merge-account/merge-account.command';
import { MergeLeadCommand } from '../merge-lead/merge-lead.command';
import type { DecidedDuplicate } from './dismiss-duplicate.dto';
import { PairRepository } from './pair.repository';

type Standing = Pick<DecidedDuplicate, 'leadId' | 'accountId'>;

/** Decides a pair: the two are different companies, or one. */
@Injectable()
export class DismissDuplicateCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly pairs: PairRepository,
    private readonly mergeLead: MergeLeadCommand,
    private readonly mergeAccount: MergeAccountCommand,
    private readonly attachLead: AttachLeadCommand,
    private readonly accounts: AccountRecords,
    private readonly outbox: Outbox,
  ) {}

  /** @throws duplicate.not_found, duplicate.already_decided, access.denied */
  async dismiss(duplicateId: string, reason: string | null, by: Principal): Promise<DecidedDuplicate> {
    return this.transaction.run(async (tx) => {
      const pair = await this.pairs.lock(tx, duplicateId, by);
      await this.pairs.dismiss(tx, pair, by.personId, reason);
      await this.outbox.append(tx, dismissedFact({ ...pair, version: pair.version + 1 }, by.personId, reason));
      const lead = pair.recordKind === 'lead';
      return { duplicateId, status: 'dismissed', leadId: lead ? pair.recordId : null, accountId: lead ? null : pair.recordId };
    });
  }

  /**
   * Merges the newer of two leads, or of two customers, into the older one. A lead that is a customer is no customer: it stays a lead, and belongs to him.
   * @throws duplicate.*, lead.* and account.* as the merge and the attachment do
   */
  async merge(duplicateId: string, reason: string | null, by: Principal): Promise<DecidedDuplicate> {
    return this.transaction.run(async (tx) => {
      const pair = await this.pairs.lock(tx, duplicateId, by);
      return { duplicateId, status: 'merged', ...(await this.united(tx, pair, reason, by)) };
    });
  }

  private async united(tx: Tx, pair: DecidedPair, reason: string | null, by: Principal): Promise<Standing> {
    const { recordKind, recordId, otherKind, otherId } = pair;
    if (recordKind === 'lead' && otherKind === 'lead') {
      const { intoId } = await this.mergeLead.execute({ leadId: recordId, into: otherId, reason }, by);
      return { leadId: intoId, accountId: null };
    }
    if (recordKind === 'account' && otherKind === 'account') {
      const { intoId } = await this.mergeAccount.execute({ accountId: recordId, into: otherId, reason }, by);
      return { leadId: null, accountId: intoId };
    }
    const [leadId, asked] = recordKind === 'lead' ? [recordId, otherId] : [otherId, recordId];
    const accountId = await this.accounts.standing(tx, asked);
    await this.attachLead.execute({ leadId, accountId }, by);
    const ended = await this.pairs.merged(tx, recordId, otherId, by.personId);
    await this.outbox.append(tx, ended.map((one) => mergedPairFact(one, by.personId)));
    return { leadId, accountId };
  }
}
