import type { MigrationInterface, QueryRunner } from 'typeorm';
import { KnownAbsences1764220000000 } from './platform-absences';
import { AuditLookUps1767300000000 } from './platform-audit-look-ups';
import { AuditSeals1765100000000 } from './platform-audit-seals';
import { KnownGroups1766110000000 } from './platform-groups';
import { HeldBook1767040000000 } from './platform-held-book';
import { NarrowedRoles1767100000000 } from './platform-narrowed-roles';
import { KnownOrganisation1766100000000 } from './platform-organisation';
import { RowReach1766900000000 } from './platform-row-reach';

/**
 * Tables that every service has. The outbox carries the columns that Debezium's event router expects (id, aggregatetype, aggregateid,
 * type, payload), so that change data capture can take the relay's place.
 */
export class PlatformTables1764000000000 implements MigrationInterface {
  readonly name = 'PlatformTables1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...tables, ...guards]) await runner.query(statement);
  }

  async down(): Promise<void> {
    throw new Error('The platform tables are never dropped: they hold the audit trail.');
  }
}

const tables = [
  // json, not jsonb: the payload is published byte for byte as it was written.
  `CREATE TABLE outbox (
     seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     id uuid NOT NULL UNIQUE,
     aggregatetype text NOT NULL,
     aggregateid text NOT NULL,
     type text NOT NULL,
     topic text NOT NULL,
     key text NOT NULL,
     payload json NOT NULL CHECK (octet_length(payload::text) <= 65536),
     headers json NOT NULL,
     created_at timestamptz NOT NULL DEFAULT now(),
     published_at timestamptz
   ) WITH (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02)`,
  // No index on published_at: marking then changes no index entry. The relay reads from its low-water mark on.
  `CREATE TABLE relay_position (
     only_row boolean PRIMARY KEY DEFAULT true CHECK (only_row),
     low_water bigint NOT NULL
   ) WITH (fillfactor = 10)`,
  'INSERT INTO relay_position (low_water) VALUES (0)',
  `CREATE TABLE inbox (
     consumer text NOT NULL,
     source text NOT NULL,
     event_id uuid NOT NULL,
     received_at timestamptz NOT NULL DEFAULT now(),
     PRIMARY KEY (consumer, source, event_id)
   )`,
  `CREATE TABLE audit (
     seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     event_id uuid NOT NULL,
     aggregate_type text NOT NULL,
     aggregate_id text NOT NULL,
     sequence bigint NOT NULL,
     type text NOT NULL,
     at timestamptz NOT NULL,
     recorded_at timestamptz NOT NULL DEFAULT now(),
     actor_type text,
     actor_id text,
     correlation_id text,
     causation_id text,
     data jsonb NOT NULL,
     previous_hash bytea,
     hash bytea
   )`,
  'CREATE INDEX audit_subject ON audit (aggregate_type, aggregate_id, seq)',
  `CREATE TABLE idempotency (
     person_id text NOT NULL,
     route text NOT NULL,
     key text NOT NULL CHECK (length(key) <= 255),
     request_hash text NOT NULL,
     response jsonb,
     created_at timestamptz NOT NULL DEFAULT now(),
     PRIMARY KEY (person_id, route, key)
   )`,
  `CREATE TABLE deadline (
     book text NOT NULL,
     subject_id text NOT NULL,
     kind text NOT NULL,
     rank smallint NOT NULL,
     due_at timestamptz NOT NULL,
     because jsonb NOT NULL,
     version bigint NOT NULL,
     PRIMARY KEY (book, subject_id)
   )`,
  // Reminders (rank 0) and endings (rank 1) are each read in order of due instant, however many sleep behind them.
  'CREATE INDEX deadline_due ON deadline (book, rank, due_at)',
  `CREATE TABLE clock_book (
     book text PRIMARY KEY,
     workflow_id text NOT NULL,
     workflow_type text NOT NULL,
     queue text NOT NULL,
     sleeping_until timestamptz,
     asleep boolean NOT NULL DEFAULT false,
     pokes bigint NOT NULL DEFAULT 0,
     asked_at timestamptz
   )`,
  `CREATE TABLE parked_event (
     seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
     consumer text NOT NULL,
     topic text NOT NULL,
     partition integer NOT NULL,
     "offset" bigint NOT NULL,
     key text NOT NULL,
     event_id uuid,
     value text,
     headers jsonb NOT NULL,
     error text,
     parked_at timestamptz NOT NULL DEFAULT now(),
     replayed_at timestamptz,
     UNIQUE (consumer, topic, partition, "offset")
   )`,
  'CREATE INDEX parked_event_key ON parked_event (consumer, topic, key, seq) WHERE replayed_at IS NULL',
  `CREATE TABLE known_unit (
     id uuid PRIMARY KEY,
     name text NOT NULL,
     path text COLLATE "C" NOT NULL,
     parent_id uuid,
     manager_id uuid,
     version bigint NOT NULL,
     document jsonb NOT NULL DEFAULT '{}'
   )`,
  'CREATE INDEX known_unit_path ON known_unit (path)',
  `CREATE TABLE known_person (
     id uuid PRIMARY KEY,
     name text NOT NULL,
     roles text[] NOT NULL,
     unit_id uuid,
     unit_path text COLLATE "C" NOT NULL,
     manager_id uuid,
     active boolean NOT NULL DEFAULT true,
     version bigint NOT NULL,
     document jsonb NOT NULL DEFAULT '{}'
   )`,
  'CREATE INDEX known_person_path ON known_person (unit_path)',
  `CREATE TABLE known_calendar (
     id text PRIMARY KEY,
     version bigint NOT NULL,
     calendar jsonb NOT NULL
   )`,
];

/** A trigger function for the services' own tables as well: see `neverDecreases`. */
const guards = [
  `CREATE FUNCTION refuse_lower_version() RETURNS trigger LANGUAGE plpgsql AS $$
   BEGIN
     IF NEW.version < OLD.version THEN
       RAISE EXCEPTION 'version of % % would fall from % to %', TG_TABLE_NAME, OLD.id, OLD.version, NEW.version USING ERRCODE = '23514';
     END IF;
     RETURN NEW;
   END $$`,
  neverDecreases('known_person'),
  neverDecreases('known_unit'),
];

/** For migrations: the version of a row of this table (columns id, version) can never fall, whoever writes it. */
export function neverDecreases(table: string): string {
  return (
    `CREATE TRIGGER ${table}_version BEFORE UPDATE OF version ON ${table} FOR EACH ROW ` +
    'WHEN (NEW.version < OLD.version) EXECUTE FUNCTION refuse_lower_version()'
  );
}

/** Put them before the service's own: `[...platformMigrations, CreateLeads…]`. */
export const platformMigrations = [PlatformTables1764000000000, KnownAbsences1764220000000, AuditSeals1765100000000, KnownOrganisation1766100000000, KnownGroups1766110000000, RowReach1766900000000, HeldBook1767040000000, NarrowedRoles1767100000000, AuditLookUps1767300000000];
