import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { personChangedEvent } from '../person/person';
import { PersonRepository } from '../person/person.repository';
import { Planning } from '../planned-position/planning';
import { PositionRepository } from '../position/position.repository';
import type { PositionView } from '../position-views/positions.dto';
import { UnitRepository } from '../unit/unit.repository';

/** Ends a position that somebody has beside his main one. */
@Injectable()
export class EndPositionCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly units: UnitRepository,
    private readonly people: PersonRepository,
    private readonly positions: PositionRepository,
    private readonly planning: Planning,
    private readonly outbox: Outbox,
  ) {}

  /** @throws person.not_found, position.not_found, position.is_main, position.already_ended, position.planned_already, position.before_the_last, access.denied */
  async execute({ personId, positionId, until }: { personId: string; positionId: string; until?: string | undefined }, by: Principal): Promise<PositionView> {
    access.require(by, 'set-position', 'person');
    return this.transaction.run(async (tx) => {
      await this.units.oneAtATime(tx);
      const person = await this.people.lock(tx, personId);
      const held = await this.positions.endable(tx, person, positionId);
      const { unitId, title, managerId } = held;
      const startsAt = await this.planning.ahead(tx, (await this.units.lock(tx, unitId)).path, until);
      if (startsAt) {
        await this.planning.plan(tx, person, { id: unitId }, startsAt, { kind: 'end', positionId, title, managerId, day: until! }, by);
        return { ...held, until: until! };
      }
      const position = await this.positions.end(tx, person, positionId, until);
      const freed = await this.planning.withdrawEnd(tx, person, positionId, by.personId);
      await this.outbox.append(tx, personChangedEvent(await this.people.change(tx, freed, {})));
      return position;
    });
  }
}
