import { Injectable } from '@nestjs/common';
import { Money } from '@throughline/money/money';
import type { Tx } from '@throughline/persistence/transaction';
import type { OwedLine } from '@throughline/policy/dunning-clock';
import type { Because } from '@throughline/policy/because';

/** What a letter needs to know of an open line. */
export interface OpenLine extends OwedLine {
  planId: string;
  dealId: string;
  open: Money;
}

/** One letter in one currency, as it was sent. */
export interface Letter {
  id: string;
  caseId: string;
  accountId: string;
  /** Version of the case that the act was asked with: a repeated act finds its letters by it. */
  askedVersion: number;
  step: string;
  /** 0: a reminder before the due date. */
  level: number;
  opensTask: boolean;
  outstanding: Money;
  because: Because;
  lineIds: string[];
}

interface OpenLineRow {
  id: string;
  plan_id: string;
  deal_id: string;
  due_on: string;
  currency: string;
  outstanding: string;
  since: Date;
  sent: { step: string; at: string }[];
}

/** What customers still owe and what they have been written about it. */
@Injectable()
export class LetterRepository {
  /** Open lines of a customer with the steps already sent for each. */
  async openLines(tx: Tx, accountId: string): Promise<OpenLine[]> {
    const rows = await tx.query<OpenLineRow>(
      `SELECT l.id, l.plan_id, p.deal_id, l.due_on, l.currency, l.outstanding, p.created_at AS since,
         coalesce((SELECT json_agg(json_build_object('step', r.step, 'at', r.sent_at)) FROM reminder r WHERE r.line_id = l.id), '[]') AS sent
       FROM plan_line l JOIN payment_plan p ON p.id = l.plan_id
       WHERE l.account_id = $1 AND l.outstanding > 0 ORDER BY l.due_on, l.id`,
      [accountId],
    );
    return rows.map((row) => {
      const open = Money.of(row.outstanding, row.currency);
      return {
        id: row.id,
        planId: row.plan_id,
        dealId: row.deal_id,
        due: row.due_on,
        open,
        outstanding: open.toJSON(),
        since: row.since,
        sentSteps: row.sent.map(({ step, at }) => ({ step, at: new Date(at) })),
      };
    });
  }

  /**
   * A line is reminded of once for each step; a letter may name it again beside lines that are new to the step. The database refuses a
   * second row for a line and step, and any row for a line that is paid.
   */
  async send(tx: Tx, letter: Letter): Promise<void> {
    const { id, caseId, accountId, askedVersion, step, level, opensTask, outstanding, because, lineIds } = letter;
    await tx.query(
      `INSERT INTO dunning_letter (id, case_id, account_id, asked_version, step, level, opens_task, currency, outstanding, because, line_ids, sent_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
      [id, caseId, accountId, askedVersion, step, level, opensTask, outstanding.currency, outstanding.amount, JSON.stringify(because), lineIds, tx.now],
    );
    const rows = await tx.query(
      `INSERT INTO reminder (line_id, step, letter_id, sent_at) SELECT line_id, $2, $3, $4 FROM unnest($1::uuid[]) AS line_id
       ON CONFLICT DO NOTHING RETURNING line_id`,
      [lineIds, step, id, tx.now],
    );
    if (rows.length === 0) throw new Error(`Step "${step}" was sent before for every line of the letter.`);
  }

  /** Whether the act with this version asked for a collector's task already, and for how much. */
  async taskLetter(tx: Tx, caseId: string, askedVersion: number): Promise<{ step: string; level: number; outstanding: Money } | undefined> {
    const [row] = await tx.query<{ step: string; level: number; currency: string; outstanding: string }>(
      `SELECT step, level, currency, outstanding FROM dunning_letter WHERE case_id = $1 AND asked_version = $2 AND opens_task ORDER BY id LIMIT 1`,
      [caseId, askedVersion],
    );
    return row && { step: row.step, level: row.level, outstanding: Money.of(row.outstanding, row.currency) };
  }

  async wasSent(tx: Tx, caseId: string, askedVersion: number): Promise<boolean> {
    const rows = await tx.query('SELECT 1 FROM dunning_letter WHERE case_id = $1 AND asked_version = $2 LIMIT 1', [caseId, askedVersion]);
    return rows.length > 0;
  }

  /** True the first time. */
  async suppressOnce(tx: Tx, caseId: string, askedVersion: number, reason: string): Promise<boolean> {
    const rows = await tx.query(
      `INSERT INTO reminder_suppressed (case_id, asked_version, reason, suppressed_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT DO NOTHING RETURNING case_id`,
      [caseId, askedVersion, reason, tx.now],
    );
    return rows.length === 1;
  }
}
