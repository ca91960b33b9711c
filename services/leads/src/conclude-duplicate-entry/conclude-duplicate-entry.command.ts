import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import type { ApprovalOutcome } from '@throughline/events/approval-events';
import { duplicateEntryConcluded } from '@throughline/events/duplicate-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { CaptureLeadCommand } from '../capture-lead/capture-lead.command';
import { ChangeAccountCommand } from '../change-account/change-account.command';
import { CreateAccountCommand } from '../create-account/create-account.command';
import { assessLead } from '../intake/assess-lead';
import { IntakeRules } from '../intake/intake-rules';
import { leadDetails } from '../lead/lead-details';
import { leadKeys } from '../lead/lead-keys';
import { leadErrors } from '../lead/lead.errors';
import { LeadRepository } from '../lead/lead.repository';
import { PoolRepository } from '../pool/pool.repository';
import type { Entered, EntryCommands, EntryRequest } from './entry-request.repository';
import { EntryRequestRepository } from './entry-request.repository';

const NOTHING: Entered = { leadId: null, accountId: null, problem: null };

/** The answer to a request to enter a company once more: granted, it is done as its sender wrote it. */
@Injectable()
export class ConcludeDuplicateEntryCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly requests: EntryRequestRepository,
    private readonly capture: CaptureLeadCommand,
    private readonly createAccount: CreateAccountCommand,
    private readonly changeAccount: ChangeAccountCommand,
    private readonly leads: LeadRepository,
    private readonly rules: IntakeRules,
    private readonly pools: PoolRepository,
    private readonly outbox: Outbox,
  ) {}

  /** A request that is concluded already stays as it is. Only consumers call this. */
  async execute(requestId: string, outcome: ApprovalOutcome): Promise<void> {
    await this.transaction.run(async (tx) => {
      const request = await this.requests.lockOpen(tx, requestId);
      if (!request) return;
      const entered = outcome === 'granted' ? await this.enter(tx, request) : NOTHING;
      await this.requests.conclude(tx, requestId, outcome, entered);
      const data = { requestId, outcome, ...entered };
      await this.outbox.append(tx, duplicateEntryConcluded.of({ id: requestId, version: 2, orgPath: request.requester.unitPath, data }));
    });
  }

  private async enter(tx: Tx, request: EntryRequest): Promise<Entered> {
    const problem = await this.inTheWay(tx, request);
    return problem === null ? { ...NOTHING, ...(await this.done(request)) } : { ...NOTHING, problem };
  }

  /** Code of what has come in between: the company is here by now under one of its keys, its pool takes nothing any more, its owner has left. */
  private async inTheWay(tx: Tx, request: EntryRequest): Promise<string | null> {
    const { requester } = request;
    try {
      if (request.entry === 'lead') await this.requireFree(tx, request.command, requester);
      else if (request.entry === 'account') await this.createAccount.check(tx, request.command, requester);
      else await this.changeAccount.check(tx, request.command.accountId, request.command.fields, requester);
      return null;
    } catch (error) {
      if (error instanceof ThroughlineError && error.spec.family === 'user') return error.code;
      throw error;
    }
  }

  private async done({ requester, reason, ...request }: EntryRequest): Promise<Partial<Entered>> {
    const admission = { by: requester.personId, reason };
    switch (request.entry) {
      case 'lead': {
        const { leadId } = await this.capture.execute(request.command, requester, admission);
        return { leadId };
      }
      case 'account': {
        const { accountId } = await this.createAccount.execute(request.command, requester, admission);
        return { accountId };
      }
      case 'account-change': {
        const { accountId, fields } = request.command;
        await this.changeAccount.execute({ accountId }, fields, requester, admission);
        return { accountId };
      }
    }
  }

  private async requireFree(tx: Tx, { poolId, phoneCountry, ...raw }: EntryCommands['lead'], { unitPath }: Principal): Promise<void> {
    const details = leadDetails(raw, { phoneCountry });
    if ((await this.leads.holders(tx, leadKeys(details))).length > 0) throw leadErrors.duplicate();
    assessLead(details, await this.rules.inForce(tx));
    await this.pools.open(tx, poolId, { businessType: details.businessType, unitPath });
  }
}
