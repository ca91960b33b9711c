import type { PersonApi } from '@throughline/tools/throughline/demo/api';
import type { Person } from '@throughline/tools/throughline/demo/cast';
import type { Company } from '../installation/company';

/** A discount that a manager is asked for. */
export interface WaitingDiscount {
  companyName: string;
  dealId: string;
  taskId: string;
  approver: Person;
}

/** A rep takes a lead to a deal for each company and asks for 8 per cent off: his manager alone decides that. */
export async function waitingDiscounts(firm: Company, companyNames: readonly string[]): Promise<WaitingDiscount[]> {
  const requester = firm.cast.one('sales-rep');
  const rep = firm.cast.as(requester);
  const approver = firm.cast.people.find(({ id }) => id === requester.managerId)!;
  const deals: { companyName: string; dealId: string }[] = [];
  for (const companyName of companyNames) deals.push({ companyName, dealId: await deal(firm, rep, companyName) });
  // While time moves, all that follows from what was done is waited for.
  await firm.days.advanceTo(firm.days.now.plus({ minutes: 10 }));
  for (const { dealId } of deals) await rep.post(`/v1/opportunities/${dealId}/discount-requests`, { percent: '8', reason: 'A competitor is in, at a lower price.' });
  await firm.days.advanceTo(firm.days.now.plus({ minutes: 10 }));
  const tasks = await firm.cast.as(approver).all<{ id: string; dealId: string | null }>('/v1/tasks?view=mine&kind=approval');
  return deals.map((one) => {
    const task = tasks.find(({ dealId }) => dealId === one.dealId);
    if (!task) throw new Error(`${approver.name} is not asked for the discount of ${one.companyName}.`);
    return { ...one, taskId: task.id, approver };
  });
}

async function deal(firm: Company, rep: PersonApi, companyName: string): Promise<string> {
  const { leadId } = await firm.cast.as(firm.cast.one('sales-head')).post<{ leadId: string }>('/v1/leads', { companyName, poolId: firm.poolId });
  await rep.post(`/v1/leads/${leadId}/claim`);
  const { dealId } = await rep.post<{ dealId: string }>(`/v1/leads/${leadId}/convert`, {
    contact: { name: 'Purchasing' },
    product: 'Line Monitor',
    amount: { amount: '240000.00', currency: 'CNY' },
    expectedClose: firm.days.now.plus({ days: 60 }).toISODate(),
  });
  return dealId;
}
