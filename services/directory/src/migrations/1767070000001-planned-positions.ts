import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Positions that begin or end on a day that lies ahead; from that day on they are in `person_position`. */
export class PlannedPositions1767070000001 implements MigrationInterface {
  readonly name = 'PlannedPositions1767070000001';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of statements) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('What is planned would be forgotten; restore from a backup.');
  }
}

const statements = [
  // Of an `end`, `position_id` is the position that ends. `starts_at` is the beginning of the day in the zone of the unit's working calendar.
  `CREATE TABLE planned_position (
    id uuid PRIMARY KEY,
    person_id uuid NOT NULL REFERENCES person (id),
    kind text NOT NULL CHECK (kind IN ('main', 'beside', 'end')),
    position_id uuid CHECK ((kind = 'end') = (position_id IS NOT NULL)),
    unit_id uuid NOT NULL REFERENCES unit (id),
    title text NOT NULL,
    manager_id uuid REFERENCES person (id) CHECK (manager_id <> person_id),
    day date NOT NULL,
    starts_at timestamptz NOT NULL,
    planned_by text NOT NULL,
    planned_at timestamptz NOT NULL,
    status text NOT NULL DEFAULT 'planned' CHECK (status IN ('planned', 'done', 'withdrawn', 'failed')),
    code text CHECK ((status = 'failed') = (code IS NOT NULL)),
    settled_by text,
    settled_at timestamptz CHECK ((status = 'planned') = (settled_at IS NULL))
  )`,
  `CREATE UNIQUE INDEX planned_position_main ON planned_position (person_id, day) WHERE kind = 'main' AND status = 'planned'`,
  `CREATE UNIQUE INDEX planned_position_end ON planned_position (position_id) WHERE status = 'planned'`,
  'CREATE INDEX planned_position_person ON planned_position (person_id, starts_at)',
  `CREATE INDEX planned_position_unit ON planned_position (unit_id) WHERE status = 'planned'`,
];
