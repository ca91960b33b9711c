import { Injectable } from '@nestjs/common';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import type { ApprovalOutcome } from '@throughline/events/approval-events';
import { duplicateEntryConcluded } from '@throughline/events/duplicate-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { CaptureLeadCommand } from '../capture-lead/capture-lead.command';
import { leadDetails } from '../lead/lead-details';
import { leadKeys } from '../lead/lead-keys';
import { LeadRepository } from '../lead/lead.repository';
import { PoolRepository } from '../pool/pool.repository';
import type { EntryRequest } from './entry-request.repository';
import { EntryRequestRepository } from './entry-request.repository';

/** The answer to a request to enter a company once more: granted, it is captured as its sender wrote it. */
@Injectable()
export class ConcludeDuplicateEntryCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly requests: EntryRequestRepository,
    private readonly capture: CaptureLeadCommand,
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly outbox: Outbox,
  ) {}

  /** A request that is concluded already stays as it is. Only consumers call this. */
  async execute(requestId: string, outcome: ApprovalOutcome): Promise<void> {
    await this.transaction.run(async (tx) => {
      const request = await this.requests.lockOpen(tx, requestId);
      if (!request) return;
      const problem = outcome === 'granted' ? await this.inTheWay(tx, request) : null;
      const captured = outcome === 'granted' && problem === null ? await this.capture.execute(request.command, request.requester, { by: request.requester.personId, reason: request.reason }) : undefined;
      const leadId = captured?.leadId ?? null;
      await this.requests.conclude(tx, requestId, outcome, leadId, problem);
      const data = { requestId, outcome, leadId, problem };
      await this.outbox.append(tx, duplicateEntryConcluded.of({ id: requestId, version: 2, orgPath: request.requester.unitPath, data }));
    });
  }

  /** Code of what has come in between: the lead is here by now under one of its keys, or its pool takes nothing any more. */
  private async inTheWay(tx: Tx, { command }: EntryRequest): Promise<string | null> {
    const { poolId, phoneCountry, ...raw } = command;
    if ((await this.leads.holders(tx, leadKeys(leadDetails(raw, { phoneCountry })))).length > 0) return 'lead.duplicate';
    try {
      await this.pools.open(tx, poolId);
      return null;
    } catch (error) {
      if (error instanceof ThroughlineError && error.spec.family === 'user') return error.code;
      throw error;
    }
  }
}
