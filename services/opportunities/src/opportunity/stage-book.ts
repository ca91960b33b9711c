import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { Tx } from '@throughline/persistence/transaction';
import type { Because } from '@throughline/policy/because';
import { stageClock } from '@throughline/policy/stage-policy';
import type { StageClock } from '@throughline/policy/stage-policy';
import { books } from '@throughline/process-contracts/clock';
import type { Opportunity } from './opportunity.entity';
import { OpportunityRepository } from './opportunity.repository';
import { pipelineOf } from './pipelines';

/** `soon` is a warning and acted on before any `overdue` (libs/deadlines). */
export type StageDeadlineKind = 'soon' | 'overdue';

/** Keeps the stage history and the stage's deadline, in the transaction of the move itself. */
@Injectable()
export class StageBook {
  constructor(
    private readonly opportunities: OpportunityRepository,
    private readonly deadlines: DeadlineBooks,
    private readonly people: PeopleBook,
  ) {}

  /** The opportunity has just entered its stage: a new line of history, and the first of its two deadlines. */
  async entered(tx: Tx, opportunity: Opportunity): Promise<StageClock> {
    const times = await this.times(tx, opportunity);
    const { id, stage } = opportunity;
    const { soonAt, overdueAt } = times;
    await this.opportunities.beginPeriod(tx, { opportunityId: id, stage, enteredAt: opportunity.stageEnteredAt, soonAt, overdueAt });
    const book = books.pipeline(opportunity.pipeline);
    await this.deadlines.set(tx, book, [stageDeadline(opportunity, 'soon', times.soonAt, times.because)]);
    return times;
  }

  /** Won or lost: nobody is late with it any more. */
  async stopWatching(tx: Tx, opportunity: Opportunity): Promise<void> {
    await this.deadlines.clear(tx, books.pipeline(opportunity.pipeline), [opportunity.id]);
  }

  async times(tx: Tx, { pipeline, stage, stageEnteredAt }: Opportunity): Promise<StageClock> {
    return stageClock({ stage, enteredAt: stageEnteredAt }, pipelineOf(pipeline), await this.people.calendar(tx));
  }
}

/** The row that the clock of the pipeline wakes for. */
export function stageDeadline(opportunity: Opportunity, kind: StageDeadlineKind, dueAt: Date, because: Because) {
  return { subjectId: opportunity.id, kind, dueAt, because, version: opportunity.version };
}
