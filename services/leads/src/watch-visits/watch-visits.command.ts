import { Injectable } from '@nestjs/common';
import { RECOUNT } from '@throughline/deadlines/calendar-changes';
import type { Dealt } from '@throughline/deadlines/deadline-books';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import { accountTeamExpired, accountVisitDue, accountVisitOverdue } from '@throughline/events/account-events';
import type { DomainEvent } from '@throughline/events/event-definition';
import { Outbox } from '@throughline/messaging/outbox';
import type { Tx } from '@throughline/persistence/transaction';
import type { ActReport } from '@throughline/process-contracts/clock';
import type { VisitMoment } from '@throughline/policy/visit-clock';
import { accountFact } from '../account/account-facts';
import { AccountParts } from '../account/account-part.repository';
import { AccountRecords } from '../account/account-record.repository';
import { AccountStanding, visitsBook } from '../account/account-standing';
import type { Account } from '../account/account.entity';
import { RecountVisits } from '../recount-visits/recount-visits';
import { VisitRecipients } from './visit-recipients';

/** Accounts dealt with in one transaction. */
const BATCH = 500;

/**
 * What the clock of the accounts does when something is due: ends places in teams whose time is over, grades anew where an amount no longer counts,
 * reminds owners of visits and tells those above of visits not made. Each account is looked at again under its lock, each batch is one transaction.
 */
@Injectable()
export class WatchVisitsCommand {
  constructor(
    private readonly deadlines: DeadlineBooks,
    private readonly records: AccountRecords,
    private readonly parts: AccountParts,
    private readonly standing: AccountStanding,
    private readonly recipients: VisitRecipients,
    private readonly recount: RecountVisits,
    private readonly outbox: Outbox,
  ) {}

  /**
   * @param heartbeat called after each batch with the number of accounts told about so far
   * @returns reminders, visits that were found overdue, and the next instant of the book
   */
  async execute(heartbeat?: (done: number) => void): Promise<ActReport> {
    await this.recount.execute(heartbeat);
    return this.deadlines.work(visitsBook, (tx) => this.batch(tx), heartbeat);
  }

  private async batch(tx: Tx): Promise<Dealt | undefined> {
    // A change of the calendar that has come meanwhile is the next thing to do.
    const due = (await this.deadlines.due(tx, visitsBook, BATCH)).filter(({ kind }) => kind !== RECOUNT);
    if (due.length === 0) return undefined;
    // Accounts that a command holds are left for the next look: it may be waiting for this line of the book.
    const ids = due.map(({ subjectId }) => subjectId);
    const accounts = await this.records.lockAll(tx, ids, 'skip_locked');
    const gone = accounts.length < ids.length ? await this.records.missing(tx, ids) : [];
    await this.deadlines.clear(tx, visitsBook, gone);
    if (accounts.length === 0) return gone.length > 0 ? { reminded: 0, ended: 0 } : undefined;
    const facts = [...(await this.expire(tx, accounts)), ...(await this.standing.settle(tx, accounts))];
    const said = await this.ask(tx, accounts);
    await this.records.saveStanding(tx, accounts);
    await this.standing.watch(tx, accounts);
    await this.outbox.append(tx, [...facts, ...said]);
    const reminded = said.filter(({ type }) => type === accountVisitDue.type).length;
    return { reminded, ended: said.length - reminded };
  }

  private async expire(tx: Tx, accounts: readonly Account[]): Promise<DomainEvent[]> {
    const gone = await this.parts.expireTeams(tx, accounts.map(({ id }) => id));
    return accounts.flatMap((account) => {
      const people = gone.get(account.id);
      if (!people) return [];
      account.enter('expireTeam');
      return [accountFact(accountTeamExpired, account, { people })];
    });
  }

  private async ask(tx: Tx, accounts: readonly Account[]): Promise<DomainEvent[]> {
    const rules = await this.standing.rules(tx);
    const known = new Map<string, string[]>();
    const facts: DomainEvent[] = [];
    for (const account of accounts) {
      const moment = account.nextVisitMoment(rules, tx.now);
      if (!moment || moment.at > tx.now) continue;
      const recipients = await this.recipients.of(tx, account, moment.recipients, known);
      account.askForVisit(moment, tx.now);
      facts.push(askedFact(account, moment, recipients));
    }
    return facts;
  }
}

function askedFact(account: Account, { kind, step, dueAt, because }: VisitMoment, recipients: string[]): DomainEvent {
  const { ownerId, grade } = account;
  const definition = kind === 'remind' ? accountVisitDue : accountVisitOverdue;
  return accountFact(definition, account, { ownerId, grade: grade!, step, dueAt: dueAt.toISOString(), because, recipients });
}
