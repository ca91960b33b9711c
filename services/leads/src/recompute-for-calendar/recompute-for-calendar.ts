import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { CALENDARS_KEPT_FOR } from '@throughline/access/people-book';
import { systemPrincipal } from '@throughline/access/principal';
import { CalendarChanges } from '@throughline/deadlines/calendar-changes';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { books } from '@throughline/process-contracts/clock';
import { PolicyApplicationRepository } from '../policy/policy-application.repository';
import { PolicyRepository } from '../policy/policy.repository';
import { RecomputePolicyCommand } from '../recompute-policy/recompute-policy.command';
import { PolicyFollowers } from '../work-policies/policy-followers';
import { CalendarPolicies } from './calendar-policies.repository';

/**
 * Has the ends of ownerships and the visits of accounts counted anew when the company's calendar has become another: each policy by which they count is
 * recomputed, as `POST /v1/policies/:kind/:id/recompute` does it, in batches and with its progress.
 *
 * Locks: the line of the change, then policies in order, each with its recomputing.
 */
@Injectable()
export class RecomputeForCalendar {
  /** Milliseconds (wall clock) until every process has forgotten the calendar before, and some. */
  forgottenAfter = CALENDARS_KEPT_FOR + 500;

  constructor(
    private readonly transaction: TransactionRunner,
    private readonly changes: CalendarChanges,
    private readonly counted: CalendarPolicies,
    private readonly policies: PolicyRepository,
    private readonly applications: PolicyApplicationRepository,
    private readonly followers: PolicyFollowers,
    private readonly recompute: RecomputePolicyCommand,
  ) {}

  /** Begins what is to be recomputed; the policy clock goes on with it. Where a calendar changes again meanwhile it is that change which counts. */
  async begin(): Promise<void> {
    for (;;) {
      const noted = await this.transaction.read((tx) => this.changes.noted(tx, books.policies()));
      if (noted === undefined) return;
      await pause(Math.max(0, noted.at + this.forgottenAfter - Date.now()));
      await this.transaction.run((tx) => this.beginAll(tx, noted.at));
    }
  }

  private async beginAll(tx: Tx, noted: number): Promise<void> {
    if ((await this.changes.noted(tx, books.policies(), true))?.at !== noted) return;
    for (const { kind, id, version } of await this.counted.inForce(tx)) {
      const line = await this.policies.lock(tx, kind, id);
      const running = await this.applications.openRecompute(tx, kind, id);
      if (!running) {
        await this.recompute.begin(tx, line, version, systemPrincipal('calendar'));
        continue;
      }
      // What it has looked at was counted by the calendar before: it begins anew.
      running.total = running.lookedAt + ((await this.followers.of(kind, id)?.total(tx, running)) ?? 0);
      await this.applications.save(tx, { ...running, behindPool: null, behindRecord: null });
    }
    await this.changes.clear(tx, books.policies());
  }
}
