/**
 * `set` holds the book's lock shared until its transaction ends, `nextDue` takes it alone: so the clock, when it goes to sleep, has seen every
 * deadline written before, and whoever writes after it sees until when it sleeps.
 */
// Function `hold_book` (libs/persistence/src/platform-held-book.ts) takes the same lock.
const lockKey = "hashtextextended('deadline:' || current_schema() || ':' || $1, 0)";

const intoBook = 'INSERT INTO deadline (book, subject_id, kind, rank, due_at, because, version)';
/** One deadline for each subject: a new one takes the place of the old. */
const replacing = `ON CONFLICT (book, subject_id) DO UPDATE
    SET kind = excluded.kind, rank = excluded.rank, due_at = excluded.due_at, because = excluded.because, version = excluded.version`;

export const deadlineSql = {
  shareBook: `SELECT pg_advisory_xact_lock_shared(${lockKey})`,

  hold: 'SELECT asleep, sleeping_until AS "sleepingUntil" FROM hold_book($1)',

  takeBook: `SELECT pg_advisory_xact_lock(${lockKey})`,

  set: `
    ${intoBook}
    SELECT $1, subject_id, kind, rank, due_at, because, version
    FROM json_to_recordset($2) AS row(subject_id text, kind text, rank smallint, due_at timestamptz, because jsonb, version bigint)
    ORDER BY subject_id
    ${replacing}`,

  /** The same for one subject, as a part of a larger statement. */
  setOne: `new_deadline AS (
    ${intoBook}
    SELECT $1::text, $2::text, $3::text, $4::smallint, $5::timestamptz, $6::text::jsonb, $7::bigint FROM moment
    ${replacing}
  )`,

  /** One row: is the book known, and the clock to poke when $2 is earlier than its sleep. It then counts as told: later deadlines need no poke. */
  pokeIfEarlier: `
    WITH poked AS (
      UPDATE clock_book SET sleeping_until = $2, asleep = true, pokes = pokes + 1
      WHERE book = $1 AND (NOT asleep OR sleeping_until IS NULL OR sleeping_until > $2)
      RETURNING workflow_id, workflow_type, queue, pokes
    )
    SELECT EXISTS (SELECT FROM clock_book WHERE book = $1) AS known, poked.*
    FROM (VALUES (1)) AS one LEFT JOIN poked ON true`,

  clear: 'DELETE FROM deadline WHERE book = $1 AND subject_id = ANY($2::text[])',

  due: `
    SELECT book, subject_id AS "subjectId", kind, due_at AS "dueAt", because, version
    FROM deadline WHERE book = $1 AND rank = $2 AND due_at <= $3
    ORDER BY due_at LIMIT $4 FOR UPDATE SKIP LOCKED`,

  fallAsleep: `
    UPDATE clock_book SET asleep = true, asked_at = now(), sleeping_until = least(
      (SELECT min(due_at) FROM deadline WHERE book = $1 AND rank = 0),
      (SELECT min(due_at) FROM deadline WHERE book = $1 AND rank = 1))
    WHERE book = $1 RETURNING sleeping_until`,

  register: `
    INSERT INTO clock_book (book, workflow_id, workflow_type, queue)
    SELECT book, workflow_id, workflow_type, queue
    FROM json_to_recordset($1) AS row(book text, workflow_id text, workflow_type text, queue text)
    ORDER BY book
    ON CONFLICT (book) DO UPDATE
    SET workflow_id = excluded.workflow_id, workflow_type = excluded.workflow_type, queue = excluded.queue
    WHERE (clock_book.workflow_id, clock_book.workflow_type, clock_book.queue) <> (excluded.workflow_id, excluded.workflow_type, excluded.queue)`,

  counts: `
    SELECT kind, count(*) FILTER (WHERE due_at <= $2)::int AS overdue, count(*) FILTER (WHERE due_at > $2)::int AS upcoming
    FROM deadline WHERE book = $1 AND rank IN (0, 1) AND due_at <= $3 GROUP BY kind ORDER BY kind`,

  /** For each book and rank one look at the front of the index. */
  oldest: `
    SELECT book.book, min(front.due_at) AS due_at
    FROM clock_book AS book CROSS JOIN (VALUES (0), (1)) AS kind(rank)
    CROSS JOIN LATERAL (SELECT due_at FROM deadline WHERE book = book.book AND rank = kind.rank ORDER BY due_at LIMIT 1) AS front
    GROUP BY book.book`,

  overdue: `
    SELECT count(deadline.*)::int AS count
    FROM clock_book AS book CROSS JOIN (VALUES (0), (1)) AS kind(rank)
    JOIN deadline ON deadline.book = book.book AND deadline.rank = kind.rank AND deadline.due_at < $1`,

  // A book without a deadline needs no clock: its first deadline starts one.
  books: `SELECT book, workflow_id AS "clockWorkflowId", workflow_type AS "clockType", queue FROM clock_book
    WHERE EXISTS (SELECT FROM deadline WHERE deadline.book = clock_book.book) ORDER BY book`,
} as const;
