import { taskAssigned, taskCancelled, taskClaimed, taskDecided, taskDelegated, taskEscalated, taskLapsed, taskRecounted, taskReminded, taskRerouted, taskReturned } from '@throughline/events/approval-events';
import type { DomainEvent } from '@throughline/events/event-definition';
import type { Task } from './task.entity';
import type { NewDecision } from './task.repository';

const subject = (task: Task) => ({ taskId: task.id, kind: task.kind, subjectId: task.subjectId, dealId: task.dealId, leg: task.leg });
const head = (task: Task) => ({ id: task.id, version: task.nextFact(), ...(task.dealId && { correlationId: task.dealId }) });

const asked = ({ potentialOwners, standingIn }: Task) => {
  const standIns = Object.entries(standingIn).map(([id, of]) => ({ id, for: of }));
  return { potentialOwners, ...(standIns.length > 0 && { standIns }) };
};

/** The facts of a task; each call takes the task's next sequence number. */
export const taskFacts = {
  assigned: (task: Task): DomainEvent =>
    taskAssigned.of({ ...head(task), data: { ...subject(task), ...asked(task), dueAt: task.dueAt.toISOString() } }),
  claimed: (task: Task, by: string): DomainEvent => taskClaimed.of({ ...head(task), data: { ...subject(task), by } }),
  delegated: (task: Task, from: string, to: string): DomainEvent => taskDelegated.of({ ...head(task), data: { ...subject(task), from, to } }),
  reminded: (task: Task): DomainEvent => taskReminded.of({ ...head(task), data: { ...subject(task), recipients: task.potentialOwners } }),
  escalated: (task: Task, to: string[], because: string): DomainEvent => taskEscalated.of({ ...head(task), data: { ...subject(task), to, because } }),
  rerouted: (task: Task, from: string, to: string[], because: string): DomainEvent =>
    taskRerouted.of({ ...head(task), data: { ...subject(task), from, to, ...asked(task), because } }),
  returned: (task: Task, to: string[]): DomainEvent => taskReturned.of({ ...head(task), data: { ...subject(task), to, ...asked(task) } }),
  recounted: (task: Task, because: string): DomainEvent =>
    taskRecounted.of({ ...head(task), data: { ...subject(task), workflowId: task.workflowId, dueAt: task.dueAt.toISOString(), next: task.ladder[0]?.at ?? null, because } }),
  decided: (task: Task, { outcome, decidedBy, standsInFor, comment, link }: Pick<NewDecision, 'outcome' | 'standsInFor' | 'comment' | 'link'> & { decidedBy: string }): DomainEvent =>
    taskDecided.of({ ...head(task), data: { ...subject(task), outcome, by: decidedBy, ...(standsInFor && { standsInFor }), comment, ...(link && { via: 'link' as const }) } }),
  lapsed: (task: Task, outcome: string): DomainEvent => taskLapsed.of({ ...head(task), data: { ...subject(task), outcome, recipients: task.potentialOwners } }),
  cancelled: (task: Task, reason: string): DomainEvent => taskCancelled.of({ ...head(task), data: { ...subject(task), reason, recipients: task.potentialOwners } }),
};
