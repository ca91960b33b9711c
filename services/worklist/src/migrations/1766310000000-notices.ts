import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people are told, each fact once to each, in the transaction of the fact itself. */
export class Notices1766310000000 implements MigrationInterface {
  readonly name = 'Notices1766310000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TRIGGER outbox_notices ON outbox');
    await runner.query('DROP FUNCTION make_notices');
    await runner.query('DROP TABLE notice, notice_rule');
  }
}

const statements = [
  // Which facts people are told of, as what, and where the fact says whom: a field of it, or the requester.
  `CREATE TABLE notice_rule (
    type text PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('waiting', 'reminder', 'escalated', 'decided', 'question', 'answer')),
    people text NOT NULL
  )`,
  `INSERT INTO notice_rule (type, kind, people) VALUES
    ('throughline.task.assigned.v1', 'waiting', 'potentialOwners'),
    ('throughline.task.delegated.v1', 'waiting', 'to'),
    ('throughline.task.rerouted.v1', 'waiting', 'to'),
    ('throughline.task.returned.v1', 'waiting', 'to'),
    ('throughline.task.reminded.v1', 'reminder', 'recipients'),
    ('throughline.task.escalated.v1', 'escalated', 'to'),
    ('throughline.approval.granted.v1', 'decided', 'requester'),
    ('throughline.approval.refused.v1', 'decided', 'requester'),
    ('throughline.approval.lapsed.v1', 'decided', 'requester'),
    ('throughline.approval.question-asked.v1', 'question', 'of'),
    ('throughline.approval.question-answered.v1', 'answer', 'of')`,
  // made_at: business time of the fact.
  `CREATE TABLE notice (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    event_id uuid NOT NULL,
    person_id uuid NOT NULL,
    kind text NOT NULL,
    type text NOT NULL,
    task_id uuid,
    approval_id uuid,
    ask text NOT NULL,
    said text,
    made_at timestamptz NOT NULL,
    read_at timestamptz,
    UNIQUE (event_id, person_id)
  )`,
  'CREATE INDEX notice_by_person ON notice (person_id, made_at DESC, id DESC)',
  'CREATE INDEX notice_unread ON notice (person_id, made_at DESC, id DESC) WHERE read_at IS NULL',
  // By a trigger of the outbox: no fact is told without its notices, whichever command tells it. What it reads of the task is as the transaction leaves it.
  `CREATE FUNCTION make_notices() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO notice (event_id, person_id, kind, type, task_id, approval_id, ask, said, made_at)
    SELECT told.id, person.id::uuid, told.kind, told.type, told.task_id, a.id, coalesce(t.ask, a.ask), told.said, told.made_at
    FROM (
      SELECT f.id, f.type, r.kind, r.people, f.payload::jsonb AS fact, (f.payload ->> 'taskId')::uuid AS task_id,
        coalesce(f.payload ->> 'question', f.payload ->> 'answer', f.payload ->> 'comment') AS said, (f.headers ->> 'ce_time')::timestamptz AS made_at
      FROM facts f JOIN notice_rule r ON r.type = f.type
    ) told
    LEFT JOIN task t ON t.id = told.task_id
    LEFT JOIN approval_request a ON a.id = coalesce((told.fact ->> 'requestId')::uuid, t.approval_id)
    CROSS JOIN LATERAL (
      SELECT DISTINCT jsonb_array_elements_text(CASE
        WHEN told.people = 'requester' THEN jsonb_build_array(a.requester_id)
        WHEN jsonb_typeof(told.fact -> told.people) = 'array' THEN told.fact -> told.people
        ELSE jsonb_build_array(told.fact ->> told.people) END) AS id
    ) person
    WHERE person.id IS NOT NULL AND coalesce(t.ask, a.ask) IS NOT NULL
    ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$`,
  'CREATE TRIGGER outbox_notices AFTER INSERT ON outbox REFERENCING NEW TABLE AS facts FOR EACH STATEMENT EXECUTE FUNCTION make_notices()',
];
