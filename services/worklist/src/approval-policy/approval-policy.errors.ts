import { defineErrors } from '@throughline/errors/throughline-error';

export const approvalPolicyErrors = defineErrors('approval_policy', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such approval policy',
    situation: 'The id or the version is unknown, or no policy of this subject is in force on the day.',
    action: 'Look it up in the list of approval policies.',
  },
  invalid: {
    family: 'user',
    status: 422,
    title: 'The approval policy could not be kept',
    situation: 'The document does not fit its schema, or its parts do not fit together.',
    action: 'Correct what "errors" lists; `throughline policies validate` finds the same without a server.',
  },
  version_fixed: {
    family: 'user',
    status: 409,
    title: 'This version is there with other rules',
    situation: 'Requests may be running on it.',
    action: 'Save the change under the number named in "data".',
  },
  version_skipped: {
    family: 'user',
    status: 409,
    title: 'A version is missing before this one',
    situation: 'Versions are numbered one after another.',
    action: 'Save it under the number named in "data".',
  },
  subject_taken: {
    family: 'user',
    status: 409,
    title: 'Another policy rules this subject',
    situation: 'Requests of one kind follow one policy, and a policy keeps its subject.',
    action: 'Save the rules as the next version of the policy named in "data".',
  },
  not_as_declared: {
    family: 'user',
    status: 422,
    title: 'The request does not say what its kind declares',
    situation: 'A field is missing, is of another type, or is not declared.',
    action: 'Correct what "errors" lists; the kind lists its fields.',
  },
});
