export type CaseStatus = 'open' | 'closed';

/** A closed case stays closed: when money is taken back, the next cycle opens. */
export const caseTransitions: Record<CaseStatus, Partial<Record<'close', CaseStatus>>> = {
  open: { close: 'closed' },
  closed: {},
};
