import { localDate } from '@throughline/calendar/working-time';
import { concurrencyErrors } from '@throughline/errors/common-errors';
import type { Graded } from '@throughline/policy/account-grade';
import type { AccountGrade } from '@throughline/policy/account-policy';
import type { Because } from '@throughline/policy/because';
import type { VisitMoment } from '@throughline/policy/visit-clock';
import { nextVisitMoment, visitClock } from '@throughline/policy/visit-clock';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { AccountRules } from './account-rules';
import { accountErrors } from './account.errors';
import type { AccountStatus, AccountVerb } from './account.transitions';
import { nextStatus } from './account.transitions';

const instant = { type: 'timestamptz', nullable: true } as const;
const optional = { type: 'text', nullable: true } as const;

/** One customer. Its verbs are the only writers of `status`; each raises the version by one, which is the sequence of its event. */
@Entity('account')
export class Account {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') name!: string;
  @Column('text') status!: AccountStatus;
  @Column('uuid', { name: 'owner_id' }) ownerId!: string;
  @Column('text', { name: 'org_path' }) orgPath!: string;
  @Column('uuid', { name: 'parent_id', nullable: true }) parentId!: string | null;
  /** 1 at the top of its tree, 4 at most; the database counts. */
  @Column({ type: 'smallint', insert: false, update: false }) depth!: number;
  @Column({ ...optional, name: 'credit_code' }) creditCode!: string | null;
  @Column(optional) domain!: string | null;
  @Column(optional) country!: string | null;
  @Column(optional) city!: string | null;
  @Column(optional) sector!: string | null;
  @Column(optional) website!: string | null;
  @Column(optional) phone!: string | null;
  @Column('int', { nullable: true }) employees!: number | null;
  /** Year. */
  @Column('int', { nullable: true }) established!: number | null;
  /** Of the customer, in a year. */
  @Column('numeric', { nullable: true }) revenue!: string | null;
  @Column('char', { name: 'revenue_currency', nullable: true }) revenueCurrency!: string | null;
  @Column('boolean', { name: 'key_account' }) keyAccount!: boolean;
  /** What he could bring us in a year. */
  @Column('numeric', { nullable: true }) potential!: string | null;
  @Column('char', { name: 'potential_currency', nullable: true }) potentialCurrency!: string | null;
  @Column({ ...optional, name: 'external_system' }) externalSystem!: string | null;
  @Column({ ...optional, name: 'external_id' }) externalId!: string | null;
  @Column('uuid', { name: 'lead_id', nullable: true }) leadId!: string | null;
  @Column(optional) grade!: AccountGrade | null;
  @Column('jsonb', { name: 'grade_reasons' }) gradeReasons!: Because[];
  @Column('jsonb', { name: 'grade_policy', nullable: true }) gradePolicy!: { id: string; version: number } | null;
  @Column({ ...instant, name: 'graded_at' }) gradedAt!: Date | null;
  @Column({ ...instant, name: 'regrade_at' }) regradeAt!: Date | null;
  /** Since when he is to be visited: his beginning, or the day he was won back. */
  @Column({ ...instant, name: 'visits_since' }) visitsSince!: Date | null;
  @Column({ ...instant, name: 'last_visit_at' }) lastVisitAt!: Date | null;
  @Column({ ...instant, name: 'visit_due_at' }) visitDueAt!: Date | null;
  @Column('jsonb', { name: 'visit_because', nullable: true }) visitBecause!: Because | null;
  @Column('jsonb', { name: 'visit_steps' }) visitSteps!: { step: string; at: string }[];
  @Column('smallint', { nullable: true }) satisfaction!: number | null;
  @Column({ ...optional, name: 'churn_reason' }) churnReason!: string | null;
  @Column({ ...instant, name: 'churned_at' }) churnedAt!: Date | null;
  @Column('timestamptz', { name: 'created_at' }) createdAt!: Date;
  @Column('int') version!: number;

  /** @throws concurrency.version_mismatch where the caller has seen another version */
  requireVersion(seen: number | undefined): void {
    if (seen !== undefined && seen !== this.version) throw concurrencyErrors.version_mismatch({ data: { currentVersion: this.version } });
  }

  /** Takes the step that the state table has for this verb. @throws account.wrong_status */
  enter(verb: AccountVerb): void {
    const to = nextStatus(this.status, verb);
    if (to === undefined) throw accountErrors.wrong_status({ detail: `The account is ${this.status}.`, data: { status: this.status, verb } });
    this.status = to;
    this.version += 1;
  }

  /** Puts what is given in place of what is there. @returns names of what is really different; nothing is entered where nothing is */
  change(fields: Partial<Account>): string[] {
    const changed = Object.entries(fields).filter(([name, value]) => value !== undefined && this[name as keyof Account] !== value);
    if (changed.length === 0) return [];
    this.enter('change');
    Object.assign(this, Object.fromEntries(changed));
    return changed.map(([name]) => name);
  }

  transfer(to: { personId: string; unitPath: string }): void {
    if (to.personId === this.ownerId) throw accountErrors.same_owner();
    this.enter('transfer');
    this.ownerId = to.personId;
    this.orgPath = to.unitPath;
  }

  /** Notes grade, reasons and when they may change by time alone. @returns whether the grade is another one */
  takeGrade({ grade, reasons, changesAt }: Graded, policy: { id: string; version: number }, now: Date): boolean {
    const differs = grade !== this.grade;
    if (differs) this.enter('grade');
    this.grade = grade;
    this.gradeReasons = reasons;
    this.gradePolicy = { id: policy.id, version: policy.version };
    this.gradedAt = now;
    this.regradeAt = changesAt;
    return differs;
  }

  /** A visit that was made, also one that is entered later. The cadence runs from the latest one. */
  visit(at: Date): void {
    this.enter('visit');
    if (this.lastVisitAt === null || at > this.lastVisitAt) this.lastVisitAt = at;
  }

  /** Notes that people were told about a visit that is due. */
  askForVisit({ step }: VisitMoment, now: Date): void {
    this.enter('askForVisit');
    this.visitSteps = [...this.visitSteps, { step, at: now.toISOString() }];
  }

  churn(reason: string, now: Date): void {
    this.enter('churn');
    this.churnReason = reason;
    this.churnedAt = now;
  }

  /** A customer again: his visits are counted anew. */
  winBack(now: Date): void {
    this.enter('winBack');
    this.churnReason = null;
    this.churnedAt = null;
    this.visitsSince = now;
    if (this.lastVisitAt !== null && this.lastVisitAt < now) this.lastVisitAt = null;
  }

  /** Takes over what another one knows that is merged into it. */
  absorb(fields: Partial<Account>): void {
    this.enter('absorb');
    Object.assign(this, fields);
  }

  /** It turned out to be another customer; it keeps what that one did not take. */
  merge(taken: readonly (keyof Account)[]): void {
    this.enter('merge');
    Object.assign(this, Object.fromEntries(taken.map((field) => [field, null])));
    [this.visitDueAt, this.visitBecause, this.visitSteps, this.regradeAt] = [null, null, [], null];
  }

  /** Stands for himself again, as before. */
  unmerge(was: AccountStatus, back: Partial<Account>): void {
    this.enter('unmerge');
    Object.assign(this, back, { status: was });
  }

  /** When the next visit is due, and because of what; kept for lists. Steps of an end that no longer is are forgotten; of one that only the calendar has moved they stay taken. */
  countVisits({ policy, calendar }: AccountRules): void {
    const clock = this.status === 'active' && this.grade !== null ? visitClock(this.visitFacts(), policy, calendar) : null;
    if (clock === null || clock.dueAt.getTime() !== this.visitDueAt?.getTime()) {
      const moved = clock !== null && clock.because.text === this.visitBecause?.text;
      this.visitSteps = moved ? stepsOf(this.visitSteps, localDate(calendar, clock.dueAt)) : [];
    }
    this.visitDueAt = clock?.dueAt ?? null;
    this.visitBecause = clock?.because ?? null;
  }

  /** What is said next about a visit; null when all was, or none is expected. `now`: only the latest of several that have passed. */
  nextVisitMoment({ policy, calendar }: AccountRules, now?: Date): VisitMoment | null {
    if (this.visitDueAt === null) return null;
    const done = this.visitSteps.map(({ step, at }) => ({ step, at: new Date(at) }));
    return nextVisitMoment({ ...this.visitFacts(), done }, policy, calendar, now);
  }

  private visitFacts() {
    return { grade: this.grade!, lastVisitAt: this.lastVisitAt, since: this.visitsSince ?? this.createdAt };
  }
}

/** Steps are named by the day of their end (visit-clock.ts). */
const stepsOf = (steps: Account['visitSteps'], day: string): Account['visitSteps'] => steps.map((taken) => ({ ...taken, step: taken.step.replace(/\d{4}-\d\d-\d\d$/, day) }));
