export type ContractStatus = 'draft' | 'in-review' | 'returned' | 'approved' | 'signed' | 'active' | 'refused' | 'terminated';
export type ContractVerb =
  | 'addVersion' | 'requestReview' | 'recordLeg' | 'approve' | 'return' | 'sign' | 'completeSignatures' | 'activate' | 'refuse' | 'terminate';

/**
 * The state table: from, verb, to. A returned version is never reviewed a second time: its author writes the next one. What nobody has
 * signed can be refused for good; what both have signed can only be terminated.
 */
export const contractTransitions: Record<ContractStatus | 'new', Partial<Record<ContractVerb | 'draft', ContractStatus>>> = {
  new: { draft: 'draft' },
  draft: { addVersion: 'draft', requestReview: 'in-review', refuse: 'refused' },
  'in-review': { recordLeg: 'in-review', approve: 'approved', return: 'returned' },
  returned: { addVersion: 'draft', refuse: 'refused' },
  approved: { addVersion: 'draft', sign: 'approved', completeSignatures: 'signed', refuse: 'refused' },
  signed: { activate: 'active', terminate: 'terminated' },
  active: { terminate: 'terminated' },
  refused: {},
  terminated: {},
};

export const finalContractStatuses: readonly ContractStatus[] = ['refused', 'terminated'];
