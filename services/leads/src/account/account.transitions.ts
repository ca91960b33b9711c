export type AccountStatus = 'active' | 'churned' | 'merged';

const stays = { active: { active: 'active' }, always: { active: 'active', churned: 'churned' } } as const;

/** What each verb makes of a status; a verb that is not listed for a status is refused. */
export const accountTransitions = {
  change: stays.always,
  move: stays.always,
  transfer: stays.always,
  grade: stays.always,
  visit: stays.always,
  askForVisit: stays.active,
  setTeam: stays.always,
  expireTeam: stays.always,
  linkPartner: stays.always,
  unlinkPartner: stays.always,
  mapRelationship: stays.always,
  stateWallet: stays.always,
  recordSatisfaction: stays.always,
  churn: { active: 'churned' },
  winBack: { churned: 'active' },
  remove: stays.always,
  absorb: stays.always,
  // It turned out to be another customer.
  merge: { active: 'merged', churned: 'merged' },
  // Then as it was before.
  unmerge: { merged: 'active' },
} as const satisfies Record<string, Partial<Record<AccountStatus, AccountStatus>>>;

export type AccountVerb = keyof typeof accountTransitions;

export function nextStatus(from: AccountStatus, verb: AccountVerb): AccountStatus | undefined {
  return (accountTransitions[verb] as Partial<Record<AccountStatus, AccountStatus>>)[from];
}
