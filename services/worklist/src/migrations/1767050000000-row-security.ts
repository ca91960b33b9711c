import { inUnits, reachOver, reader, wall, wallOfOneself } from '@throughline/persistence/row-reach';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tasks, approvals and notices are read by those whom they ask or tell and by those who oversee them, whatever a query forgets. */
export class RowSecurity1767050000000 implements MigrationInterface {
  readonly name = 'RowSecurity1767050000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('A wall is not taken down by a migration; see docs/adr/0014.');
  }
}

const below = 'ARRAY(SELECT below_reader())';
// As their owner: the walls of a task and of its approval look at each other, and must not go round.
const behind = 'LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT';

const functions = [
  `CREATE FUNCTION below_reader() RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
     WITH RECURSIVE below AS (
       SELECT id FROM known_person WHERE manager_id = ${reader} AND id <> ${reader}
       UNION SELECT p.id FROM known_person p JOIN below ON p.manager_id = below.id
     ) SELECT id FROM below $$`,
  `CREATE FUNCTION reader_took_part(task uuid) RETURNS boolean ${behind} AS $$
     SELECT EXISTS (SELECT FROM task_decision d WHERE d.task_id = task AND (d.decided_by = ${reader} OR d.decided_by = ANY (${below})))
       OR EXISTS (SELECT FROM task_delegation g WHERE g.task_id = task AND g.delegated_by = ${reader})
       OR EXISTS (SELECT FROM task_question q WHERE q.task_id = task AND q.asked_of = ${reader}) $$`,
  // Who is on the route will be asked; he may look ahead.
  `CREATE FUNCTION reader_knows_of(approval uuid) RETURNS boolean ${behind} AS $$
     SELECT EXISTS (SELECT FROM approval_request a WHERE a.id = approval
         AND (${reachOver('approval', 'all')} IS NOT NULL OR a.requester_id = ${reader} OR a.requester_id = ANY (${below}) OR ${inUnits('approval', 'a.org_path')} OR strpos(a.route::text, ${reader}::text) > 0))
       OR EXISTS (SELECT FROM approval_copy c WHERE c.approval_id = approval AND c.person_id = ${reader})
       OR EXISTS (SELECT FROM task t WHERE t.approval_id = approval
         AND (${reader} = ANY (t.potential_owners) OR t.actual_owner = ${reader} OR t.potential_owners && ${below} OR reader_took_part(t.id))) $$`,
  // Within the walls: what hangs on a task or an approval is seen with it. PL/pgSQL keeps its plans.
  ...['task', 'approval_request'].map((table) => `CREATE FUNCTION reader_sees_${table === 'task' ? 'task' : 'approval'}(record uuid) RETURNS boolean LANGUAGE plpgsql STABLE AS $$
     BEGIN RETURN EXISTS (SELECT FROM ${table} WHERE id = record); END $$`),
];

// Cheap ways first, and no subqueries but of the session: what waits for the reader himself is planned and read at nearly no more cost than without a wall.
const asked = [
  `${reader} = ANY (potential_owners)`,
  `actual_owner = ${reader}`,
  `potential_owners && ${below}`,
  'approval_id IS NOT NULL AND reader_knows_of(approval_id)',
  'reader_took_part(id)',
].join(' OR ');
const part = (table: string, of: string, mine: string) => wallOfOneself(table, `${mine} OR ${of}`);

const statements = [
  ...functions,
  ...wall({ table: 'task', kind: 'task', or: asked }),
  ...wall({ table: 'task_inbox', kind: 'task', or: `person_id = ${reader} OR person_id = ANY (${below})` }),
  // Whom a change concerns is told by the stream, which looks through all of them.
  ...wall({ table: 'task_change', kind: 'task' }),
  ...wall({ table: 'approval_request', kind: 'approval', or: `requester_id = ${reader} OR reader_knows_of(id)` }),
  ...part('task_decision', 'reader_sees_task(task_id)', `decided_by = ${reader}`),
  ...part('task_delegation', 'reader_sees_task(task_id)', `delegated_by = ${reader}`),
  ...part('task_question', 'reader_sees_task(task_id)', `asked_of = ${reader}`),
  ...part('approval_addition', 'reader_sees_task(task_id)', `added_by = ${reader}`),
  ...part('approval_copy', 'reader_sees_approval(approval_id)', `person_id = ${reader}`),
  ...['notice', 'notice_choice', 'notice_delivery'].flatMap((table) => wallOfOneself(table, `person_id = ${reader}`)),
];
