import { Injectable } from '@nestjs/common';
import { Remembered } from '@throughline/access/remembered';
import { EntityRows } from '@throughline/persistence/entity-rows';
import { preparedQuery } from '@throughline/persistence/open-transaction';
import type { Tx } from '@throughline/persistence/transaction';
import { approvalPolicySchema, type ApprovalPolicy } from '@throughline/policy/approval-policy';
import { In } from 'typeorm';
import { ApprovalRequest } from './approval-request.entity';
import { approvalErrors } from './approval.errors';

@Injectable()
export class ApprovalRepository {
  private readonly rows = new EntityRows(ApprovalRequest);
  private readonly versions = new Remembered<ApprovalPolicy>(10 * 60_000, 200);

  async insert(tx: Tx, request: ApprovalRequest): Promise<void> {
    await tx.manager.insert(ApprovalRequest, { ...request } as object);
  }

  async find(tx: Tx, id: string): Promise<ApprovalRequest | undefined> {
    return (await tx.manager.findOneBy(ApprovalRequest, { id })) ?? undefined;
  }

  findAll(tx: Tx, ids: string[]): Promise<ApprovalRequest[]> {
    return tx.manager.find(ApprovalRequest, { where: { id: In(ids) } });
  }

  /** Index approval_request_deal. */
  ofDeal(tx: Tx, dealId: string): Promise<ApprovalRequest[]> {
    return tx.manager.find(ApprovalRequest, { where: { dealId }, order: { id: 'ASC' } });
  }

  /** Locked until the commit; lock it before its tasks. @throws approval.not_found */
  async lock(tx: Tx, id: string): Promise<ApprovalRequest> {
    const [request] = await this.rows.read(tx, 'approval-lock', 'WHERE id = $1 FOR UPDATE', [id]);
    if (!request) throw approvalErrors.not_found();
    return request;
  }

  /** The same for the request that a task asks about; undefined: it asks about something else. */
  async lockOfTask(tx: Tx, taskId: string): Promise<ApprovalRequest | undefined> {
    const [request] = await this.rows.read(tx, 'approval-lock-of-task', 'WHERE id = (SELECT approval_id FROM task WHERE task.id = $1) FOR UPDATE', [taskId]);
    return request;
  }

  async update(tx: Tx, request: ApprovalRequest): Promise<void> {
    await preparedQuery(
      tx,
      'approval-update',
      `UPDATE approval_request SET status = $2, concluded_at = $3, version = $4, route = $5, fields = $6, figures = $7, amount = $8 WHERE id = $1 AND version <= $4`,
      [request.id, request.status, request.concludedAt, request.version, JSON.stringify(request.route), JSON.stringify(request.fields), JSON.stringify(request.figures), request.amountValue],
    );
  }

  /** The leg that an addition with this key made; undefined: there was none. */
  async addition(tx: Tx, taskId: string, key: string): Promise<string | undefined> {
    const [row] = await tx.query<{ leg: string }>('SELECT leg FROM approval_addition WHERE task_id = $1 AND key = $2', [taskId, key]);
    return row?.leg;
  }

  async insertAddition(tx: Tx, added: { taskId: string; key: string; leg: string; place: string; personId: string; by: string; comment: string | null }): Promise<void> {
    await tx.query(
      'INSERT INTO approval_addition (task_id, key, leg, place, person_id, added_by, added_at, comment) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
      [added.taskId, added.key, added.leg, added.place, added.personId, added.by, tx.now, added.comment],
    );
  }

  /** The newest rules for a subject in force on the day. */
  async policyFor(tx: Tx, subject: string, day: string): Promise<ApprovalPolicy> {
    const [row] = await tx.query<{ document: unknown }>(
      `SELECT document FROM approval_policy WHERE subject = $1 AND (document ->> 'effectiveFrom')::date <= $2::date ORDER BY version DESC LIMIT 1`,
      [subject, day],
    );
    if (!row) throw new Error(`No approval policy for ${subject} is in force on ${day}.`);
    return approvalPolicySchema.parse(row.document);
  }

  /** The version that a request was opened with. Versions stay as they are. */
  pinnedPolicy(tx: Tx, { policyId, policyVersion }: ApprovalRequest): Promise<ApprovalPolicy> {
    return this.versions.get(`${policyId} ${policyVersion}`, () => this.policy(tx, policyId, policyVersion));
  }

  /** Open requests in pages, by id; the answer of index approval_request_open. */
  async openIds(tx: Tx, after: string | null, limit: number): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM approval_request WHERE status = 'open' AND ($1::uuid IS NULL OR id > $1) ORDER BY id LIMIT $2`,
      [after, limit],
    );
    return rows.map(({ id }) => id);
  }

  async openAmong(tx: Tx, ids: string[]): Promise<string[]> {
    const rows = await tx.query<{ id: string }>(`SELECT id FROM approval_request WHERE status = 'open' AND id = ANY ($1::uuid[])`, [ids]);
    return rows.map(({ id }) => id);
  }

  private async policy(tx: Tx, policyId: string, policyVersion: number): Promise<ApprovalPolicy> {
    const [row] = await tx.query<{ document: unknown }>('SELECT document FROM approval_policy WHERE id = $1 AND version = $2', [policyId, policyVersion]);
    if (!row) throw new Error(`Approval policy ${policyId} version ${policyVersion} is gone.`);
    return approvalPolicySchema.parse(row.document);
  }
}
