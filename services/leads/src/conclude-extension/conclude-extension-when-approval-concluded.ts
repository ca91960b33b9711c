import { Injectable } from '@nestjs/common';
import { approvalGranted, approvalLapsed, approvalRefused, approvalWithdrawn } from '@throughline/events/approval-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import { ConcludeExtensionCommand } from './conclude-extension.command';
import type { ExtensionOutcome } from './extension-request.repository';

interface ApprovalConcluded { kind: string; requestId: string }

const outcomes: Record<string, ExtensionOutcome> = {
  [approvalGranted.type]: 'granted',
  [approvalRefused.type]: 'refused',
  [approvalLapsed.type]: 'lapsed',
  [approvalWithdrawn.type]: 'withdrawn',
};

@Injectable()
export class ConcludeExtensionWhenApprovalConcluded implements EventSubscription {
  readonly consumer = 'conclude-extension-when-approval-concluded';
  readonly on = [approvalGranted, approvalRefused, approvalLapsed, approvalWithdrawn] as EventSubscription['on'];

  constructor(private readonly command: ConcludeExtensionCommand) {}

  async handle({ type, data }: ReceivedEvent<ApprovalConcluded>): Promise<void> {
    const outcome = outcomes[type];
    if (data.kind === 'extension' && outcome) await this.command.execute(data.requestId, outcome);
  }
}
