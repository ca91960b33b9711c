import { Injectable } from '@nestjs/common';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import { policyPublished } from '@throughline/events/policy-events';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import type { Tx } from '@throughline/persistence/transaction';
import { KnownKinds } from '../stand-in/known-kinds';

type Published = ReturnType<typeof policyPublished.data.parse>;

/** Keeps which kinds of approvals there are, so that a stand-in can be named for one as soon as its policy is published. */
@Injectable()
export class FollowApprovalKinds implements EventSubscription<Published> {
  readonly consumer = 'directory.follow-approval-kinds';
  readonly on = [policyPublished];

  constructor(private readonly kinds: KnownKinds) {}

  async handle({ data }: ReceivedEvent<Published>, tx: Tx): Promise<void> {
    if (data.kind === 'approval') await this.kinds.keep(tx, data.subject);
  }
}
