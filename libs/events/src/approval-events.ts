import { z } from 'zod';
import { defineEvent } from './event-definition';
import type { EventDefinition, ReceivedEvent } from './event-definition';
import { id, instant, money, text } from './fields';

/** Task facts travel on the approval topic, keyed by task id. */
const topic = 'throughline.approval';
const request = { requestId: id, kind: text, subjectId: id, dealId: id.nullable() };
/** Who is asked in whose place; absent: everybody for himself. */
const standIns = z.array(z.object({ id, for: id })).optional();
const task = { taskId: id, kind: text, subjectId: id, dealId: id.nullable(), leg: text };

export const approvalRequested = defineEvent('approval', 'requested', 'Somebody asks for an approval; the route follows its policy.',
  z.object({ ...request, requesterId: id, orgPath: text, amount: money.nullable(), policyId: text, policyVersion: z.int() }));
export const approvalGranted = defineEvent('approval', 'granted', 'Every leg said yes.',
  // `changes`: fields that those who agreed changed, as they stand now.
  z.object({ ...request, decidedBy: z.array(id), changes: z.record(text, text).optional() }));
/** `by`: null where silence was the no. `returned`: sent back for a better one rather than rejected. */
export const approvalRefused = defineEvent('approval', 'refused', 'One leg said no.',
  z.object({ ...request, by: id.nullable(), comment: text.nullable(), returned: z.boolean().optional() }));
export const approvalWithdrawn = defineEvent('approval', 'withdrawn', 'The requester took the request back.', z.object({ ...request }));
export const approvalLapsed = defineEvent('approval', 'lapsed', 'Nobody answered within the time that the policy gives.', z.object({ ...request }));

/** `leg`: in which he is asked. */
export const approvalApproverAdded = defineEvent('approval', 'approver-added', 'Whoever is asked has somebody else asked as well.',
  z.object({ ...request, taskId: id, leg: text, place: z.enum(['before', 'after']), personId: id, by: id }));
export const approvalQuestionAsked = defineEvent('approval', 'question-asked', 'Whoever is asked wants to know something before he decides.',
  z.object({ ...request, taskId: id, questionId: id, by: id, of: id, question: text }));
export const approvalQuestionAnswered = defineEvent('approval', 'question-answered', 'The question of somebody who is asked was answered.',
  z.object({ ...request, taskId: id, questionId: id, by: id, of: id, answer: text }));
/** `leg`: of `decided`. `to`: those whom the rules name for it, but who asked for it, and who was told before. */
export const approvalCopied = defineEvent('approval', 'copied', 'People who are not asked are told of a request.',
  z.object({ ...request, on: z.enum(['requested', 'decided', 'concluded']), leg: text.nullable(), to: z.array(id) }));

/** How an approval ends: the fact that ends it has this name. */
export const approvalOutcome = z.enum(['granted', 'refused', 'withdrawn', 'lapsed']);
export type ApprovalOutcome = z.infer<typeof approvalOutcome>;

/** `changes`: of what was granted. */
export interface ApprovalConcluded { requestId: string; kind: string; subjectId: string; dealId: string | null; changes?: Record<string, string> | undefined }
/** The facts that end an approval, for those who wait for the answer to a request of theirs. */
export const approvalConcluded = [approvalGranted, approvalRefused, approvalWithdrawn, approvalLapsed] as EventDefinition<ApprovalConcluded>[];
export function outcomeOf({ type }: ReceivedEvent<ApprovalConcluded>): ApprovalOutcome {
  return approvalOutcome.parse(approvalConcluded.find((fact) => fact.type === type)?.fact);
}

export const taskAssigned = defineEvent('task', 'assigned', 'Somebody is asked to act.',
  z.object({ ...task, potentialOwners: z.array(id), standIns, dueAt: instant.nullable() }), { topic });
export const taskClaimed = defineEvent('task', 'claimed', 'One of the potential owners took the task.', z.object({ ...task, by: id }), { topic });
export const taskDelegated = defineEvent('task', 'delegated', 'The task was handed to somebody else.', z.object({ ...task, from: id, to: id }), { topic });
export const taskReminded = defineEvent('task', 'reminded', 'The potential owners were reminded.', z.object({ ...task, recipients: z.array(id) }), { topic });
export const taskEscalated = defineEvent('task', 'escalated', 'Silence made the task climb to somebody else.', z.object({ ...task, to: z.array(id), because: text }), { topic });
export const taskRerouted = defineEvent('task', 'rerouted', 'Somebody who was asked has left or is away: the others are asked, and whoever is named instead.',
  z.object({ ...task, from: id, to: z.array(id), potentialOwners: z.array(id), standIns, because: text }), { topic });
export const taskReturned = defineEvent('task', 'returned', 'Somebody who was away is back and is asked in addition.',
  z.object({ ...task, to: z.array(id), potentialOwners: z.array(id), standIns }), { topic });
/** `next`: when silence next asks for something; null: never. */
export const taskRecounted = defineEvent('task', 'recounted', 'A working calendar of those who are asked has changed: the task is due, and silence reminds, climbs or ends it, at other times than were told.',
  z.object({ ...task, workflowId: text, dueAt: instant, next: instant.nullable(), because: text }), { topic });
export const taskDecided = defineEvent('task', 'decided', 'The task was answered, once.',
  // `via`: by a link in a mail; absent: signed in.
  z.object({ ...task, outcome: text, by: id, standsInFor: id.optional(), comment: text.nullable(), via: z.literal('link').optional() }), { topic });
export const taskLapsed = defineEvent('task', 'lapsed', 'Nobody answered the task in time: its rules say what that means.',
  z.object({ ...task, outcome: text, recipients: z.array(id) }), { topic });
/** `recipients`: who was asked until then. */
export const taskCancelled = defineEvent('task', 'cancelled', 'The task is no longer needed.', z.object({ ...task, reason: text, recipients: z.array(id).optional() }), { topic });
