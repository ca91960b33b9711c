/** What may happen to a lead, as data: from → verb → to. `lead.entity.ts` is its only reader and the only writer of `status`. */
export const leadTransitions = {
  available: { learn: 'available', classify: 'available', move: 'available', tag: 'available', untag: 'available', claim: 'owned', assign: 'owned', disqualify: 'disqualified', merge: 'merged' },
  owned: {
    assign: 'owned',
    recordActivity: 'owned',
    remind: 'owned',
    pause: 'owned',
    resume: 'owned',
    lock: 'owned',
    unlock: 'owned',
    learn: 'owned',
    classify: 'owned',
    move: 'owned',
    tag: 'owned',
    untag: 'owned',
    askExtension: 'owned',
    concludeExtension: 'owned',
    extend: 'owned',
    accept: 'owned',
    decline: 'available',
    missAnswer: 'available',
    release: 'available',
    recycle: 'available',
    disqualify: 'disqualified',
    convert: 'converted',
    merge: 'merged',
  },
  converted: {},
  disqualified: { merge: 'merged' },
  // It turned out to be another lead.
  merged: { unmerge: 'available' },
} as const;

export type LeadStatus = keyof typeof leadTransitions;
type VerbsOf<S extends LeadStatus> = keyof (typeof leadTransitions)[S];
export type LeadVerb = { [S in LeadStatus]: VerbsOf<S> }[LeadStatus];

/** The state after `verb`, or undefined when the state does not know it. */
export function nextStatus(from: LeadStatus, verb: LeadVerb): LeadStatus | undefined {
  return (leadTransitions[from] as Partial<Record<LeadVerb, LeadStatus>>)[verb];
}
