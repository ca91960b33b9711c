import type { TestDatabase } from '@throughline/testing/test-database';

export interface Load {
  owner: string;
  /** Tasks of the owner, and of a thousand others, three months of due dates each. */
  his: number;
  others: number;
}

/** Rows of one statement, which has a few seconds. */
const piece = 8_000;

/** Open reviews and approvals straight into the tables: through the commands they would take an hour. */
export async function layTasks(database: TestDatabase, { owner, his, others }: Load): Promise<void> {
  for (let from = 1; from <= his + others; from += piece) await layPiece(database, owner, his, from, Math.min(from + piece - 1, his + others));
  for (const table of ['task', 'approval_request', 'known_person']) await database.query(`ANALYZE ${table}`);
  await database.query('VACUUM ANALYZE task_inbox');
}

async function layPiece(database: TestDatabase, owner: string, his: number, from: number, to: number): Promise<void> {
  await database.query(
    `INSERT INTO approval_request (id, kind, subject_id, requester_id, org_path, ask, figures, policy_id, policy_version, route, status, requested_at, version)
     SELECT md5('request' || n)::uuid, 'discount', md5('deal' || n)::uuid, md5('person' || n % 1000)::uuid, '1.', 'Discount ' || n, '{}', 'discount', 1, '[]', 'open', now(), 1
     FROM generate_series($1::int, $2::int) n WHERE n % 3 = 0`,
    [from, to],
  );
  await database.query(
    `INSERT INTO task (id, key, kind, leg, approval_id, subject_type, subject_id, workflow_id, ask, figures, amount, currency, potential_owners, not_by, status, why, opened_at, due_at, version)
     SELECT md5('task' || n)::uuid, 'load:' || n, CASE n % 3 WHEN 0 THEN 'approval' ELSE 'review' END, 'legal', CASE n % 3 WHEN 0 THEN md5('request' || n)::uuid END, 'contract',
       md5('deal' || n)::uuid, 'load:' || n, 'Crane ' || n || ' for Harbour', '{"percent": "12"}', n % 9973, 'CNY', ARRAY[CASE WHEN n <= $1 THEN $2::uuid ELSE md5('person' || n % 1000)::uuid END],
       '{}', 'open', 'laid for a test', now(), timestamptz '2026-03-02T02:00:00Z' + (n::bigint * 7919 % 7776000) * interval '1 second', 1
     FROM generate_series($3::int, $4::int) n`,
    [his, owner, from, to],
  );
  await database.query(
    `INSERT INTO task_inbox (person_id, task_id, due_at, weight, kind)
     SELECT t.potential_owners[1], t.id, t.due_at, t.amount, t.kind FROM generate_series($1::int, $2::int) n JOIN task t ON t.id = md5('task' || n)::uuid`,
    [from, to],
  );
}
