import { z } from 'zod';
import { defineEvent } from './event-definition';
import { because, day, id, instant, money, text } from './fields';

const plan = { planId: id, dealId: id, contractId: id, accountId: id };
/** The collection story of a customer: one case while he owes something, numbered by cycle. */
const collectionCase = { caseId: id, cycle: z.int() };

export const planCreated = defineEvent('plan', 'created', 'A payment plan was set up; its lines sum to the contract.',
  z.object({ ...plan, ...collectionCase, amount: money, ownerId: id, lines: z.array(z.object({ lineId: id, no: z.int(), label: text, dueOn: day, amount: money })) }));
export const planCancelled = defineEvent('plan', 'cancelled', 'What was still open of the plan was cancelled because the contract ended.',
  z.object({ ...plan, reason: text, cancelled: money }));
export const planLineOverdue = defineEvent('plan', 'line-overdue', 'A line of the plan passed its due date with something open.',
  z.object({ ...plan, lineId: id, dueOn: day, outstanding: money }));
export const planSettled = defineEvent('plan', 'settled', 'Nothing of the plan is outstanding any more.',
  z.object({ ...plan, amount: money, settledAt: instant }));
export const planReopened = defineEvent('plan', 'reopened', 'A reversed receipt made part of a plan outstanding again: collecting resumes.',
  z.object({ ...plan, ...collectionCase, outstanding: money }));

export const receiptRecorded = defineEvent('receipt', 'recorded', 'Money arrived at the bank.',
  z.object({ receiptId: id, accountId: id, amount: money, bankAccount: text, bankReference: text, receivedOn: day }));
export const receiptAllocated = defineEvent('receipt', 'allocated', 'Part of a receipt was allocated to the lines of one plan.',
  z.object({ receiptId: id, ...plan, caseId: id.nullable(), cycle: z.int().nullable(), lines: z.array(z.object({ lineId: id, amount: money })), allocated: money, received: money, outstanding: money }));
export const receiptReversed = defineEvent('receipt', 'reversed', 'A receipt was taken back by the bank; its allocations are undone.',
  z.object({ receiptId: id, accountId: id, amount: money, reason: text }));

export const reminderSent = defineEvent('dunning', 'reminder-sent', 'A written reminder went to the customer: one letter for all his lines.',
  z.object({ ...collectionCase, accountId: id, letterId: id, step: text, level: z.int(), lineIds: z.array(id), outstanding: money, because }));
export const reminderSuppressed = defineEvent('dunning', 'reminder-suppressed', 'A reminder was due but not sent, with the reason.',
  z.object({ ...collectionCase, accountId: id, step: text, reason: text }));
export const dunningEscalated = defineEvent('dunning', 'escalated', 'The customer reached the level at which people take over.',
  z.object({ ...collectionCase, accountId: id, level: z.int(), outstanding: money }));
export const lettersRecounted = defineEvent('dunning', 'letters-recounted', 'The working calendar has changed: the next letters of these cases may be due at other times, sooner or later.',
  z.object({ cases: z.array(z.object({ ...collectionCase, accountId: id })) }));
export const collectionClosed = defineEvent('dunning', 'closed', 'The customer owes nothing any more: reminders stop.',
  z.object({ ...collectionCase, accountId: id, reason: text }));
