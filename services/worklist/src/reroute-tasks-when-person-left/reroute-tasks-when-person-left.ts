import { Injectable } from '@nestjs/common';
import type { PersonData } from '@throughline/events/directory-events';
import { personChanged } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import { RerouteTasksCommand } from '../reroute-tasks/reroute-tasks.command';

/** Somebody is no longer active. Comes after FollowDirectory, which takes him out of the people who are asked. */
@Injectable()
export class RerouteTasksWhenPersonLeft implements EventSubscription<PersonData> {
  readonly consumer = 'worklist.reroute-tasks-when-person-left';
  readonly on = [personChanged] as EventSubscription<PersonData>['on'];

  constructor(private readonly command: RerouteTasksCommand) {}

  async handle({ data: { personId, active } }: ReceivedEvent<PersonData>): Promise<void> {
    if (!active) await this.command.execute(personId);
  }
}
