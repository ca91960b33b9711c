import { defineErrors } from '@throughline/errors/throughline-error';

export const syncErrors = defineErrors('directory_sync', {
  unreadable: {
    family: 'user',
    status: 422,
    title: 'The file cannot be read',
    situation: 'It has no header, a column that is not known or is missing, too many rows, or a quote that is never closed: `detail` says which.',
    action: 'Correct the file as docs/organisation.md describes it.',
  },
  row_is_wrong: {
    family: 'user',
    status: 422,
    title: 'The row is wrong',
    situation: 'A field is missing or has a value that it cannot have.',
    action: 'Correct the row.',
  },
});
