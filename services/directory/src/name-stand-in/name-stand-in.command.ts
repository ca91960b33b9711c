import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { brokenConstraint } from '@throughline/persistence/database-errors';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import { absenceTime } from '../absence/absence-time';
import { PersonRepository } from '../person/person.repository';
import { standInNamedEvent, type StandIn } from '../stand-in/stand-in';
import { standInErrors } from '../stand-in/stand-in.errors';
import { KnownKinds } from '../stand-in/known-kinds';
import { StandInRepository } from '../stand-in/stand-in.repository';
import { standInView, type StandInView } from '../stand-in-views/stand-ins.dto';
import type { NameStandIn } from './name-stand-in.dto';

/** Who is asked in somebody's place while he is away: named by himself or by those above him. */
@Injectable()
export class NameStandInCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly people: PersonRepository,
    private readonly standIns: StandInRepository,
    private readonly kinds: KnownKinds,
    private readonly outbox: Outbox,
  ) {}

  /** @throws person.not_found, absence.ends_before_it_starts, every `stand_in.…` but those of withdrawing, access.denied */
  async execute(command: NameStandIn & { personId: string }, by: Principal): Promise<StandInView> {
    try {
      return await this.transaction.run(async (tx) => {
        await this.standIns.oneAtATime(tx);
        const person = await this.people.lock(tx, command.personId);
        access.require(by, 'name-stand-in', 'person', { ownerId: person.id, orgPath: person.unitPath });
        const { standInId, kinds, upTo = null } = command;
        const standIn: StandIn = { id: uuidv7(), personId: person.id, standInId, kinds, upTo, ...absenceTime(command.from, command.to, person.zone) };
        await this.refuse(tx, standIn);
        await this.standIns.insert(tx, standIn, by.personId);
        const changed = await this.people.change(tx, person, {});
        await this.outbox.append(tx, standInNamedEvent(changed, standIn));
        return standInView(standIn, null);
      });
    } catch (error) {
      if (brokenConstraint(error) === 'stand_in_once') throw standInErrors.overlaps();
      throw error;
    }
  }

  private async refuse(tx: Tx, standIn: StandIn): Promise<void> {
    const { personId, standInId, from, to } = standIn;
    if (standInId === personId) throw standInErrors.oneself({ field: 'standInId' });
    if (to <= tx.now) throw standInErrors.is_over({ field: 'to' });
    await this.kinds.require(tx, standIn.kinds);
    if (!(await this.people.find(tx, standInId)).active) throw standInErrors.has_left({ field: 'standInId' });
    if (await this.standIns.isAwayThroughout(tx, standInId, from, to)) throw standInErrors.away_too({ field: 'standInId' });
    if (await this.standIns.leadsBack(tx, standIn)) throw standInErrors.leads_back({ field: 'standInId' });
  }
}
