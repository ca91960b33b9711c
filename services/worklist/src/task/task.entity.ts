import { Money } from '@throughline/money/money';
import type { DecisionOutcome } from '@throughline/process-contracts/decision';
import type { WaitingTask } from '@throughline/process-contracts/worklist';
import type { LadderVerb } from '@throughline/policy/approval-leg';
import type { Matter, Settled } from '@throughline/policy/stand-ins';
import { Column, Entity, PrimaryColumn } from 'typeorm';
import { taskErrors } from './task.errors';
import { taskTransitions, type TaskStatus } from './task.transitions';

/** A step of a ladder at its moment, ISO 8601. */
export interface Rung {
  do: LadderVerb;
  at: string;
}
const strength: Record<LadderVerb, number> = { remind: 0, manager: 1, alternate: 2, lapse: 3, reject: 4, approve: 5 };

export type TaskKind = 'approval' | 'review' | 'collection';

/** The answers that each kind of task takes. */
export const outcomesOf: Record<TaskKind, readonly DecisionOutcome[]> = {
  approval: ['approved', 'rejected', 'returned'],
  review: ['approved', 'returned'],
  collection: ['done'],
};

/** Something a person is asked to answer, once. Potential owners may take it; the actual owner has. */
@Entity('task')
export class Task {
  @PrimaryColumn('uuid')
  id!: string;

  /** Idempotency key of whoever opened it. */
  @Column({ type: 'text' })
  key!: string;

  @Column({ type: 'text' })
  kind!: TaskKind;

  @Column({ type: 'text' })
  leg!: string;

  @Column({ name: 'approval_id', type: 'uuid', nullable: true })
  approvalId!: string | null;

  @Column({ name: 'subject_type', type: 'text' })
  subjectType!: string;

  @Column({ name: 'subject_id', type: 'uuid' })
  subjectId!: string;

  @Column({ name: 'deal_id', type: 'uuid', nullable: true })
  dealId!: string | null;

  /** The story that waits for the answer. */
  @Column({ name: 'workflow_id', type: 'text' })
  workflowId!: string;

  /** What is asked, in one line. */
  @Column({ type: 'text' })
  ask!: string;

  @Column({ type: 'jsonb' })
  figures!: Record<string, unknown>;

  @Column({ name: 'amount', type: 'numeric', nullable: true })
  amountValue!: string | null;

  @Column({ type: 'char', length: 3, nullable: true })
  currency!: string | null;

  @Column({ name: 'potential_owners', type: 'uuid', array: true })
  potentialOwners!: string[];

  /** Who of them is asked in whose place. */
  @Column({ name: 'standing_in', type: 'jsonb' })
  standingIn: Record<string, string> = {};

  /** Who would be asked and is away: they are asked again when they are back. */
  @Column({ type: 'uuid', array: true })
  away: string[] = [];

  /** Whose place on the route of an approval it fills; null: anybody who is asked decides. */
  @Column({ type: 'uuid', nullable: true })
  seat: string | null = null;

  /** How often its leg was asked before. */
  @Column({ type: 'int' })
  round = 0;

  /** By whose calendars its moments count: whoever was asked when it was opened. */
  @Column({ name: 'timed_for', type: 'uuid', array: true })
  timedFor: string[] = [];

  /** What silence leads to, of an approval: the rungs that are still to come. */
  @Column({ type: 'jsonb' })
  ladder: Rung[] = [];

  /** Four eyes: they may neither decide nor be handed the task. */
  @Column({ name: 'not_by', type: 'uuid', array: true })
  notBy!: string[];

  @Column({ name: 'actual_owner', type: 'uuid', nullable: true })
  actualOwner!: string | null;

  @Column({ type: 'text' })
  status!: TaskStatus;

  /** Why these people are asked. */
  @Column({ type: 'text' })
  why!: string;

  @Column({ name: 'opened_at', type: 'timestamptz' })
  openedAt!: Date;

  @Column({ name: 'due_at', type: 'timestamptz' })
  dueAt!: Date;

  @Column({ name: 'remind_at', type: 'timestamptz', nullable: true })
  remindAt!: Date | null;

  @Column({ name: 'escalate_at', type: 'timestamptz', nullable: true })
  escalateAt!: Date | null;

  @Column({ name: 'lapse_at', type: 'timestamptz', nullable: true })
  lapseAt!: Date | null;

  @Column({ name: 'closed_at', type: 'timestamptz', nullable: true })
  closedAt!: Date | null;

  /** Rises with every fact published of this task. */
  @Column({ type: 'int' })
  version!: number;

  get amount(): Money | null {
    return this.amountValue === null ? null : Money.of(this.amountValue, this.currency!);
  }

  /** What a stand-in may be named for. */
  get matter(): Matter {
    const kind = { approval: this.subjectType, review: 'contract-review', collection: 'collection' }[this.kind];
    return { kind, amount: this.amount?.toJSON() ?? null };
  }

  get isOpen(): boolean {
    return this.status === 'open';
  }

  /** Among those asked, and not taken by another. */
  isFor(personId: string): boolean {
    const asked = this.potentialOwners.includes(personId) && !this.notBy.includes(personId);
    return asked && (this.actualOwner === null || this.actualOwner === personId);
  }

  /** @throws task.closed, task.not_yours, task.already_claimed */
  claim(by: string): void {
    this.requireOpen();
    if (!this.potentialOwners.includes(by)) throw taskErrors.not_yours();
    if (this.actualOwner !== null) throw taskErrors.already_claimed({ data: { by: this.actualOwner } });
    this.actualOwner = by;
  }

  /** @throws task.outcome_not_allowed, task.closed */
  decide(outcome: DecisionOutcome, now: Date): void {
    const allowed = outcomesOf[this.kind];
    if (!allowed.includes(outcome)) throw taskErrors.outcome_not_allowed({ field: 'outcome', data: { allowed } });
    this.end('decide', now);
  }

  /** Only the given person is asked from now on. */
  handTo(personId: string): void {
    this.requireOpen();
    this.potentialOwners = [personId];
    this.standingIn = {};
    this.away = [];
    this.actualOwner = null;
  }

  /** These are asked in addition; nobody holds the task any more, so that they can act. */
  climbTo(people: string[]): void {
    this.requireOpen();
    this.escalateAt = null;
    this.remindAt = null;
    if (people.length === 0) return;
    this.potentialOwners = [...this.potentialOwners, ...people];
    this.actualOwner = null;
  }

  /** Somebody who was asked has left: the others are asked, and these instead of him. The moments stay: whoever waits for the answer was told them. */
  passOn(left: string, instead: string[], why: string): void {
    this.requireOpen();
    this.potentialOwners = [...this.potentialOwners.filter((id) => id !== left), ...instead];
    this.standingIn = Object.fromEntries(Object.entries(this.standingIn).filter(([id]) => id !== left));
    this.away = this.away.filter((id) => id !== left);
    if (this.actualOwner === left) this.actualOwner = null;
    if (instead.length > 0) this.why = why;
  }

  /** These are asked from now on, because others are away or are back. Who holds it goes on holding it while he is asked. */
  settle({ asked, away, climbed }: Settled): void {
    this.requireOpen();
    this.potentialOwners = asked.map(({ id }) => id);
    this.standingIn = Object.fromEntries(asked.flatMap(({ id, standsInFor }) => (standsInFor === undefined ? [] : [[id, standsInFor]])));
    this.away = away;
    if (this.actualOwner !== null && !this.potentialOwners.includes(this.actualOwner)) this.actualOwner = null;
    if (climbed) this.why = `${this.why}, who is away`;
  }

  /** What was done of its ladder stays done: of the whole ladder, counted anew, only the rungs that are still to come. @returns whether a moment is another */
  recount(dueAt: Date, ladder: readonly Rung[]): boolean {
    this.requireOpen();
    const rungs = this.ladder.length > 0 ? ladder.slice(-this.ladder.length) : [];
    if (dueAt.getTime() === this.dueAt.getTime() && rungs.every(({ at }, place) => at === this.ladder[place]?.at)) return false;
    this.dueAt = dueAt;
    this.ladder = rungs;
    return true;
  }

  /** Takes the rungs whose moment has come. Where several have, only the strongest counts; undefined: none has. */
  takeRungs(now: Date): LadderVerb | undefined {
    const due = this.ladder.filter(({ at }) => new Date(at) <= now);
    this.ladder = this.ladder.slice(due.length);
    return due.map((rung) => rung.do).sort((a, b) => strength[b] - strength[a])[0];
  }

  /** By silence. */
  lapse(now: Date): void {
    this.end('lapse', now);
  }

  cancel(now: Date): void {
    this.end('cancel', now);
  }

  /** Sequence number of the next fact of this task. */
  nextFact(): number {
    this.version += 1;
    return this.version;
  }

  /** As a story sees it. */
  waiting(): WaitingTask {
    const iso = (at: Date | null) => at?.toISOString() ?? null;
    return {
      taskId: this.id,
      leg: this.leg,
      potentialOwners: this.potentialOwners,
      remindAt: iso(this.remindAt),
      escalateAt: iso(this.escalateAt),
      lapseAt: iso(this.lapseAt),
      ...(this.kind === 'approval' && { ladder: this.ladder[0] ?? null }),
    };
  }

  private requireOpen(): void {
    if (!this.isOpen) throw taskErrors.closed({ data: { status: this.status } });
  }

  private end(verb: 'decide' | 'lapse' | 'cancel', now: Date): void {
    const next = taskTransitions[this.status][verb];
    if (!next) throw taskErrors.closed({ data: { status: this.status } });
    this.status = next;
    this.closedAt = now;
  }
}
