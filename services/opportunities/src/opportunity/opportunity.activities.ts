import { Injectable } from '@nestjs/common';
import { DeadlineBooks } from '@throughline/deadlines/deadline-books';
import type { ActReport, NextDue, StageClockActivities } from '@throughline/process-contracts/clock';
import type { DealFact as TellableFact, OpportunitiesActivities } from '@throughline/process-contracts/opportunities';
import { heartbeat } from '@throughline/temporal/heartbeat';
import { EnterImplementation } from '../enter-implementation/enter-implementation.command';
import { ReopenOpportunity } from '../reopen-opportunity/reopen-opportunity.command';
import { WatchStages } from '../watch-stages/watch-stages.command';
import { DealHistory } from '../deal/deal-history';

/** What the deal's story and the clock of the pipeline call, each one command. */
@Injectable()
export class OpportunityActivities implements OpportunitiesActivities, StageClockActivities {
  constructor(
    private readonly history: DealHistory,
    private readonly enter: EnterImplementation,
    private readonly reopen: ReopenOpportunity,
    private readonly watch: WatchStages,
    private readonly deadlines: DeadlineBooks,
  ) {}

  dealFacts({ dealId }: { dealId: string }): Promise<TellableFact[]> {
    return this.history.tell(dealId);
  }

  async enterImplementation({ dealId }: { dealId: string }): Promise<void> {
    await this.enter.execute({ opportunityId: dealId });
  }

  async reopenOpportunity({ dealId, reason, key }: { dealId: string; reason: string; key: string }): Promise<void> {
    await this.reopen.execute({ opportunityId: dealId, reason, key });
  }

  nextStageDue({ book }: { book: string }): Promise<NextDue> {
    return this.deadlines.nextDue(book);
  }

  watchStages({ book }: { book: string }): Promise<ActReport> {
    return this.watch.execute({ book, heartbeat });
  }
}
