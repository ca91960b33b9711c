import { defineErrors } from '@throughline/errors/throughline-error';

export const policyErrors = defineErrors('policy', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such policy',
    situation: 'The kind, the id or the version is unknown.',
    action: 'Look it up in the list of policies.',
  },
  invalid: {
    family: 'user',
    status: 422,
    title: 'The policy breaks the rules of its kind',
    situation: 'The document does not fit the schema of its kind, or does not name the policy that it was sent to.',
    action: 'Correct what "errors" lists; `throughline policies validate` finds the same without a server.',
  },
  version_fixed: {
    family: 'user',
    status: 409,
    title: 'This version has been in force and cannot change',
    situation: 'Ownerships are judged by it.',
    action: 'Save the change as a new version.',
  },
  version_too_old: {
    family: 'user',
    status: 409,
    title: 'A later version is in force',
    situation: 'Versions come into force in the order of their numbers.',
    action: 'Save it under the number named in "data" or a higher one. To go back, save the old rules as a new version.',
  },
  being_applied: {
    family: 'user',
    status: 409,
    title: 'A change of this policy is under way',
    situation: 'Another version waits for its day, or the ownerships are being rewritten.',
    action: 'Wait until it is completed, or withdraw it while it waits.',
  },
  not_withdrawable: {
    family: 'user',
    status: 409,
    title: 'This change can no longer be withdrawn',
    situation: 'The version is in force.',
    action: 'Save the former rules as a new version and apply that.',
  },
  in_use: {
    family: 'user',
    status: 409,
    title: 'The policy is still used',
    situation: 'The pools in "data" have it, or it decides about everything of its kind.',
    action: 'Put the pools under another policy, or close them. To change the rules, apply another version.',
  },
  not_recomputable: {
    family: 'user',
    status: 422,
    title: 'Nothing follows from policies of this kind that could be computed once more',
    situation: 'An assignment is decided when it is made.',
    action: 'Recompute lead, scoring, classification or account.',
  },
  not_a_draft: {
    family: 'user',
    status: 409,
    title: 'Only a draft can be put on trial',
    situation: 'The version is or was in force.',
    action: 'Save the rules as a new version first.',
  },
});
export const policyPreviewErrors = defineErrors('policy_preview', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such preview',
    situation: 'The id is unknown, the preview is older than a week, or somebody else made it.',
    action: 'Make the preview again.',
  },
  not_for_kind: {
    family: 'user',
    status: 422,
    title: 'Policies of this kind have no preview',
    situation: 'Only the rules of pools decide when an ownership ends.',
    action: 'Preview a policy of the kind lead.',
  },
});
export const policyApplicationErrors = defineErrors('policy_application', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such change',
    situation: 'The id is unknown.',
    action: 'Look it up in the list of changes.',
  },
});
