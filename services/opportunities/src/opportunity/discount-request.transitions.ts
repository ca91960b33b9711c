import type { ApprovalOutcome } from '@throughline/events/approval-events';

export type DiscountStatus = 'requested' | ApprovalOutcome;

/** An approval ends in one of four ways; each ends the request, and nothing follows an end. */
export const discountTransitions: Record<DiscountStatus, Partial<Record<'grant' | 'refuse' | 'lapse' | 'withdraw', DiscountStatus>>> = {
  requested: { grant: 'granted', refuse: 'refused', lapse: 'lapsed', withdraw: 'withdrawn' },
  granted: {},
  refused: {},
  lapsed: {},
  withdrawn: {},
};

export const finalDiscountStatuses: readonly DiscountStatus[] = ['granted', 'refused', 'lapsed', 'withdrawn'];
