import { somewhere } from '@throughline/persistence/somewhere';
import { taskColumns } from './task.answer';

export type TaskView = 'mine' | 'team' | 'waiting' | 'done';

/** Where a page starts: due (or decided), weight, id of the row before it. */
export interface After {
  at: string;
  weight: string;
  id: string;
}

export interface ListQuery {
  personId: string;
  kind?: string | undefined;
  dueBefore?: string | undefined;
  text?: string | undefined;
  after?: After | undefined;
  limit: number;
}

export interface Statement {
  sql: string;
  params: unknown[];
}

/** Counts of these lists stop here: nobody works through more, and a count must not cost more than a page. */
export const mostCounted = 1_000;

/** Everybody below a person, at any depth. $1: the person. */
export const below = `RECURSIVE below AS (
  SELECT id FROM known_person WHERE manager_id = $1 AND id <> $1
  UNION SELECT p.id FROM known_person p JOIN below ON p.manager_id = below.id
)`;

/** A task may wait for several people of a team: it is listed under the first of them only. Looked up in the index task_inbox_by_task. */
const firstOfTeam = `NOT EXISTS (SELECT 1 FROM task_inbox o WHERE o.task_id = i.task_id AND o.person_id < i.person_id AND o.person_id IN (SELECT id FROM below))`;
/** Nobody else has taken it. */
const free = '(i.taken_by IS NULL OR i.taken_by = $1)';

/** Requests of the person that are open, by the index approval_request_waiting, and what he handed to others, by task_delegation_by_person. */
const askedOfOthers = `(SELECT t.id FROM approval_request a JOIN task t ON t.approval_id = a.id WHERE a.requester_id = $1 AND a.status = 'open'
  UNION SELECT task_id FROM task_delegation WHERE delegated_by = $1) asked
  JOIN task t ON t.id = asked.id AND t.status = 'open' AND NOT ($1 = ANY (t.potential_owners))`;

/** One row more than the page holds, each with `sort_at` and `weight` for the next cursor. */
export function listSql(view: TaskView, query: ListQuery): Statement {
  const params: unknown[] = [query.personId];
  const param = (value: unknown) => `$${params.push(value)}`;
  const limit = param(query.limit + 1);
  const inbox = (from: string, whose: string) => {
    const wanted = [whose, ...filters(query, { kind: 'i.kind', due: 'i.due_at' }, param), ...afterDue(query.after, { due: 'i.due_at', weight: 'i.weight', id: 'i.task_id' }, param)];
    const asked = query.text === undefined ? '' : ' JOIN task t ON t.id = i.task_id';
    return `SELECT i.task_id, i.due_at AS sort_at, i.weight FROM ${from}${asked} WHERE ${wanted.join(' AND ')} ORDER BY i.due_at, i.weight DESC, i.task_id LIMIT ${limit}`;
  };
  switch (view) {
    // Keyset on the index task_inbox_by_due, which holds all that is tested here but the text.
    case 'mine':
      return { sql: paged('', inbox('task_inbox i', `i.person_id = $1 AND ${free}`)), params };
    // The same for each person of the team, merged.
    case 'team': {
      const each = inbox('task_inbox i', `i.person_id = below.id AND ${firstOfTeam}`);
      const merged = `SELECT one.* FROM below CROSS JOIN LATERAL (${each}) one ORDER BY one.sort_at, one.weight DESC, one.task_id LIMIT ${limit}`;
      return { sql: paged(`${below}, `, merged), params };
    }
    // A person waits for few at a time: they are sorted here.
    case 'waiting': {
      const weight = 'coalesce(t.amount, 0)';
      const wanted = ['true', ...filters(query, { kind: 't.kind', due: 't.due_at' }, param), ...afterDue(query.after, { due: 't.due_at', weight, id: 't.id' }, param)];
      const rows = `SELECT t.id AS task_id, t.due_at AS sort_at, ${weight} AS weight FROM ${askedOfOthers} WHERE ${wanted.join(' AND ')}`;
      return { sql: paged('', `${rows} ORDER BY t.due_at, ${weight} DESC, t.id LIMIT ${limit}`), params };
    }
    // Newest first; keyset on the index task_decision_by_person.
    case 'done': {
      const wanted = ['d.decided_by = $1', ...filters(query, { kind: 't.kind', due: 't.due_at' }, param), ...afterDone(query.after, param)];
      const rows = `SELECT d.task_id, d.decided_at AS sort_at, 0::numeric AS weight FROM task_decision d JOIN task t ON t.id = d.task_id WHERE ${wanted.join(' AND ')}`;
      return { sql: paged('', `${rows} ORDER BY d.decided_at DESC, d.task_id LIMIT ${limit}`, 'page.sort_at DESC, page.task_id'), params };
    }
  }
}

/** How many each list holds, whatever is filtered: one statement on the same indexes. $2: now. */
export function countsSql(personId: string, now: Date): Statement {
  const sql = `WITH ${below}
    SELECT mine.open, mine.overdue, mine.claimed, mine.open AS mine,
      (SELECT count(*)::int FROM (SELECT 1 FROM below JOIN task_inbox i ON i.person_id = below.id WHERE ${firstOfTeam} LIMIT ${mostCounted}) x) AS team,
      (SELECT count(*)::int FROM (SELECT 1 FROM ${askedOfOthers} LIMIT ${mostCounted}) x) AS waiting,
      (SELECT count(*)::int FROM (SELECT 1 FROM task_decision WHERE decided_by = $1 LIMIT ${mostCounted}) x) AS done,
      (SELECT count(*)::int FROM (SELECT 1 FROM approval_copy WHERE person_id = $1 LIMIT ${mostCounted}) x) AS copied
    FROM (SELECT count(*)::int AS open, count(*) FILTER (WHERE i.due_at < $2)::int AS overdue, count(i.taken_by)::int AS claimed
      FROM task_inbox i WHERE i.person_id = $1 AND ${free}) mine`;
  return { sql, params: [personId, now] };
}

type Param = (value: unknown) => string;

/** The tasks of a page are read after it has been cut. */
function paged(before: string, rows: string, order = 'page.sort_at, page.weight DESC, page.task_id'): string {
  return `WITH ${before}page AS MATERIALIZED (${rows})
    SELECT ${taskColumns}, page.sort_at, page.weight FROM page JOIN task t ON t.id = page.task_id LEFT JOIN task_decision d ON d.task_id = t.id ORDER BY ${order}`;
}

function filters(query: ListQuery, columns: { kind: string; due: string }, param: Param): string[] {
  return [
    ...(query.kind === undefined ? [] : [`${columns.kind} = ${param(query.kind)}`]),
    ...(query.dueBefore === undefined ? [] : [`${columns.due} < ${param(query.dueBefore)}`]),
    ...(query.text === undefined ? [] : [`t.ask ILIKE ${param(somewhere(query.text))}`]),
  ];
}

/** The first test alone is a bound of the index; the others only tell apart what is due at the same instant. */
function afterDue(after: After | undefined, { due, weight, id }: { due: string; weight: string; id: string }, param: Param): string[] {
  if (!after) return [];
  const [at, w, last] = [param(after.at), `${param(after.weight)}::numeric`, `${param(after.id)}::uuid`];
  return [`${due} >= ${at}`, `(${due} > ${at} OR ${weight} < ${w} OR (${weight} = ${w} AND ${id} > ${last}))`];
}

function afterDone(after: After | undefined, param: Param): string[] {
  if (!after) return [];
  const [at, last] = [param(after.at), `${param(after.id)}::uuid`];
  return [`d.decided_at <= ${at}`, `(d.decided_at < ${at} OR d.task_id > ${last})`];
}
