import { Injectable } from '@nestjs/common';
import { handOverDeclared } from '@throughline/events/account-events';
import { contractOwnerChanged } from '@throughline/events/contract-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import type { z } from 'zod';
import { ContractRepository } from '../contract/contract.repository';

type HandOver = z.infer<typeof handOverDeclared.data>;

/** Contracts changed with one statement. */
const BATCH = 200;

/** Everything of one person goes to another: his contracts too, but for those that have ended. */
@Injectable()
export class HandOverContractsWhenDeclared implements EventSubscription<HandOver> {
  readonly consumer = 'hand-over-contracts-when-declared';
  readonly on = [handOverDeclared];

  constructor(
    private readonly contracts: ContractRepository,
    private readonly outbox: Outbox,
  ) {}

  async handle({ data }: ReceivedEvent<HandOver>, tx: Tx): Promise<void> {
    const { handOverId, fromId, toId, toPath, reason } = data;
    for (;;) {
      const moved = await this.contracts.handOver(tx, fromId, { ownerId: toId, orgPath: toPath }, BATCH);
      const facts = moved.map(({ id, dealId, sequence }) =>
        contractOwnerChanged.of({
          id, version: sequence, correlationId: dealId, orgPath: toPath,
          data: { contractId: id, dealId, fromId, toId, toPath, reason, handOverId },
        }),
      );
      if (facts.length > 0) await this.outbox.append(tx, facts);
      if (moved.length < BATCH) return;
    }
  }
}
