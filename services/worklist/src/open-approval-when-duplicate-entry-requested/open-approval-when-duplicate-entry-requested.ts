import { Injectable } from '@nestjs/common';
import { duplicateEntryRequested } from '@throughline/events/duplicate-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import type { z } from 'zod';
import { OpenApprovalCommand } from '../open-approval/open-approval.command';

type Requested = z.infer<(typeof duplicateEntryRequested)['data']>;

/** Somebody wants to enter a company that somebody else seems to own. */
@Injectable()
export class OpenApprovalWhenDuplicateEntryRequested implements EventSubscription<Requested> {
  readonly consumer = 'worklist.open-approval-when-duplicate-entry-requested';
  readonly on = [duplicateEntryRequested];

  constructor(private readonly command: OpenApprovalCommand) {}

  async handle({ data }: ReceivedEvent<Requested>): Promise<void> {
    const likeness = (100 * data.score).toFixed(1);
    await this.command.execute({
      requestId: data.requestId,
      kind: 'duplicate',
      subjectId: data.otherId,
      dealId: null,
      requesterId: data.requesterId,
      orgPath: data.orgPath,
      ask: `Enter ${data.name} although a ${data.otherKind} of somebody else is ${likeness} % like it`,
      figures: { customer: data.name, likeness, otherKind: data.otherKind, otherId: data.otherId, otherOwnerId: data.otherOwnerId, reason: data.reason },
      amount: null,
      fields: { likeness },
    });
  }
}
