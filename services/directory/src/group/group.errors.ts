import { defineErrors } from '@throughline/errors/throughline-error';

export const groupErrors = defineErrors('group', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such group',
    situation: 'No group has this id, or it was removed.',
    action: 'Look up the group in /v1/groups.',
  },
  name_taken: {
    family: 'user',
    status: 409,
    title: 'There is a group of this name',
    situation: 'Rules name groups: two of the same name would be one.',
    action: 'Choose another name, or use the group that there is.',
  },
  member_has_left: {
    family: 'user',
    status: 422,
    title: 'The person has left',
    situation: 'Only who is with us is added to a group.',
    action: 'Leave the person out.',
  },
});
