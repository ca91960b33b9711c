import type { INestApplicationContext } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { Money } from '@throughline/money/money';
import { person } from '@throughline/testing/person';
import { serviceOn } from '@throughline/testing/service-on-database';
import { testDatabase, type TestDatabase } from '@throughline/testing/test-database';
import { v7 as uuidv7 } from 'uuid';
import { AllocateReceiptCommand } from './allocate-receipt/allocate-receipt.command';
import { collectionsEntities, collectionsMigrations, collectionsProviders } from './collections.providers';
import { LedgerCheckViews } from './check-ledger/check-ledger.views';
import { CreatePlanCommand } from './create-plan/create-plan.command';
import { PlanViews } from './plan-views/plan.views';
import { RecordReceiptCommand } from './record-receipt/record-receipt.command';

// A busy machine takes its time; nothing here measures it.
jest.setTimeout(60_000);

/** Monday, 10:00 in Shanghai. */
export const monday = new Date('2026-03-02T02:00:00Z');
export const terms = { lines: [{ portion: '30', days: 7, label: 'Down payment' }, { portion: '70', days: 30, label: 'Rest' }] };
export const yuan = (amount: string) => ({ amount, currency: 'CNY' });

/** Everything of the service but HTTP, Kafka and Temporal, on a database of its own; business time stands still. */
export class CollectionsOnPostgres {
  readonly finance: Principal = person(['finance']);
  readonly collector: Principal = person(['collector']);
  private references = 0;
  private constructor(
    readonly database: TestDatabase,
    private readonly app: INestApplicationContext,
  ) {}

  static async start(): Promise<CollectionsOnPostgres> {
    const database = await testDatabase({ service: 'collections', migrations: collectionsMigrations, entities: collectionsEntities, now: monday });
    const app = await serviceOn(database, collectionsProviders);
    const calendar = chinaCalendar(2026, 2026);
    await database.query('INSERT INTO known_calendar (id, version, calendar) VALUES ($1, 1, $2)', [calendar.id, JSON.stringify(calendar)]);
    return new CollectionsOnPostgres(database, app);
  }

  get<T>(type: abstract new (...args: never[]) => T): T {
    return this.app.get(type as never);
  }

  /** A contract in force since `monday`: 30 % due on 9 March, 70 % on 1 April. */
  async plan(amount = '1000.00', { accountId = uuidv7(), currency = 'CNY', planTerms = terms, number = undefined as string | undefined, product = 'Hoist' as string | undefined } = {}) {
    const { planId } = await this.get(CreatePlanCommand).execute({
      contractId: uuidv7(), dealId: uuidv7(), accountId, accountName: 'Harbour Cranes', ownerId: uuidv7(), orgPath: '1.1.1.',
      number, product, amount: Money.of(amount, currency), terms: planTerms, activatedAt: monday,
    });
    return this.read(planId);
  }

  read(planId: string) {
    return this.get(PlanViews).one(planId, this.finance);
  }

  receipt(accountId: string, amount: string, bankReference = `ref-${(this.references += 1)}`, currency = 'CNY') {
    const command = { bankAccount: 'ICBC-1', bankReference, accountId, amount: { amount, currency }, receivedOn: '2026-03-05' };
    return this.get(RecordReceiptCommand).execute(command, this.finance);
  }

  allocate(receiptId: string, lines?: { lineId: string; amount: { amount: string; currency: string } }[]) {
    const how = lines ? { lines } : { strategy: 'oldest-first' as const };
    return this.get(AllocateReceiptCommand).execute({ receiptId, ...how }, this.finance);
  }

  async pay(accountId: string, amount: string) {
    const { id } = await this.receipt(accountId, amount);
    return this.allocate(id);
  }

  ledger() {
    return this.get(LedgerCheckViews).check(this.finance);
  }

  async openCase(accountId: string): Promise<{ id: string; cycle: number; version: number }> {
    const [row] = await this.database.query("SELECT id, cycle, version FROM collection_case WHERE account_id = $1 AND status = 'open'", [accountId]);
    return row as { id: string; cycle: number; version: number };
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }
}
