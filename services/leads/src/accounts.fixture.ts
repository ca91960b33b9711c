import type { Principal } from '@throughline/access/principal';
import type { EventDefinition, ReceivedEvent } from '@throughline/events/event-definition';
import type { EventSubscription } from '@throughline/messaging/event-subscription';
import { v7 as uuidv7 } from 'uuid';
import type { AccountState } from './account/account-state.dto';
import { CreateAccountCommand } from './create-account/create-account.command';
import type { CreateAccount } from './create-account/create-account.dto';
import { FollowContracts } from './follow-contracts/follow-contracts';
import { FollowDeals } from './follow-deals/follow-deals';
import { FollowMoney } from './follow-money/follow-money';
import { LeadsOverHttp } from './leads-http.fixture';
import { LeadsOnPostgres } from './leads.fixture';
import { WatchVisitsCommand } from './watch-visits/watch-visits.command';

/** Monday, 2 March 2026, 10:00 in Shanghai. */
export const monday = new Date('2026-03-02T02:00:00Z');
export const cny = (amount: string) => ({ amount, currency: 'CNY' });

/** The service on PostgreSQL with a small sales organisation, and what other services would tell it. */
export class AccountsBed {
  private constructor(
    readonly service: LeadsOnPostgres,
    readonly http: LeadsOverHttp,
    readonly head: Principal,
    readonly manager: Principal,
    readonly rep: Principal,
    readonly other: Principal,
    /** Of another unit. */
    readonly stranger: Principal,
  ) {}

  static async start(now = monday): Promise<AccountsBed> {
    const service = await LeadsOnPostgres.start({ now });
    const head = await service.person('sales-head', '1.');
    const manager = await service.person('sales-manager', '1.1.', head.personId);
    const rep = await service.person('sales-rep', '1.1.1.', manager.personId);
    const other = await service.person('sales-rep', '1.1.2.', manager.personId);
    const stranger = await service.person('sales-manager', '1.2.', head.personId);
    const http = LeadsOverHttp.whenAsked(service);
    http.signIn(head, manager, rep, other, stranger);
    return new AccountsBed(service, http, head, manager, rep, other, stranger);
  }

  get database() {
    return this.service.database;
  }

  create(name: string, more: Partial<CreateAccount> = {}, by = this.rep): Promise<AccountState> {
    // Names of tests are alike: what is said of that has tests of its own.
    return this.service.get(CreateAccountCommand).execute({ name, ...more }, by, { by: by.personId, reason: 'Another company' });
  }

  /** A fact of another service, as its consumer takes it: in one transaction. */
  async hear<D>(definition: EventDefinition<D>, subject: string, sequence: number, data: D): Promise<void> {
    const consumer = [FollowDeals, FollowContracts, FollowMoney].map((type) => this.service.get<EventSubscription>(type)).find(({ on }) => on.some(({ type }) => type === definition.type));
    await this.database.transactions.run(async (tx) => {
      const event = { ...definition.of({ id: subject, version: sequence, data }), id: uuidv7(), time: tx.now } as unknown as ReceivedEvent<D>;
      await consumer!.handle(event, tx);
    });
  }

  async at(now: Date | string): Promise<{ reminded: number; ended: number; next: { at: string | null } }> {
    await this.database.setNow(new Date(now));
    return this.service.get(WatchVisitsCommand).execute();
  }

  /** Business time only; the clock has not looked yet. */
  async setNow(now: Date | string): Promise<void> {
    await this.database.setNow(new Date(now));
  }

  async stop(): Promise<void> {
    await this.http.stop();
    await this.service.stop();
  }
}
