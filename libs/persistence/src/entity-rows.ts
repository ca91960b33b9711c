import type { ObjectLiteral } from 'typeorm';
import { preparedQuery } from './open-transaction';
import type { Tx } from './transaction';

interface Columns {
  from: string;
  transformed: { property: string; read: (value: unknown) => unknown }[];
}

/**
 * Entities by SQL that stays the same, and so is prepared once for each connection. TypeORM's `find` builds its query anew each time, which takes more CPU than all
 * else about a short statement: for what commands read on their way to an answer.
 */
export class EntityRows<T extends ObjectLiteral> {
  private known?: Columns;

  constructor(private readonly type: new () => T) {}

  /** @param name of the statement @param which from WHERE on */
  async read(tx: Tx, name: string, which: string, params: unknown[]): Promise<T[]> {
    const { from, transformed } = (this.known ??= this.columns(tx));
    const rows = await preparedQuery<ObjectLiteral>(tx, name, `${from} ${which}`, params);
    return rows.map((row) => {
      for (const { property, read } of transformed) row[property] = read(row[property]);
      return Object.assign(new this.type(), row);
    });
  }

  private columns(tx: Tx): Columns {
    const { columns, tableName } = tx.manager.connection.getMetadata(this.type);
    const selected = columns.map(({ databaseName, propertyName }) => `${databaseName} AS "${propertyName}"`);
    const transformed = columns.flatMap(({ propertyName: property, transformer }) =>
      transformer && 'from' in transformer ? [{ property, read: (value: unknown): unknown => transformer.from(value) }] : [],
    );
    return { from: `SELECT ${selected.join(', ')} FROM ${tableName}`, transformed };
  }
}
