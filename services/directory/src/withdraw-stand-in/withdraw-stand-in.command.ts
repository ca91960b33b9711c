import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { PersonRepository } from '../person/person.repository';
import { standInWithdrawnEvent } from '../stand-in/stand-in';
import { StandInRepository } from '../stand-in/stand-in.repository';
import { standInView, type StandInView } from '../stand-in-views/stand-ins.dto';

/** Takes a stand-in back; the entry stays in the list of those withdrawn. */
@Injectable()
export class WithdrawStandInCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly people: PersonRepository,
    private readonly standIns: StandInRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws person.not_found, stand_in.not_found, stand_in.already_withdrawn, access.denied */
  async execute({ personId, entryId }: { personId: string; entryId: string }, by: Principal): Promise<StandInView> {
    return this.transaction.run(async (tx) => {
      const person = await this.people.lock(tx, personId);
      access.require(by, 'name-stand-in', 'person', { ownerId: person.id, orgPath: person.unitPath });
      const standIn = await this.standIns.withdraw(tx, personId, entryId, by.personId);
      const changed = await this.people.change(tx, person, {});
      await this.outbox.append(tx, standInWithdrawnEvent(changed, standIn));
      return standInView(standIn, tx.now);
    });
  }
}
