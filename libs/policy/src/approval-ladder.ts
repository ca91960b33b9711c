/** remind: those asked · manager: theirs is asked in addition · alternate: so is the alternate of the leg · approve, reject, lapse: silence is the answer. */
export const ladderVerbs = ['remind', 'manager', 'alternate', 'approve', 'reject', 'lapse'] as const;
export type LadderVerb = (typeof ladderVerbs)[number];
