import { Injectable } from '@nestjs/common';
import { approvalConcluded, outcomeOf } from '@throughline/events/approval-events';
import type { ApprovalConcluded } from '@throughline/events/approval-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import { ConcludeDuplicateEntryCommand } from './conclude-duplicate-entry.command';

/** The answer to a request to enter a company once more takes effect. */
@Injectable()
export class ConcludeDuplicateEntryWhenApprovalConcluded implements EventSubscription<ApprovalConcluded> {
  readonly consumer = 'conclude-duplicate-entry-when-approval-concluded';
  readonly on = approvalConcluded;

  constructor(private readonly command: ConcludeDuplicateEntryCommand) {}

  async handle(event: ReceivedEvent<ApprovalConcluded>): Promise<void> {
    const { kind, requestId } = event.data;
    if (kind === 'duplicate') await this.command.execute(requestId, outcomeOf(event));
  }
}
