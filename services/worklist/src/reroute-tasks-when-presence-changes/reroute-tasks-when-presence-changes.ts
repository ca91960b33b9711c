import { Injectable } from '@nestjs/common';
import { personAbsenceCancelled, personAbsencePlanned, personStandInNamed, personStandInWithdrawn } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import type { Tx } from '@throughline/persistence/transaction';
import { PresenceBook } from '../presence/presence-book';
import { PresenceRepository } from '../presence/presence.repository';
import { SettleTasksCommand } from '../settle-tasks/settle-tasks.command';

interface Told { personId: string; absenceId?: string; entryId?: string }

/** An absence or a stand-in was told of or taken back: what it changes now is done now, the rest when it begins and ends. Comes after those who keep them. */
@Injectable()
export class RerouteTasksWhenPresenceChanges implements EventSubscription<Told> {
  readonly consumer = 'worklist.reroute-tasks-when-presence-changes';
  readonly on = [personAbsencePlanned, personAbsenceCancelled, personStandInNamed, personStandInWithdrawn] as EventSubscription<Told>['on'];

  constructor(
    private readonly presence: PresenceRepository,
    private readonly book: PresenceBook,
    private readonly settle: SettleTasksCommand,
  ) {}

  async handle({ data: { personId, absenceId, entryId } }: ReceivedEvent<Told>, tx: Tx): Promise<void> {
    await this.presence.alone(tx);
    await this.book.watch(tx, await this.presence.entries(tx, [(absenceId ?? entryId)!]));
    await this.settle.execute([personId]);
  }
}
