import type { DealFact } from './deal.facts';
import type { NamedFact } from './deal.repository';

const cny = (amount: string) => ({ amount, currency: 'CNY' });
const uuid = (n: number) => `0198c000-0000-7000-8000-${String(n).padStart(12, '0')}`;
export const dealId = uuid(1);
const [planId, contractId, first, second, account, owner, lead] = [2, 3, 4, 5, 6, 7, 8].map(uuid) as [string, string, string, string, string, string, string];

/** A deal that was told without disorder, from the qualified lead to the last payment, in two receipts. */
const facts: DealFact[] = [
  { type: 'lead-qualified', leadId: lead, capturedAt: '2026-01-05T01:00:00.000Z', source: 'fair', campaign: null },
  { type: 'opened', accountId: account, accountName: 'Harbour Cranes', ownerId: owner, orgPath: '1.1.', product: 'Hoist', amount: cny('100.00'), expectedCloseOn: '2026-06-30', stage: 'develop' },
  { type: 'won', amount: cny('100.00'), cycle: 1 },
  { type: 'contract-drafted', contractId },
  { type: 'contract-signed', contractId, cycle: 1, amount: cny('100.00'), signedAt: '2026-04-01T02:00:00.000Z' },
  { type: 'stage-changed', from: 'negotiation', to: 'implementation' },
  { type: 'invoiced', planId, contractId, amount: cny('100.00'), lines: [{ no: 1, dueOn: '2026-05-01', amount: cny('100.00') }] },
  { type: 'money-received', planId, receiptId: first, amount: cny('30.00') },
  { type: 'money-received', planId, receiptId: second, amount: cny('70.00') },
  { type: 'settled', planId },
];
export const story: NamedFact[] = facts.map((fact, index) => ({ key: `fact:${index}`, fact }));
export { first as firstReceipt, planId };
/** What a reader of `throughline.deals` sees of it. Where implementation is entered is free, once the contract is signed. */
export const told = ['lead-qualified', 'opened', 'won', 'contract-signed', 'invoiced', 'part-paid', 'paid', 'cash-complete'];
