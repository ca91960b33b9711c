import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import { PeopleBook } from '@throughline/access/people-book';
import type { Principal } from '@throughline/access/principal';
import { accessErrors } from '@throughline/errors/common-errors';
import { accountOwnershipChanged, handOverDeclared } from '@throughline/events/account-events';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { v7 as uuidv7 } from 'uuid';
import { accountFact } from '../account/account-facts';
import { AccountOwners, unitReached } from '../account/account-owners';
import { AccountRecords } from '../account/account-record.repository';
import { AccountStanding } from '../account/account-standing';
import { accountErrors, handOverErrors } from '../account/account.errors';
import { HandOverLeads } from './hand-over-leads';
import { HandOverRepository } from './hand-over.repository';
import type { HandOver, HandOverState } from './hand-over.dto';

/** Accounts written with one statement. */
const BATCH = 500;

interface Moving {
  id: string;
  fromId: string;
  to: { personId: string; unitPath: string };
  reason: string;
}

/**
 * Everything of one person goes to another, for when he leaves: leads and accounts at once and together; deals, contracts and what is owed follow by the
 * fact, each handed over by the service that keeps it.
 */
@Injectable()
export class HandOverCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly people: PeopleBook,
    private readonly owners: AccountOwners,
    private readonly records: AccountRecords,
    private readonly standing: AccountStanding,
    private readonly leads: HandOverLeads,
    private readonly handOvers: HandOverRepository,
    private readonly outbox: Outbox,
  ) {}

  /** @throws account.person_unknown, account.same_owner, access.denied */
  async execute({ from, to, reason }: HandOver, by: Principal): Promise<HandOverState> {
    access.require(by, 'hand-over', 'account');
    if (from === to) throw accountErrors.same_owner({ field: 'to' });
    return this.transaction.run(async (tx) => {
      const orgPath = await this.requireWithinReach(tx, from, by);
      const heir = await this.owners.assignable(tx, to, 'hand-over', by);
      const moving = { id: uuidv7(), fromId: from, to: heir, reason };
      const done = { leads: await this.leads.handOver(tx, moving), accounts: await this.accounts(tx, moving) };
      const head = { id: moving.id, fromId: from, toId: to, toPath: heir.unitPath, reason };
      await this.handOvers.insert(tx, { ...head, ...done, orgPath, requestedBy: by.personId, requestedAt: tx.now });
      const data = { handOverId: moving.id, fromId: from, toId: to, toPath: heir.unitPath, reason, ...done };
      await this.outbox.append(tx, handOverDeclared.of({ id: moving.id, version: 1, correlationId: moving.id, orgPath, data }));
      return { handOverId: moving.id, from, to, reason, at: tx.now.toISOString(), ...done, left: await this.handOvers.left(tx, from), version: 1 };
    });
  }

  /** @throws hand_over.not_found, also outside of the caller's unit */
  async state(handOverId: string, by: Principal): Promise<HandOverState> {
    return this.transaction.read(async (tx) => {
      const { fromId, toId, orgPath, requestedAt, reason, leads, accounts } = await this.handOvers.find(tx, handOverId);
      if (!unitReached(by, 'hand-over', orgPath)) throw handOverErrors.not_found();
      const left = await this.handOvers.left(tx, fromId);
      return { handOverId, from: fromId, to: toId, reason, at: requestedAt.toISOString(), leads, accounts, left, version: 1 };
    });
  }

  /** Somebody who has left is no longer active, and still has a unit. @returns the path of his unit */
  private async requireWithinReach(tx: Tx, personId: string, by: Principal): Promise<string> {
    const person = await this.people.person(tx, personId);
    if (!person || !unitReached(by, 'hand-over', person.unitPath)) throw accountErrors.person_unknown({ field: 'from', data: { reason: person ? 'outside your unit' : 'unknown' } });
    const all = (['lead', 'opportunity', 'contract'] as const).every((kind) => access.reachesUnit(by, 'read', kind, person.unitPath));
    if (!all) throw accessErrors.denied({ detail: 'A hand-over takes everything along, and your role is narrowed to a part of it.' });
    return person.unitPath;
  }

  private async accounts(tx: Tx, { id, fromId, to, reason }: Moving): Promise<number> {
    let moved = 0;
    for (let after: string | null = null; ; ) {
      const accounts = await this.records.ownedBy(tx, fromId, after, BATCH);
      if (accounts.length === 0) return moved;
      after = accounts.at(-1)!.id;
      const facts = accounts.map((account) => {
        account.transfer(to);
        return accountFact(accountOwnershipChanged, account, { fromId, toId: to.personId, toPath: to.unitPath, reason, handOverId: id });
      });
      const consequences = await this.standing.settle(tx, accounts);
      await this.records.saveStanding(tx, accounts);
      await this.records.changeOwner(tx, accounts, reason, id);
      await this.standing.watch(tx, accounts);
      await this.outbox.append(tx, [...facts, ...consequences]);
      moved += accounts.length;
    }
  }
}
