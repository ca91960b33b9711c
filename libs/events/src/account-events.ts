import { z } from 'zod';
import { defineEvent } from './event-definition';
import { because, id, instant, money, text } from './fields';

const account = { accountId: id };
const grade = z.enum(['A', 'B', 'C', 'D']);
/** The contact is no aggregate of events of its own topic: its facts travel with the accounts'. */
const topic = 'throughline.account';

export const accountChanged = defineEvent('account', 'changed', 'What is known of a customer was changed.', z.object({ ...account, changed: z.array(text) }));
export const accountMoved = defineEvent('account', 'moved', 'A customer has another place in the tree of his group.',
  z.object({ ...account, fromParentId: id.nullable(), parentId: id.nullable() }));
export const accountRemoved = defineEvent('account', 'removed', 'A customer on whom nothing hung was removed.', z.object({ ...account, name: text }));
export const accountOwnershipChanged = defineEvent('account', 'ownership-changed', 'A customer has another owner.',
  z.object({ ...account, fromId: id, toId: id, toPath: text, reason: text, handOverId: id.nullable() }));
export const accountGradeChanged = defineEvent('account', 'grade-changed', 'Current and potential value give the customer another grade.',
  z.object({ ...account, ownerId: id, from: grade.nullable(), to: grade, reasons: z.array(because), policy: z.object({ id: text, version: z.int() }) }));
export const accountVisited = defineEvent('account', 'visited', 'A visit to the customer was recorded: the next one is counted from it.',
  z.object({ ...account, visitId: id, by: id, kind: text, visitedAt: instant, nextVisitDueAt: instant.nullable() }));

const visit = z.object({ ...account, ownerId: id, grade, step: text, dueAt: instant, because, recipients: z.array(id) });
export const accountVisitDue = defineEvent('account', 'visit-due', 'The owner was reminded that the customer is to be visited soon.', visit);
export const accountVisitOverdue = defineEvent('account', 'visit-overdue', 'The customer was not visited in time; his owner and those above are told.', visit);

export const accountTeamChanged = defineEvent('account', 'team-changed', 'Somebody came into the team of a customer, left it, or may do more or less.',
  z.object({ ...account, personId: id, access: z.enum(['read', 'write']).nullable(), until: instant.nullable() }));
export const accountTeamExpired = defineEvent('account', 'team-expired', 'The time of somebody in the team of a customer was over.',
  z.object({ ...account, people: z.array(id) }));
export const accountPartnerLinked = defineEvent('account', 'partner-linked', 'A channel partner serves the customer.',
  z.object({ ...account, partnerId: id, role: text }));
export const accountPartnerUnlinked = defineEvent('account', 'partner-unlinked', 'A channel partner no longer serves the customer.',
  z.object({ ...account, partnerId: id, role: text }));
export const accountRelationshipMapped = defineEvent('account', 'relationship-mapped', 'It was noted, or no longer holds, that somebody of ours talks to somebody of the customer.',
  z.object({ ...account, contactId: id, personId: id, function: text.nullable(), strength: z.int().nullable() }));
export const accountWalletStated = defineEvent('account', 'wallet-stated', 'What the customer spends in a year on what we sell was stated.',
  z.object({ ...account, year: z.int(), spend: money }));
export const accountSatisfactionRecorded = defineEvent('account', 'satisfaction-recorded', 'The customer said how satisfied he is, from 1 (not at all) to 5.',
  z.object({ ...account, level: z.int(), before: z.int().nullable(), channel: text }));
export const accountChurned = defineEvent('account', 'churned', 'The customer has left, with a reason from the list.',
  z.object({ ...account, ownerId: id, reason: text, lostTo: text.nullable() }));
export const accountWonBack = defineEvent('account', 'won-back', 'A customer who had left is one again.', z.object({ ...account, ownerId: id }));

export const contactAdded = defineEvent('contact', 'added', 'Somebody of a customer became known.', z.object({ contactId: id, ...account, function: text.nullable() }), { topic });
export const contactChanged = defineEvent('contact', 'changed', 'What is known of a contact was changed.', z.object({ contactId: id, ...account, changed: z.array(text) }), { topic });

export const handOverDeclared = defineEvent('hand-over', 'declared', 'Everything of one person goes to another: each service hands over what it keeps.',
  z.object({ handOverId: id, fromId: id, toId: id, toPath: text, reason: text, leads: z.int(), accounts: z.int() }), { topic: 'throughline.hand-over' });
