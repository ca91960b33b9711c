import type { Money } from '@throughline/money/money';

/** What this service learns about a deal, from its own commands and from the contract, plan and receipt events. */
export type DealFact =
  | { type: 'lead-qualified'; leadId: string; capturedAt: string; source: string | null; campaign: string | null }
  | { type: 'opened'; accountId: string; accountName: string; ownerId: string; orgPath: string; product: string; amount: MoneyData; expectedCloseOn: string; stage: string }
  | { type: 'stage-changed'; from: string; to: string }
  | { type: 'won'; amount: MoneyData; cycle: number }
  | { type: 'lost'; reason: string }
  | { type: 'reopened'; reason: string; stage: string }
  | { type: 'contract-signed'; contractId: string; cycle: number; amount: MoneyData; signedAt: string }
  | { type: 'invoiced'; planId: string; contractId: string; amount: MoneyData; lines: { no: number; dueOn: string; amount: MoneyData }[] }
  | { type: 'money-received'; planId: string; receiptId: string; amount: MoneyData }
  | { type: 'money-taken-back'; planId: string; receiptId: string }
  | { type: 'settled'; planId: string }
  /** Not told by itself: the next snapshot shows it. */
  | { type: 'owner-changed'; ownerId: string; orgPath: string }
  // Not told on the deal stream; kept because the deal's story may have to ask what has happened.
  | { type: 'contract-drafted'; contractId: string }
  | { type: 'contract-refused'; contractId: string; reason: string }
  | { type: 'contract-terminated'; contractId: string; reason: string }
  | { type: 'plan-cancelled'; planId: string };

export type MoneyData = ReturnType<Money['toJSON']>;
