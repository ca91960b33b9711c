import type { INestApplicationContext } from '@nestjs/common';
import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { person } from '@throughline/testing/person';
import { serviceOn } from '@throughline/testing/service-on-database';
import { testDatabase } from '@throughline/testing/test-database';
import type { TestDatabase } from '@throughline/testing/test-database';
import { v7 as uuidv7 } from 'uuid';
import { ActivateContract } from './activate-contract/activate-contract.command';
import { AddVersion } from './add-version/add-version.command';
import { CompleteReview } from './complete-review/complete-review.command';
import { ContractViews } from './contract-views/contract.views';
import { contractsClock } from './contract/term-book';
import type { ContractDetail } from './contract-views/contract-views.dto';
import { contractEntities, contractMigrations, contractProviders } from './contracts.providers';
import { DraftContract } from './draft-contract/draft-contract.command';
import { RecordLeg } from './record-leg/record-leg.command';
import { RequestReview } from './request-review/request-review.command';
import { SignContract } from './sign-contract/sign-contract.command';

export const monday = new Date('2026-03-02T02:00:00Z');
export const terms = { lines: [{ portion: '30', days: 7, label: 'Down payment' }, { portion: '70', days: 30, label: 'Rest' }] };
export const legs = ['legal', 'finance', 'commercial'];

/** Everything of the service but HTTP, Kafka and Temporal, on a database of its own; business time stands still. */
export class ContractsOnPostgres {
  readonly owner = person(['sales-rep'], '1.1.1.');
  readonly legal = person(['legal'], '1.');
  readonly head = person(['sales-head'], '1.');

  private constructor(
    readonly database: TestDatabase,
    private readonly app: INestApplicationContext,
  ) {}

  static async start(): Promise<ContractsOnPostgres> {
    const database = await testDatabase({ service: 'contracts', migrations: contractMigrations, entities: contractEntities, now: monday });
    const app = await serviceOn(database, contractProviders);
    const calendar = chinaCalendar(2026, 2027);
    await database.query('INSERT INTO known_calendar (id, version, calendar) VALUES ($1, 1, $2)', [calendar.id, calendar]);
    await database.transactions.run((tx) => database.deadlines.register(tx, [contractsClock('test')]));
    return new ContractsOnPostgres(database, app);
  }

  get<T>(type: abstract new (...args: never[]) => T): T {
    return this.app.get(type as never);
  }

  wonDeal(dealId = uuidv7(), cycle = 1) {
    const amount = { amount: '90000.00', currency: 'CNY' };
    return { dealId, cycle, accountId: uuidv7(), accountName: 'Harbour Cranes', ownerId: this.owner.personId, orgPath: '1.1.1.', product: 'Hoist', amount, terms };
  }

  async drafted(): Promise<string> {
    return (await this.get(DraftContract).execute(this.wonDeal())).id;
  }

  /** Asks for the review of the present version and has these legs answer as given; answers with the number of the version. */
  async reviewed(contractId: string, outcome: 'approved' | 'returned' = 'approved', answering = legs): Promise<number> {
    const { currentVersion: version } = await this.get(RequestReview).execute({ contractId }, this.owner);
    for (const leg of answering) await this.get(RecordLeg).execute({ contractId, version, leg, outcome, by: this.legal.personId });
    await this.get(CompleteReview).execute({ contractId, version, outcome, ...(outcome === 'returned' && { reason: 'legal returned it' }) });
    return version;
  }

  /** In force with this term, as the story of its deal brings it there. */
  async inForce(term: { startsOn: string | null; endsOn: string | null }): Promise<string> {
    const id = await this.drafted();
    await this.get(AddVersion).execute({ contractId: id, term }, this.owner);
    await this.reviewed(id);
    const { documentHash } = await this.read(id);
    for (const side of ['ours', 'theirs'] as const) await this.get(SignContract).execute({ contractId: id, side, signatory: side, documentHash }, this.legal);
    await this.get(ActivateContract).execute({ contractId: id });
    return id;
  }

  read(contractId: string): Promise<ContractDetail> {
    return this.get(ContractViews).one(contractId, this.owner);
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }
}
