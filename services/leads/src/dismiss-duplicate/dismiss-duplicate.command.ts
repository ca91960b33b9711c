import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { dismissedFact } from '../duplicates/duplicate-facts';
import { duplicateErrors } from '../duplicates/duplicate.errors';
import { MergeLeadCommand } from '../merge-lead/merge-lead.command';
import type { DecidedDuplicate } from './dismiss-duplicate.dto';
import { PairRepository } from './pair.repository';

/** Decides a pair: the two are different companies, or one. */
@Injectable()
export class DismissDuplicateCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly pairs: PairRepository,
    private readonly mergeLead: MergeLeadCommand,
    private readonly outbox: Outbox,
  ) {}

  /** @throws duplicate.not_found, duplicate.already_decided, access.denied */
  async dismiss(duplicateId: string, reason: string | null, by: Principal): Promise<DecidedDuplicate> {
    return this.transaction.run(async (tx) => {
      const pair = await this.pairs.lock(tx, duplicateId, by);
      await this.pairs.dismiss(tx, pair, by.personId, reason);
      await this.outbox.append(tx, dismissedFact({ ...pair, version: pair.version + 1 }, by.personId, reason));
      return { duplicateId, status: 'dismissed', leadId: pair.leadId };
    });
  }

  /** Merges the newer lead into the older one. @throws duplicate.*, lead.* as the merge does */
  async merge(duplicateId: string, reason: string | null, by: Principal): Promise<DecidedDuplicate> {
    return this.transaction.run(async (tx) => {
      const pair = await this.pairs.lock(tx, duplicateId, by);
      if (pair.otherKind === 'account') throw duplicateErrors.not_mergeable();
      const { intoId } = await this.mergeLead.execute({ leadId: pair.leadId, into: pair.otherId, reason }, by);
      return { duplicateId, status: 'merged', leadId: intoId };
    });
  }
}
