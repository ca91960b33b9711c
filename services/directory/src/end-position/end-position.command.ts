import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { personChangedEvent } from '../person/person';
import { PersonRepository } from '../person/person.repository';
import { PositionRepository } from '../position/position.repository';
import type { PositionView } from '../position-views/positions.dto';

/** Ends a position that somebody has beside his main one. */
@Injectable()
export class EndPositionCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly people: PersonRepository,
    private readonly positions: PositionRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws person.not_found, position.not_found, position.is_main, position.already_ended, position.lies_ahead, position.before_the_last, access.denied */
  async execute({ personId, positionId, until }: { personId: string; positionId: string; until?: string | undefined }, by: Principal): Promise<PositionView> {
    access.require(by, 'set-position', 'person');
    return this.transaction.run(async (tx) => {
      const person = await this.people.lock(tx, personId);
      const position = await this.positions.end(tx, person, positionId, until);
      await this.outbox.append(tx, personChangedEvent(await this.people.change(tx, person, {})));
      return position;
    });
  }
}
