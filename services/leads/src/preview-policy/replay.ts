import { setImmediate as breathe } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import type { Tx } from '@throughline/persistence/transaction';
import { because } from '@throughline/policy/because';
import type { ForecastChange } from '@throughline/policy/change-forecast';
import type { ForecastEnd, OwnershipFacts } from '@throughline/policy/lead-forecast';
import type { LeadPolicy } from '@throughline/policy/lead-policy';
import { replayedEnd } from '@throughline/policy/lead-replay';
import type { ActivityRow } from '../policy/facts-under';
import { byLead, pastActivity } from '../policy/facts-under';
import type { PastRow, PastStep } from './past-ownerships.repository';
import { clockEnds, PastOwnershipsRepository } from './past-ownerships.repository';
import type { PreviewTask } from './preview-task';
import type { PreviewTally } from './preview-tally';

export interface ReplayedOwnership extends ForecastChange {
  row: PastRow;
}

/**
 * A past period under other rules, from what people did in it. An ownership that somebody ended, by giving it back or converting it, would have ended then
 * as well, unless the clock had been quicker. Of what stopped a clock only that of running ownerships is known.
 */
@Injectable()
export class Replay {
  constructor(private readonly past: PastOwnershipsRepository) {}

  async run(tx: Tx, { policyId, draft, inForce, calendar, from, until }: PreviewTask, by: Principal, tally: PreviewTally): Promise<void> {
    for await (const { row, before, after } of this.ownerships(tx, policyId, (draft ?? inForce)!, calendar, from, until, by)) tally.add(row.leadId, row.ownerId, { before, after });
  }

  /** Every ownership of the period: `before` as it ended in fact by the clock, `after` as it would have ended under the policy. */
  async *ownerships(tx: Tx, policyId: string, policy: LeadPolicy, calendar: WorkingCalendar, from: Date, to: Date, by?: Principal): AsyncGenerator<ReplayedOwnership> {
    for await (const rows of this.past.read(tx, policyId, from, to, by)) {
      const activities = byLead(await this.past.activities(tx, rows, to));
      const steps = byLead(await this.past.stepsBefore(tx, rows, from));
      for (const row of rows) {
        yield { row, before: inFact(row, to), after: wouldHave(row, activities.get(row.leadId) ?? [], steps.get(row.leadId) ?? [], policy, calendar, from, to) };
      }
      await breathe();
    }
  }
}

function inFact({ endedAt, endReason }: PastRow, to: Date): ForecastEnd | null {
  if (!endedAt || endedAt > to || !clockEnds.includes(endReason ?? '')) return null;
  return { at: endedAt, because: because('in-fact', 'ended', {}), to: { to: 'pool' } };
}

function wouldHave(row: PastRow, activities: readonly ActivityRow[], steps: readonly PastStep[], policy: LeadPolicy, calendar: WorkingCalendar, from: Date, to: Date): ForecastEnd | null {
  const { startedAt, endedAt, endReason, ownerId } = row;
  const bySomebody = endedAt && endedAt <= to && !clockEnds.includes(endReason ?? '');
  const until = bySomebody ? new Date(endedAt.getTime() - 1) : to;
  const own = activities.filter(({ at }) => at >= startedAt && (!endedAt || at <= endedAt)).map((activity) => pastActivity(activity, ownerId));
  return replayedEnd({ facts: factsAtStart(row, steps), activities: own }, policy, calendar, from, until);
}

function factsAtStart(row: PastRow, steps: readonly PastStep[]): OwnershipFacts {
  const { startedAt: claimedAt, capturedAt: createdAt, contractEndAt, tags, grade, businessType, source, product, exemptions } = row;
  return {
    claimedAt, createdAt, contractEndAt, tags, grade, businessType, source, product, exemptions,
    extensions: row.extensions.map(({ days, at, from }) => ({ days, at: new Date(at), from: new Date(from) })),
    pauses: row.pauses.map(({ from, to }) => ({ from: new Date(from), to: to === undefined ? null : new Date(to) })),
    sentSteps: steps.map(({ step, at }) => ({ step, at: new Date(at) })).filter(({ at }) => at >= claimedAt),
  };
}
