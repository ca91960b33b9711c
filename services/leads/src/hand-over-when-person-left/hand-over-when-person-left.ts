import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import { systemPrincipal } from '@throughline/access/principal';
import type { PersonData } from '@throughline/events/directory-events';
import { personChanged } from '@throughline/events/directory-events';
import type { ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import type { Tx } from '@throughline/persistence/transaction';
import { SELLERS } from '../assign-lead/assignable';
import { HandOverLeads } from '../hand-over/hand-over-leads';
import { HandOverCommand } from '../hand-over/hand-over.command';
import { HandOverRepository } from '../hand-over/hand-over.repository';

const REASON = 'is no longer active';

/**
 * Somebody is no longer active: all that is his goes to his manager, or the next one up who sells; where there is none, his leads go back to their pools
 * and his accounts wait for a hand-over. Heard again, there is nothing left to do.
 */
@Injectable()
export class HandOverWhenPersonLeft implements EventSubscription<PersonData> {
  readonly consumer = 'hand-over-when-person-left';
  readonly on = [personChanged] as EventSubscription<PersonData>['on'];

  constructor(
    private readonly people: PeopleBook,
    private readonly handOvers: HandOverRepository,
    private readonly handOver: HandOverCommand,
    private readonly leads: HandOverLeads,
  ) {}

  async handle({ data: { personId, active } }: ReceivedEvent<PersonData>, tx: Tx): Promise<void> {
    if (active) return;
    const left = await this.handOvers.left(tx, personId);
    if (left.leads + left.accounts + left.deals + left.contracts === 0) return;
    const manager = await this.people.managerOf(tx, personId);
    const sells = manager && manager.personId !== personId && SELLERS.some((seller) => manager.roles.includes(seller));
    if (sells) await this.handOver.execute({ from: personId, to: manager.personId, reason: REASON }, systemPrincipal('hand-over'));
    else await this.leads.toPools(tx, personId, REASON);
  }
}
