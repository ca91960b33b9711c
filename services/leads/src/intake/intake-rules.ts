import { Injectable } from '@nestjs/common';
import { PeopleBook } from '@throughline/access/people-book';
import type { WorkingCalendar } from '@throughline/calendar/working-calendar';
import { localDate } from '@throughline/calendar/working-time';
import { ThroughlineError } from '@throughline/errors/throughline-error';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { ClassificationPolicy } from '@throughline/policy/classification-policy';
import { standardClassification, standardScoring } from '@throughline/policy/default-intake-policies';
import type { ExplainedScore } from '@throughline/policy/lead-score';
import { explainScore } from '@throughline/policy/lead-score';
import type { ScoringPolicy } from '@throughline/policy/scoring-policy';
import { PolicyRepository } from '../policy/policy.repository';
import type { Assessment } from './assess-lead';

/** A company has one scoring and one classification, under this id. */
export const INTAKE_POLICY = 'standard';
/** Milliseconds (wall clock) for which the rules are taken from memory: a change takes effect within it. */
const KEPT = 2_000;

interface Rules {
  classification: ClassificationPolicy;
  scoring: ScoringPolicy;
  calendar: WorkingCalendar | undefined;
}

/** The rules that every lead meets when it comes in. Until a company has put its own in force, those of a new company hold. */
@Injectable()
export class IntakeRules {
  private kept: { rules: Rules; until: number } | undefined;

  constructor(
    private readonly policies: PolicyRepository,
    private readonly people: PeopleBook,
    private readonly transaction: TransactionRunner,
  ) {}

  /** For a lead that comes in by one statement: from memory, unless the rules are not at hand or the lead names a day to be counted to. */
  async at({ expectedCloseOn }: { expectedCloseOn: string | null }): Promise<Assessment> {
    if (expectedCloseOn === null && this.kept && this.kept.until >= Date.now()) return { ...this.kept.rules, today: '' };
    return this.transaction.read((tx) => this.inForce(tx));
  }

  async inForce(tx: Tx): Promise<Assessment> {
    if (!this.kept || this.kept.until < Date.now()) {
      const classification = (await this.policies.rulesInForce(tx, 'classification', INTAKE_POLICY)) ?? standardClassification;
      const scoring = (await this.policies.rulesInForce(tx, 'scoring', INTAKE_POLICY)) ?? standardScoring;
      this.kept = { rules: { classification, scoring, calendar: await this.calendar(tx) }, until: Date.now() + KEPT };
    }
    const { classification, scoring, calendar } = this.kept.rules;
    return { classification, scoring, today: calendar ? localDate(calendar, tx.now) : tx.now.toISOString().slice(0, 10) };
  }

  /** Read anew: what follows a change of the rules must not be judged by those before. */
  async now(tx: Tx): Promise<Assessment> {
    this.kept = undefined;
    for (const kind of ['classification', 'scoring'] as const) this.policies.forget(kind, INTAKE_POLICY);
    return this.inForce(tx);
  }

  /** Why a lead has its score, by the version that it was scored with. Undefined for a lead that no rule has looked at. */
  async explain(tx: Tx, lead: { scoreVersion: number | null; scoreRules: string[] }): Promise<(ExplainedScore & { policy: { id: string; version: number } }) | undefined> {
    const version = lead.scoreVersion;
    if (version === null) return undefined;
    const stored = await this.policies.find(tx, 'scoring', INTAKE_POLICY, version);
    const policy = stored ? await this.policies.rules(tx, 'scoring', INTAKE_POLICY, version) : standardScoring;
    return { ...explainScore(lead.scoreRules, policy), policy: { id: policy.id, version } };
  }

  /** A lead may come in before the first calendar has: its day is then that of UTC. */
  private async calendar(tx: Tx): Promise<WorkingCalendar | undefined> {
    try {
      return await this.people.calendar(tx);
    } catch (error) {
      if (error instanceof ThroughlineError && error.code === 'people_book.no_calendar') return undefined;
      throw error;
    }
  }
}
