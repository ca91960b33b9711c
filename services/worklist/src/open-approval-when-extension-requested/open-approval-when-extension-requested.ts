import { Injectable } from '@nestjs/common';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { leadExtensionRequested } from '@throughline/events/lead-events';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import type { z } from 'zod';
import { OpenApprovalCommand } from '../open-approval/open-approval.command';

type Requested = z.infer<(typeof leadExtensionRequested)['data']>;

/** The owner of a lead asks for more time. */
@Injectable()
export class OpenApprovalWhenExtensionRequested implements EventSubscription<Requested> {
  readonly consumer = 'worklist.open-approval-when-extension-requested';
  readonly on = [leadExtensionRequested];

  constructor(private readonly command: OpenApprovalCommand) {}

  async handle({ data }: ReceivedEvent<Requested>): Promise<void> {
    const days = String(data.days);
    await this.command.execute({
      requestId: data.requestId,
      kind: 'extension',
      subjectId: data.leadId,
      dealId: null,
      requesterId: data.requesterId,
      orgPath: data.orgPath,
      ask: `${days} more days for ${data.displayName}, whose protection ends at ${data.endsAt}`,
      figures: { customer: data.displayName, days, endsAt: data.endsAt, granted: String(data.granted), reason: data.reason },
      amount: null,
      fields: { days, granted: String(data.granted) },
    });
  }
}
