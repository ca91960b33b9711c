import { defineErrors } from '@throughline/errors/throughline-error';

export const sandboxTimeErrors = defineErrors('sandbox_time', {
  already_moving: {
    family: 'user',
    status: 409,
    title: 'Time is already being moved',
    situation: 'Somebody else moves the time of this sandbox at the moment.',
    action: 'Wait until it has arrived; GET /v1/sandbox/time says where it is.',
  },
  in_the_past: {
    family: 'user',
    status: 400,
    title: 'Time only moves forward',
    situation: 'The instant to move to is before the present time of the sandbox, or the duration is not positive.',
    action: 'Name the present instant or a later one, or a positive duration.',
  },
  not_quiet: {
    family: 'user',
    status: 503,
    title: 'The sandbox does not come to rest',
    situation: 'Work that was due is not finished after a minute, so time stands where it is.',
    action: 'See in "detail" who is not at rest and look at its log; then advance again.',
  },
});
