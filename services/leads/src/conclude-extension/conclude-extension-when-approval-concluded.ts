import { Injectable } from '@nestjs/common';
import { approvalConcluded, outcomeOf } from '@throughline/events/approval-events';
import type { ApprovalConcluded } from '@throughline/events/approval-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import { ConcludeExtensionCommand } from './conclude-extension.command';

/** The answer to an owner who asked for more time takes effect on his lead. */
@Injectable()
export class ConcludeExtensionWhenApprovalConcluded implements EventSubscription<ApprovalConcluded> {
  readonly consumer = 'conclude-extension-when-approval-concluded';
  readonly on = approvalConcluded;

  constructor(private readonly command: ConcludeExtensionCommand) {}

  async handle(event: ReceivedEvent<ApprovalConcluded>): Promise<void> {
    const { kind, requestId, changes } = event.data;
    if (kind === 'extension') await this.command.execute(requestId, outcomeOf(event), changes?.days === undefined ? undefined : Number(changes.days));
  }
}
