import { rootLogger } from '@throughline/observability/logger';
import { types } from 'pg';
import type { MixedList, EntitySchema } from 'typeorm';
import { DataSource } from 'typeorm';

import type { PersistenceSettings } from './persistence-settings';
import { asWorkRole } from './row-reach';

/** Entities as TypeORM takes them. */
export type Classes = MixedList<Function | string | EntitySchema>;

export type Migrations = MixedList<Function | string>;

/** For those who must not know TypeORM. */
export type ServiceDataSource = DataSource;

const dateOid = 1082;
/** A calendar day stays 'YYYY-MM-DD': the driver's own parser makes an instant of it in the zone of the machine. */
const typesWithPlainDays = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === dateOid ? (value: string) => value : (types.getTypeParser(oid, format as 'text') as (value: string) => unknown),
};

/** Milliseconds. Short, because a command that waits longer has lost its caller already. */
export const timeouts = { connect: 5_000, statement: 5_000, lock: 2_000, idleInTransaction: 10_000 } as const;

/** The pool of one service. Timeouts are options of the connection, so they cost no statement. */
export function serviceDataSource(settings: PersistenceSettings, entities: Classes = []): DataSource {
  const log = rootLogger(settings.service);
  return new DataSource({
    type: 'postgres',
    url: settings.url,
    entities,
    poolSize: settings.poolSize,
    connectTimeoutMS: timeouts.connect,
    applicationName: `throughline-${settings.service}`,
    installExtensions: false,
    synchronize: false,
    // Without a handler an idle connection that the server ends takes the whole process with it.
    poolErrorHandler: (error: Error) => log.warn({ reason: error.message }, 'an idle database connection was lost'),
    extra: {
      statement_timeout: timeouts.statement,
      lock_timeout: timeouts.lock,
      idle_in_transaction_session_timeout: timeouts.idleInTransaction,
      options: `-c search_path=${settings.service}${settings.owner ? '' : ` ${asWorkRole(settings.url)}`}`,
      types: typesWithPlainDays,
      // Statements of one transaction that do not wait for each other share a round trip.
      pipeline: true,
      keepAlive: true,
    },
  });
}
