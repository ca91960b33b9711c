import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import { pageOf, parseCursor } from '@throughline/http/page';
import { preparedQuery } from '@throughline/persistence/open-transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import { outcomesOf } from '../task/task.entity';
import { countsSql, listSql } from './task-lists';
import { taskAnswer, type TaskRow } from './task.answer';
import type { TaskPage, TaskQuery } from './task.dto';

type ListRow = TaskRow & { sort_at: Date; weight: string };
const cursorKey = z.tuple([z.iso.datetime(), z.string(), z.uuid()]);

@Injectable()
export class TaskViews {
  constructor(private readonly transaction: TransactionRunner) {}

  /** One page, and how many wait in each of the lists. */
  async list({ view, cursor, ...query }: TaskQuery, { personId }: Principal): Promise<TaskPage> {
    const name = `tasks:${view}`;
    const key = parseCursor(name, cursor, cursorKey);
    const after = key && { at: key[0], weight: key[1], id: key[2] };
    return this.transaction.read(async (tx) => {
      const list = listSql(view, { ...query, personId, after });
      const count = countsSql(personId, tx.now);
      // Of the counts the plan took as long as the counting.
      const [rows, [counts]] = await Promise.all([tx.query<ListRow>(list.sql, list.params), preparedQuery<TaskPage['counts']>(tx, 'task-counts', count.sql, count.params)]);
      const page = pageOf(name, rows, query.limit, ({ sort_at, weight, id }) => [sort_at.toISOString(), weight, id], (row) => taskAnswer(row, tx.now, outcomesOf[row.kind]));
      return { ...page, counts: counts! };
    });
  }
}
