import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';

export interface Question {
  id: string;
  taskId: string;
  askedBy: string;
  askedOf: string;
  question: string;
  askedAt: Date;
  answer: string | null;
  answeredAt: Date | null;
}

const columns = `id, task_id AS "taskId", asked_by AS "askedBy", asked_of AS "askedOf", question, asked_at AS "askedAt", answer, answered_at AS "answeredAt"`;

/** What those who are asked wanted to know before they decided. */
@Injectable()
export class QuestionRepository {
  async byKey(tx: Tx, taskId: string, key: string): Promise<Question | undefined> {
    const [row] = await tx.query<Question>(`SELECT ${columns} FROM task_question WHERE task_id = $1 AND key = $2`, [taskId, key]);
    return row;
  }

  async find(tx: Tx, id: string): Promise<Question | undefined> {
    const [row] = await tx.query<Question>(`SELECT ${columns} FROM task_question WHERE id = $1`, [id]);
    return row;
  }

  /** Locked until the commit. */
  async lock(tx: Tx, id: string): Promise<Question | undefined> {
    const [row] = await tx.query<Question>(`SELECT ${columns} FROM task_question WHERE id = $1 FOR UPDATE`, [id]);
    return row;
  }

  async insert(tx: Tx, asked: Omit<Question, 'askedAt' | 'answer' | 'answeredAt'> & { key: string }): Promise<void> {
    await tx.query('INSERT INTO task_question (id, task_id, key, asked_by, asked_of, question, asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7)', [
      asked.id, asked.taskId, asked.key, asked.askedBy, asked.askedOf, asked.question, tx.now,
    ]);
  }

  async answer(tx: Tx, id: string, answer: string): Promise<void> {
    await tx.query('UPDATE task_question SET answer = $2, answered_at = $3 WHERE id = $1 AND answer IS NULL', [id, answer, tx.now]);
  }

  /** In the order in which they were asked. */
  async ofApproval(tx: Tx, approvalId: string): Promise<Question[]> {
    return tx.query<Question>(
      `SELECT q.id, q.task_id AS "taskId", q.asked_by AS "askedBy", q.asked_of AS "askedOf", q.question, q.asked_at AS "askedAt", q.answer, q.answered_at AS "answeredAt"
       FROM task_question q JOIN task t ON t.id = q.task_id WHERE t.approval_id = $1 ORDER BY q.asked_at, q.id`,
      [approvalId],
    );
  }
}
