import { Injectable } from '@nestjs/common';
import type { PersonData } from '@throughline/events/directory-events';
import { personChanged } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import { DropNoticesOfLeaverCommand } from './drop-notices-of-leaver.command';

/** Comes after the people book has heard that he left. What is planned for him in that moment is dropped when it is due. */
@Injectable()
export class DropNoticesWhenPersonLeft implements EventSubscription<PersonData> {
  readonly consumer = 'worklist.drop-notices-when-person-left';
  readonly on = [personChanged] as EventSubscription<PersonData>['on'];

  constructor(private readonly command: DropNoticesOfLeaverCommand) {}

  async handle({ data: { personId, active } }: ReceivedEvent<PersonData>): Promise<void> {
    if (!active) await this.command.execute(personId);
  }
}
