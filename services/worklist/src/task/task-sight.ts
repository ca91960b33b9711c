import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';

/**
 * Who may see a task: those who are or were asked, who decided or requested, their managers, and those who run the system. A condition over
 * `sightTables` beside the expression `below`; $1: the person, $2: whether he runs the system.
 */
export const seenBy = `($2 OR $1 = ANY (t.potential_owners) OR $1 IN (t.actual_owner, d.decided_by, a.requester_id)
  OR EXISTS (SELECT 1 FROM task_delegation g WHERE g.task_id = t.id AND g.delegated_by = $1)
  OR EXISTS (SELECT 1 FROM below WHERE below.id = ANY (t.potential_owners) OR below.id IN (d.decided_by, a.requester_id)))`;
export const sightTables = 'task t LEFT JOIN task_decision d ON d.task_id = t.id LEFT JOIN approval_request a ON a.id = t.approval_id';
export const sightParams = (by: Principal): [string, boolean] => [by.personId, access.scopeOf(by, 'oversee', 'task') === 'all'];
