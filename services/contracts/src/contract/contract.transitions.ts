export type ContractStatus = 'draft' | 'in-review' | 'returned' | 'approved' | 'signed' | 'active' | 'refused' | 'terminated' | 'ended';
export type ContractVerb =
  | 'addVersion' | 'requestReview' | 'recordLeg' | 'approve' | 'return' | 'sign' | 'completeSignatures' | 'activate' | 'refuse' | 'terminate' | 'expire' | 'recordActivity';

/**
 * The state table: from, verb, to. A returned version is never reviewed a second time: its author writes the next one. What nobody has
 * signed can be refused for good; what both have signed can only be terminated, or ends with its term.
 */
export const contractTransitions: Record<ContractStatus | 'new', Partial<Record<ContractVerb | 'draft', ContractStatus>>> = {
  new: { draft: 'draft' },
  draft: { addVersion: 'draft', requestReview: 'in-review', refuse: 'refused', recordActivity: 'draft' },
  'in-review': { recordLeg: 'in-review', approve: 'approved', return: 'returned', recordActivity: 'in-review' },
  returned: { addVersion: 'draft', refuse: 'refused', recordActivity: 'returned' },
  approved: { addVersion: 'draft', sign: 'approved', completeSignatures: 'signed', refuse: 'refused', recordActivity: 'approved' },
  signed: { activate: 'active', terminate: 'terminated', recordActivity: 'signed' },
  active: { terminate: 'terminated', expire: 'ended', recordActivity: 'active' },
  refused: {},
  terminated: {},
  ended: {},
};

export const finalContractStatuses: readonly ContractStatus[] = ['refused', 'terminated', 'ended'];
