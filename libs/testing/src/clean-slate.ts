import type { ServiceDataSource } from '@throughline/persistence/data-source';

/** Bytes of one table. What a large test leaves behind is dropped whole: emptied it would be slower than a new one. */
const TOO_LARGE = 1_000_000;

/** Everything that statements of definition change, but neither rows nor statistics. */
const DEFINITION = `
  WITH own AS (SELECT oid, nspname, nspacl FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'),
    relation AS (SELECT c.* FROM pg_class AS c JOIN own ON own.oid = relnamespace)
  SELECT md5(string_agg(line, ' ' ORDER BY line)) AS definition FROM (
    SELECT concat_ws(' ', nspname, nspacl) AS line FROM own
    UNION ALL SELECT concat_ws(' ', oid, relname, relacl, reloptions, relrowsecurity) FROM relation
    UNION ALL SELECT concat_ws(' ', attrelid, attnum, attribute.xmin) FROM pg_attribute AS attribute JOIN relation ON relation.oid = attrelid WHERE attnum > 0
    UNION ALL SELECT concat_ws(' ', pg_trigger.oid, tgname, tgenabled) FROM pg_trigger JOIN relation ON relation.oid = tgrelid
    UNION ALL SELECT concat_ws(' ', pg_constraint.oid, pg_constraint.xmin) FROM pg_constraint JOIN own ON own.oid = connamespace
    UNION ALL SELECT concat_ws(' ', pg_proc.oid, pg_proc.xmin) FROM pg_proc JOIN own ON own.oid = pronamespace
    UNION ALL SELECT concat_ws(' ', pg_attrdef.oid, pg_attrdef.xmin) FROM pg_attrdef JOIN relation ON relation.oid = adrelid
    UNION ALL SELECT concat_ws(' ', pg_policy.oid, pg_policy.xmin) FROM pg_policy JOIN relation ON relation.oid = polrelid
    UNION ALL SELECT concat_ws(' ', setdatabase, setrole, setconfig) FROM pg_db_role_setting
  ) AS lines`;

const OWN_TABLES = `SELECT c.oid, c.oid::regclass AS name FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = relnamespace WHERE relkind = 'r' AND nspname !~ '^(pg_|clean_slate$)' AND nspname <> 'information_schema'`;

/** Notes what the migrations have made and written, so that `wipe` can lead back to it. */
export async function noteSlate(owner: ServiceDataSource): Promise<void> {
  await owner.query(`
    CREATE SCHEMA clean_slate;
    CREATE TABLE clean_slate.definition (definition text);
    CREATE TABLE clean_slate.sequence AS
      SELECT format('%I.%I', schemaname, sequencename) AS name, coalesce(last_value, start_value) AS value, last_value IS NOT NULL AS called FROM pg_sequences;
    DO $$
    DECLARE own record; filled boolean;
    BEGIN
      FOR own IN ${OWN_TABLES} LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %s)', own.name) INTO filled;
        IF filled THEN EXECUTE format('CREATE TABLE clean_slate.%I AS TABLE %s', own.oid, own.name); END IF;
      END LOOP;
    END $$`);
  await owner.query(`INSERT INTO clean_slate.definition ${DEFINITION}`);
}

/**
 * Leads a database back to what its migrations had made of it: rows, and where its sequences stand.
 * @returns false where that cannot be: somebody has changed what its tables are, or has written very much
 */
export async function wipe(owner: ServiceDataSource): Promise<boolean> {
  const [{ same, large }] = await owner.query(
    `SELECT (SELECT definition FROM clean_slate.definition) = (${DEFINITION}) AS same, (SELECT max(pg_relation_size(oid)) FROM (${OWN_TABLES}) AS own) > $1 AS large`,
    [TOO_LARGE],
  );
  if (!same || large) return false;
  // As a replica: no trigger keeps rows from being deleted, no foreign key asks for an order.
  await owner.query(`
    SET session_replication_role = replica;
    DO $$
    DECLARE own record; columns text;
    BEGIN
      FOR own IN ${OWN_TABLES} LOOP
        EXECUTE format('DELETE FROM %s', own.name);
        CONTINUE WHEN to_regclass(format('clean_slate.%I', own.oid)) IS NULL;
        SELECT string_agg(format('%I', attname), ', ') INTO columns FROM pg_attribute WHERE attrelid = own.oid AND attnum > 0 AND NOT attisdropped AND attgenerated = '';
        EXECUTE format('INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %2$s FROM clean_slate.%3$I', own.name, columns, own.oid);
      END LOOP;
      PERFORM setval(name::regclass, value, called) FROM clean_slate.sequence;
    END $$`);
  return true;
}
