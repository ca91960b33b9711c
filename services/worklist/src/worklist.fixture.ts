import type { INestApplicationContext } from '@nestjs/common';
import type { Principal, Role } from '@throughline/access/principal';
import { chinaCalendar } from '@throughline/calendar/seed-calendars';
import { Money } from '@throughline/money/money';
import { withContext } from '@throughline/observability/context';
import type { DecisionOutcome } from '@throughline/process-contracts/decision';
import type { Climbed, OpenTask, WaitingTask } from '@throughline/process-contracts/worklist';
import { Stories } from '@throughline/temporal/stories';
import { serviceOn } from '@throughline/testing/service-on-database';
import { testDatabase, type TestDatabase } from '@throughline/testing/test-database';
import { v7 as uuidv7 } from 'uuid';
import { AskNextLegsCommand } from './ask-next-legs/ask-next-legs.command';
import { ClimbLadderCommand } from './climb-ladder/climb-ladder.command';
import { OpenApprovalCommand } from './open-approval/open-approval.command';
import { OpenTaskCommand } from './open-task/open-task.command';
import { presenceClock } from './presence/presence-book';
import { RecordDecisionCommand } from './record-decision/record-decision.command';
import { worklistEntities, worklistMigrations, worklistOverStories, worklistProviders } from './worklist.providers';

// A busy machine takes its time; nothing here measures it.
jest.setTimeout(60_000);

/** Monday, 10:00 in Shanghai. */
export const monday = new Date('2026-03-02T02:00:00Z');
export const story = 'approval:test:story';

/** A story that passes every update straight to an answer given by the test. */
export class FakeStories {
  readonly heard: { workflowId: string; args: unknown[]; updateId: string }[] = [];
  answer: (args: unknown[]) => Promise<unknown> = async () => 'unknown';

  async update(workflowId: string, _update: unknown, args: unknown[], { updateId }: { updateId: string }): Promise<unknown> {
    this.heard.push({ workflowId, args, updateId });
    // In a worker's context, not the caller's: his idempotency key is not for what the story writes.
    return withContext({}, () => this.answer(args));
  }
}

/** Everything of the service but HTTP, Kafka and Temporal, with a small company, on a database of its own; business time stands still. */
export class WorklistOnPostgres {
  readonly stories = new FakeStories();
  readonly head = colleague('Head', ['sales-head']);
  readonly manager = colleague('Manager', ['sales-manager'], '1.1.', this.head);
  readonly rep = colleague('Rep', ['sales-rep'], '1.1.1.', this.manager);
  readonly other = colleague('Other', ['sales-rep'], '1.1.1.', this.manager);
  readonly finance = colleague('Finance', ['finance'], '1.9.', this.head);
  readonly legal = colleague('Legal', ['legal'], '1.8.', this.head);
  private constructor(
    readonly database: TestDatabase,
    private app?: INestApplicationContext,
  ) {}

  static async start(): Promise<WorklistOnPostgres> {
    const database = await testDatabase({ service: 'worklist', migrations: worklistMigrations, entities: worklistEntities, now: monday });
    const worklist = new WorklistOnPostgres(database);
    worklist.app = await serviceOn(database, [{ provide: Stories, useValue: worklist.stories }, ...worklistProviders, ...worklistOverStories]);
    await database.transactions.run((tx) => database.deadlines.register(tx, [presenceClock('test')]));
    await worklist.seed();
    return worklist;
  }

  get<T>(type: abstract new (...args: never[]) => T): T {
    return this.app!.get(type as never);
  }

  /** A discount request of `rep`; over 10 per cent finance is asked too. */
  async requested(percent = '15', requesterId = this.rep.personId, subjectId: string = uuidv7()): Promise<string> {
    const requestId = uuidv7();
    await this.get(OpenApprovalCommand).execute({
      requestId, kind: 'discount', subjectId, dealId: subjectId, requesterId, orgPath: '1.1.1.', ask: `${percent} % for Harbour Cranes`,
      figures: { percent }, amount: Money.of('100000.00', 'CNY'), fields: { percent, amount: '100000.00' },
    });
    return requestId;
  }

  async nextLeg(requestId: string): Promise<WaitingTask> {
    const step = await this.get(AskNextLegsCommand).execute({ requestId, workflowId: story });
    if ('outcome' in step) throw new Error(`the route ended: ${step.outcome}`);
    return step.tasks[0]!;
  }

  record(taskId: string, by: Principal, outcome: DecisionOutcome, key: string = uuidv7()) {
    return this.get(RecordDecisionCommand).execute({ taskId, by: by.personId, outcome, key });
  }

  /** Silence until then: what is due of the task's ladder is done; afterwards it is Monday again. */
  async silentUntil(at: string, taskId: string): Promise<Climbed> {
    await this.database.setNow(new Date(at));
    const climbed = await this.get(ClimbLadderCommand).execute(taskId);
    await this.database.setNow(monday);
    return climbed;
  }

  open(task: Partial<OpenTask> = {}): Promise<WaitingTask> {
    return this.get(OpenTaskCommand).execute({
      key: uuidv7(), kind: 'review', leg: 'legal', subjectType: 'contract', subjectId: uuidv7(), dealId: null, workflowId: `review:${uuidv7()}`, role: 'legal',
      ask: 'Review contract C-1', figures: {}, dueWorkingHours: 16, remindAfterWorkingHours: 8, escalateAfterWorkingHours: 16, ...task,
    });
  }

  async stop(): Promise<void> {
    await this.app?.close();
    await this.database.drop();
  }

  private async seed(): Promise<void> {
    const calendar = chinaCalendar(2026, 2026);
    await this.database.query('INSERT INTO known_calendar (id, version, calendar) VALUES ($1, 1, $2)', [calendar.id, JSON.stringify(calendar)]);
    const insert = 'INSERT INTO known_person (id, name, roles, unit_path, manager_id, active, version) VALUES ($1, $2, $3, $4, $5, true, 1)';
    for (const one of [this.head, this.manager, this.rep, this.other, this.finance, this.legal]) {
      await this.database.query(insert, [one.personId, one.name, one.roles, one.unitPath, one.managerId]);
    }
  }
}

export interface Colleague extends Principal {
  managerId: string | null;
}

function colleague(name: string, roles: Role[], unitPath = '1.', manager?: Colleague): Colleague {
  return { personId: uuidv7(), name, roles, unitPath, tenant: 'test', managerId: manager?.personId ?? null };
}
