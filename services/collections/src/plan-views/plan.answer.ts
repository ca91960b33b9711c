import { Money, moneySchema } from '@throughline/money/money';
import { z } from 'zod';
import { lineStatus } from '../payment-plan/plan-line.entity';

const lineSchema = z.object({
  id: z.uuid(),
  no: z.int(),
  label: z.string(),
  dueOn: z.iso.date(),
  amount: moneySchema,
  allocated: moneySchema,
  outstanding: moneySchema,
  status: z.enum(['open', 'part-paid', 'paid', 'overdue', 'cancelled']),
  /** Calendar days since the due date; 0 when nothing is overdue. */
  daysOverdue: z.int(),
});

/** A payment plan with its lines. Every status follows from the ledger and the day; none is stored. */
export const planSchema = z.object({
  id: z.uuid(),
  contractId: z.uuid(),
  /** Null where the contract came into force before contracts told it. */
  contractNumber: z.string().nullable(),
  dealId: z.uuid(),
  accountId: z.uuid(),
  customerName: z.string(),
  ownerId: z.uuid(),
  activatedOn: z.iso.date(),
  amount: moneySchema,
  received: moneySchema,
  outstanding: moneySchema,
  status: z.enum(['open', 'part-paid', 'paid', 'overdue', 'cancelled']),
  nextDueOn: z.iso.date().nullable(),
  lines: z.array(lineSchema),
  version: z.int(),
});
export type PlanAnswer = z.infer<typeof planSchema>;

export interface PlanRow {
  id: string;
  contract_id: string;
  contract_number: string | null;
  deal_id: string;
  account_id: string;
  customer_name: string;
  owner_id: string;
  activated_on: string;
  currency: string;
  total: string;
  received: string;
  outstanding: string;
  status: PlanAnswer['status'];
  next_due_on: string | null;
  version: number;
  lines: { id: string; no: number; label: string; due_on: string; amount: string; allocated: string; outstanding: string; cancelled: string; days_overdue: number }[];
}

export function planAnswer(row: PlanRow): PlanAnswer {
  const money = (amount: string) => Money.of(amount, row.currency);
  return {
    id: row.id,
    contractId: row.contract_id,
    contractNumber: row.contract_number,
    dealId: row.deal_id,
    accountId: row.account_id,
    customerName: row.customer_name,
    ownerId: row.owner_id,
    activatedOn: row.activated_on,
    amount: money(row.total).toJSON(),
    received: money(row.received).toJSON(),
    outstanding: money(row.outstanding).toJSON(),
    status: row.status,
    nextDueOn: row.next_due_on,
    version: row.version,
    lines: row.lines.map((line) => {
      const amounts = { amount: money(line.amount), allocated: money(line.allocated), outstanding: money(line.outstanding) };
      const derived = lineStatus({ ...amounts, waived: money(line.cancelled).isPositive() });
      return {
        id: line.id,
        no: line.no,
        label: line.label,
        dueOn: line.due_on,
        amount: amounts.amount.toJSON(),
        allocated: amounts.allocated.toJSON(),
        outstanding: amounts.outstanding.toJSON(),
        status: line.days_overdue > 0 ? ('overdue' as const) : derived,
        daysOverdue: line.days_overdue,
      };
    }),
  };
}
