import { defineErrors } from '@throughline/errors/throughline-error';

export const apiKeyErrors = defineErrors('api_key', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such API key',
    situation: 'No key has this id, or it is somebody else’s.',
    action: 'Look it up in /v1/api-keys.',
  },
  too_long: {
    family: 'user',
    status: 422,
    title: 'The key would be valid for too long',
    situation: 'A key must end within a year, and not before it begins.',
    action: 'Choose a date within a year; make a new key before it ends.',
  },
  too_many: {
    family: 'user',
    status: 409,
    title: 'There are too many keys',
    situation: 'The person has as many valid keys as anybody may have.',
    action: 'Revoke one that is not used any more.',
  },
});
