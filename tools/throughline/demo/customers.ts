import { DateTime } from 'luxon';
import { randomFrom } from './random';
import type { Stage } from './stage';

interface PlanLine {
  id: string;
  no: number;
  dueOn: string;
  outstanding: { amount: string; currency: string };
}
interface PlanCard {
  id: string;
  dealId: string;
  accountId: string;
  customerName: string;
  lines: PlanLine[];
}

/** How a customer pays: days after the due date, and whether in two parts. */
function habit(stage: Stage, accountName: string): { daysAfter: number; inParts: boolean } {
  const random = randomFrom(`${stage.seed}/${accountName}/pays`);
  const roll = random.next();
  const inParts = random.chance(0.25);
  if (roll < 0.55) return { daysAfter: random.between(-2, 1), inParts };
  if (roll < 0.8) return { daysAfter: random.between(4, 9), inParts };
  if (roll < 0.95) return { daysAfter: random.between(15, 20), inParts };
  return { daysAfter: 400, inParts: false };
}

/** The bank statement of the day: a colleague in finance enters what came in, and allocates it. */
export class Bank {
  private receipts = 0;
  private readonly partPaid = new Set<string>();

  constructor(private readonly stage: Stage) {}

  async bringsToday(): Promise<void> {
    const clerk = this.stage.cast.one('finance');
    const api = this.stage.cast.as(clerk);
    const today = this.stage.days.now;
    for (const plan of await api.all<PlanCard>(`/v1/plans?dueBy=${today.plus({ days: 3 }).toISODate()}`)) {
      const { daysAfter, inParts } = habit(this.stage, plan.customerName);
      for (const line of plan.lines) {
        if (line.outstanding.amount.match(/^0(\.0*)?$/)) continue;
        const paysOn = DateTime.fromISO(line.dueOn, { zone: today.zone }).plus({ days: daysAfter });
        const firstPart = inParts && !this.partPaid.has(line.id);
        if (today < (inParts && !firstPart ? paysOn.plus({ days: 4 }) : paysOn)) continue;
        await this.pays(plan, line, firstPart);
      }
    }
  }

  private async pays(plan: PlanCard, line: PlanLine, half: boolean): Promise<void> {
    const api = this.stage.cast.as(this.stage.cast.one('finance'));
    if (half) this.partPaid.add(line.id);
    this.receipts += 1;
    const amount = half ? halfOf(line.outstanding.amount) : line.outstanding.amount;
    const receipt = await api.post<{ id: string }>('/v1/receipts', {
      bankAccount: 'CN-6222-0001',
      bankReference: `${this.stage.days.now.toFormat('yyyyLLdd')}-${String(this.receipts).padStart(5, '0')}`,
      accountId: plan.accountId,
      amount: { amount, currency: line.outstanding.currency },
      receivedOn: this.stage.days.now.toISODate(),
      remittance: `Instalment ${line.no}`,
    });
    this.stage.happenings.expect('receipt.recorded', receipt.id);
    await api.post(`/v1/receipts/${receipt.id}/allocations`, { lines: [{ lineId: line.id, amount: { amount, currency: line.outstanding.currency } }] });
    this.stage.happenings.expect('receipt.allocated', receipt.id);
  }
}

/** Half of an amount in whole cents, without floating point. */
function halfOf(amount: string): string {
  const [units = '0', cents = ''] = amount.split('.');
  const minor = (BigInt(units) * 100n + BigInt(cents.padEnd(2, '0').slice(0, 2))) / 2n;
  return `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
}
