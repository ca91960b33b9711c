import type { ApprovalOutcome } from '@throughline/events/approval-events';

export type ApprovalStatus = 'open' | ApprovalOutcome;

/** The first conclusion stands. */
export const approvalTransitions: Record<ApprovalStatus, Partial<Record<'grant' | 'refuse' | 'withdraw' | 'lapse', ApprovalStatus>>> = {
  open: { grant: 'granted', refuse: 'refused', withdraw: 'withdrawn', lapse: 'lapsed' },
  granted: {},
  refused: {},
  withdrawn: {},
  lapsed: {},
};

export const verbOf = { granted: 'grant', refused: 'refuse', withdrawn: 'withdraw', lapsed: 'lapse' } as const satisfies Record<ApprovalOutcome, string>;
