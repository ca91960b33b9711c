export type PlanStatus = 'active' | 'cancelled';

/** Stored is only what people decided; open, part-paid, paid and overdue follow from the ledger. */
export const planTransitions: Record<PlanStatus, Partial<Record<'cancel', PlanStatus>>> = {
  active: { cancel: 'cancelled' },
  cancelled: {},
};
