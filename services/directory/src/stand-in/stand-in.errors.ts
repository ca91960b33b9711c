import { defineErrors } from '@throughline/errors/throughline-error';

export const standInErrors = defineErrors('stand_in', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such stand-in',
    situation: 'This person has no entry of a stand-in with this id.',
    action: 'Look it up in /v1/people/{id}/stand-ins.',
  },
  oneself: {
    family: 'user',
    status: 422,
    title: 'Nobody stands in for himself',
    situation: 'The stand-in is the person who is away.',
    action: 'Name somebody else.',
  },
  has_left: {
    family: 'user',
    status: 422,
    title: 'The stand-in has left',
    situation: 'Who is named is no longer active.',
    action: 'Name somebody who is with us.',
  },
  leads_back: {
    family: 'user',
    status: 409,
    title: 'The stand-ins would lead back',
    situation: 'For a part of this time the person stands in for the one who is named, directly or through others.',
    action: 'Name somebody who does not lead back, or another time or scope.',
  },
  away_too: {
    family: 'user',
    status: 409,
    title: 'The stand-in is away the whole time',
    situation: 'Absences of the one who is named cover all of this time.',
    action: 'Name somebody who is there.',
  },
  overlaps: {
    family: 'user',
    status: 409,
    title: 'There is a stand-in for this already',
    situation: 'Another stand-in of the person is named for a part of this time and one of these kinds.',
    action: 'Withdraw that one first, or choose another time or scope.',
  },
  is_over: {
    family: 'user',
    status: 422,
    title: 'The time is over',
    situation: '"to" is not in the future.',
    action: 'Correct "to".',
  },
  unknown_kind: {
    family: 'user',
    status: 422,
    title: 'Nothing of this kind is ever asked',
    situation: 'No approval policy declares one of these kinds, and no process opens tasks of it; or it was declared a moment ago and has not been heard of yet.',
    action: 'Take one of the kinds that "data" lists, or have the approval policy published first.',
  },
  already_withdrawn: {
    family: 'user',
    status: 409,
    title: 'This stand-in was withdrawn before',
    situation: 'The entry is not valid any more.',
    action: 'Nothing is left to do.',
  },
});
