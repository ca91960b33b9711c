import type { INestApplicationContext } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { systemPrincipal } from '@throughline/access/principal';
import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { person } from '@throughline/testing/person';
import { serviceOn } from '@throughline/testing/service-on-database';
import { testDatabase } from '@throughline/testing/test-database';
import type { TestDatabase } from '@throughline/testing/test-database';
import { v7 as uuidv7 } from 'uuid';
import { EnterStage } from './enter-stage/enter-stage.command';
import { MeetMilestone } from './meet-milestone/meet-milestone.command';
import { opportunityEntities, opportunityMigrations, opportunityProviders } from './opportunities.providers';
import { OpenOpportunity } from './open-opportunity/open-opportunity.command';

/** Monday, a working day in China. */
export const monday = new Date('2026-03-02T02:00:00Z');
export const terms = { lines: [{ portion: '30', days: 7, label: 'Down payment' }, { portion: '70', days: 30, label: 'Rest' }] };

/** Everything of the service but HTTP, Kafka and Temporal, on a database of its own; business time stands still. */
export class OpportunitiesOnPostgres {
  readonly owner: Principal = person(['sales-rep'], '1.1.1.');
  readonly manager: Principal = person(['sales-manager'], '1.1.1.');
  private constructor(
    readonly database: TestDatabase,
    private readonly app: INestApplicationContext,
  ) {}

  static async start(): Promise<OpportunitiesOnPostgres> {
    const database = await testDatabase({ service: 'opportunities', migrations: opportunityMigrations, entities: opportunityEntities, now: monday });
    const app = await serviceOn(database, opportunityProviders);
    const service = new OpportunitiesOnPostgres(database, app);
    await service.seed();
    return service;
  }

  get<T>(type: abstract new (...args: never[]) => T): T {
    return this.app.get(type as never);
  }

  /** A new opportunity in its first stage; answers with its id. */
  async opened(amount = '100000.00'): Promise<string> {
    const dealId = uuidv7();
    await this.get(OpenOpportunity).execute(this.converted(dealId, amount), systemPrincipal('test'));
    return dealId;
  }

  converted(dealId: string, amount = '100000.00') {
    return {
      dealId, leadId: uuidv7(), capturedAt: monday.toISOString(), source: 'fair', campaign: null, accountId: uuidv7(), accountName: 'Harbour Cranes',
      contactId: uuidv7(), ownerId: this.owner.personId, orgPath: '1.1.1.', product: 'Hoist', amount: { amount, currency: 'CNY' }, expectedCloseOn: '2026-06-30',
    };
  }

  /** Takes it through the stages up to this one. */
  async reach(id: string, stage: string): Promise<void> {
    const path = [['evaluated', 'entry'], ['key_people_known', 'proposal'], ['proposal_accepted', 'bid'], ['bid_submitted', 'negotiation']] as const;
    for (const [key, to] of path) {
      await this.get(MeetMilestone).execute({ opportunityId: id, key, evidence: 'seen' }, this.owner);
      await this.get(EnterStage).execute({ opportunityId: id, to }, this.owner);
      if (to === stage) return;
    }
  }

  /** Facts in order, without the compacted snapshots. */
  async facts(): Promise<string[]> {
    return (await this.database.facts()).filter((fact) => fact !== 'deal.state' && fact !== 'clock.poked');
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.database.drop();
  }

  private async seed(): Promise<void> {
    const { owner, manager } = this;
    const insert = 'INSERT INTO known_person (id, name, roles, unit_path, manager_id, active, version) VALUES ($1, $2, $3, $4, $5, true, 1)';
    await this.database.query(insert, [manager.personId, manager.name, manager.roles, manager.unitPath, null]);
    await this.database.query(insert, [owner.personId, owner.name, owner.roles, owner.unitPath, manager.personId]);
    const calendar = chinaCalendar(2026, 2026);
    await this.database.query('INSERT INTO known_calendar (id, version, calendar) VALUES ($1, 1, $2)', [calendar.id, JSON.stringify(calendar)]);
    const book = { book: 'pipeline:standard', workflowId: 'stage-clock:test:standard:lane0', workflowType: 'stageClock', queue: 'opportunities' } as const;
    await this.database.transactions.run((tx) => this.database.deadlines.register(tx, [book]));
  }
}
