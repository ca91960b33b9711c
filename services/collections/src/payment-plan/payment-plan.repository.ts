import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { In } from 'typeorm';
import { PaymentPlan } from './payment-plan.entity';
import { PlanLine } from './plan-line.entity';

/** Plans and lines are written only by holders of the customer's lock, so a plain read under that lock is safe. */
@Injectable()
export class PaymentPlanRepository {
  async insert(tx: Tx, plan: PaymentPlan): Promise<void> {
    const { lines, ...row } = plan;
    await tx.manager.insert(PaymentPlan, row);
    await tx.manager.insert(PlanLine, lines.map((line) => ({ ...line })));
  }

  async ofContract(tx: Tx, contractId: string): Promise<PaymentPlan | undefined> {
    const plan = await tx.manager.findOneBy(PaymentPlan, { contractId });
    return plan ? (await this.withLines(tx, [plan]))[0] : undefined;
  }

  /** In the order of their ids, so that everybody meets them in the same order. */
  async byIds(tx: Tx, ids: string[]): Promise<PaymentPlan[]> {
    const plans = await tx.manager.find(PaymentPlan, { where: { id: In([...new Set(ids)]) }, order: { id: 'ASC' } });
    return this.withLines(tx, plans);
  }

  /** Lines of one customer by id, locked in the order of their ids. */
  async lockLines(tx: Tx, accountId: string, ids: string[]): Promise<PlanLine[]> {
    return tx.manager.find(PlanLine, {
      where: { accountId, id: In(ids) },
      order: { id: 'ASC' },
      lock: { mode: 'pessimistic_write' },
    });
  }

  /** Everything the customer still owes, oldest due date first; the answer of index plan_line_open. */
  async openLines(tx: Tx, accountId: string): Promise<PlanLine[]> {
    return tx.manager
      .createQueryBuilder(PlanLine, 'line')
      .where('line.account_id = :accountId AND line.outstanding > 0', { accountId })
      .orderBy('line.due_on')
      .addOrderBy('line.id')
      .getMany();
  }

  async changeOwner(tx: Tx, contractId: string, { ownerId, orgPath }: Pick<PaymentPlan, 'ownerId' | 'orgPath'>): Promise<void> {
    await tx.query('UPDATE payment_plan SET owner_id = $2, org_path = $3 WHERE contract_id = $1', [contractId, ownerId, orgPath]);
  }

  /** Writes status and version. */
  async update(tx: Tx, plan: PaymentPlan): Promise<void> {
    await tx.query('UPDATE payment_plan SET status = $2, cancelled_on = $3, version = $4 WHERE id = $1 AND version <= $4', [
      plan.id,
      plan.status,
      plan.cancelledOn,
      plan.version,
    ]);
  }

  async waive(tx: Tx, lines: PlanLine[]): Promise<void> {
    await tx.query(
      `UPDATE plan_line SET cancelled = given.cancelled
       FROM unnest($1::uuid[], $2::numeric[]) AS given (id, cancelled) WHERE plan_line.id = given.id`,
      [lines.map((line) => line.id), lines.map((line) => line.cancelledValue)],
    );
  }

  private async withLines(tx: Tx, plans: PaymentPlan[]): Promise<PaymentPlan[]> {
    const lines = await tx.manager.find(PlanLine, { where: { planId: In(plans.map((plan) => plan.id)) }, order: { no: 'ASC' } });
    for (const plan of plans) plan.lines = lines.filter((line) => line.planId === plan.id);
    return plans;
  }
}
