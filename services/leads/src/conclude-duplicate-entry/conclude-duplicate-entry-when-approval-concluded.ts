import { Injectable } from '@nestjs/common';
import { approvalGranted, approvalLapsed, approvalRefused, approvalWithdrawn } from '@throughline/events/approval-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import { ConcludeDuplicateEntryCommand } from './conclude-duplicate-entry.command';
import type { EntryOutcome } from './entry-request.repository';

interface ApprovalConcluded { kind: string; requestId: string }

const outcomes: Record<string, EntryOutcome> = {
  [approvalGranted.type]: 'granted',
  [approvalRefused.type]: 'refused',
  [approvalLapsed.type]: 'lapsed',
  [approvalWithdrawn.type]: 'withdrawn',
};

@Injectable()
export class ConcludeDuplicateEntryWhenApprovalConcluded implements EventSubscription {
  readonly consumer = 'conclude-duplicate-entry-when-approval-concluded';
  readonly on = [approvalGranted, approvalRefused, approvalLapsed, approvalWithdrawn] as EventSubscription['on'];

  constructor(private readonly command: ConcludeDuplicateEntryCommand) {}

  async handle({ type, data }: ReceivedEvent<ApprovalConcluded>): Promise<void> {
    const outcome = outcomes[type];
    if (data.kind === 'duplicate' && outcome) await this.command.execute(data.requestId, outcome);
  }
}
