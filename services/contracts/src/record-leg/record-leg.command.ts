import { Injectable } from '@nestjs/common';
import { contractLegDecided } from '@throughline/events/contract-events';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { ContractRepository } from '../contract/contract.repository';

export interface RecordLegCommand { contractId: string; version: number; leg: string; outcome: 'approved' | 'returned'; by: string; comment?: string }

/**
 * Keeps one leg's answer with the version. The first answer stands; an answer to a version that is not under review any more is left
 * aside. The story of the review alone calls this, after the worklist has checked who answered.
 */
@Injectable()
export class RecordLeg {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly contracts: ContractRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws contract.not_found */
  async execute({ contractId, version, leg, outcome, by, comment = '' }: RecordLegCommand): Promise<{ recorded: boolean }> {
    return this.transaction.run(async (tx) => {
      const contract = await this.contracts.lock(tx, contractId);
      if (!contract.can('recordLeg') || contract.currentVersion !== version) return { recorded: false };
      const decision = { contractId, version, leg, outcome, decidedBy: by, comment: comment || null, decidedAt: tx.now };
      if (!(await this.contracts.addDecision(tx, decision))) return { recorded: false };
      const sequence = contract.nextSequence();
      await this.contracts.save(tx, contract);
      const { dealId, orgPath } = contract;
      const data = { contractId, dealId, version, leg, outcome, by, comment: comment || null };
      await this.outbox.append(tx, contractLegDecided.of({ id: contractId, version: sequence, data, correlationId: dealId, orgPath }));
      return { recorded: true };
    });
  }
}
