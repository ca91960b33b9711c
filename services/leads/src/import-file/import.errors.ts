import { defineErrors } from '@throughline/errors/throughline-error';

/** Problems of a whole file. Nothing after the last committed batch was written; running the corrected file again creates nothing twice. */
export const importErrors = defineErrors('import', {
  not_found: {
    family: 'user',
    status: 404,
    title: 'There is no such import',
    situation: 'The id is unknown, or the import was run outside the unit of the caller.',
    action: 'Use the id of the report that the import answered.',
  },
  file_missing: {
    family: 'user',
    status: 422,
    title: 'There is no file',
    situation: 'The form has no part "file", or more than one.',
    action: 'Send multipart/form-data with one part "file" and one part "mapping".',
  },
  mapping_invalid: {
    family: 'user',
    status: 422,
    title: 'The mapping is not valid',
    situation: 'The part "mapping" is missing, is not JSON, or has unknown or missing members.',
    action: 'Correct the members listed in "errors".',
  },
  column_missing: {
    family: 'user',
    status: 422,
    title: 'A mapped column is missing',
    situation: 'The mapping names a column that the header of the file does not have.',
    action: 'Correct the header or the mapping; "data.columns" lists what is missing, "data.header" what is there.',
  },
  encoding: {
    family: 'user',
    status: 422,
    title: 'The encoding of the file is not the one said',
    situation: 'The bytes are neither UTF-8 nor GBK, or not of the encoding that the mapping declares.',
    action: 'Save the file as UTF-8 and send it again.',
  },
  unreadable: {
    family: 'user',
    status: 422,
    title: 'The file cannot be read',
    situation: 'A quote is never closed, or the workbook is damaged.',
    action: 'Repair the file; the report with the id in "data.importId" says how far it was taken in.',
  },
  empty: {
    family: 'user',
    status: 422,
    title: 'The file has no rows',
    situation: 'There is no header, or nothing below it.',
    action: 'Send a file with a header and at least one row.',
  },
  too_many_rows: {
    family: 'user',
    status: 422,
    title: 'The file has too many rows',
    situation: 'A file of leads may have 1,000,000 rows (CSV) or 200,000 rows (XLSX), one of accounts 20,000.',
    action: 'Cut the file into parts.',
  },
  taken_over: {
    family: 'user',
    status: 409,
    title: 'This import goes on elsewhere',
    situation: 'This process lost the database for a while, and a later request with the same file goes on where it had come to.',
    action: 'Wait for the answer of the later request, or read the report with the id in "data.importId".',
  },
  too_large: {
    family: 'user',
    status: 413,
    title: 'The file is too large',
    situation: 'A CSV file may have 512 MB, a workbook 64 MB, a file of accounts 16 MB.',
    action: 'Cut the file into parts.',
  },
});

/** Why one row was refused; the row's report carries the code and the field, and the rest of the file goes on. */
export const rowRefusals = defineErrors('import', {
  field_too_large: {
    family: 'user',
    status: 422,
    title: 'A field is larger than 1 MB',
    situation: 'One field of the row has more than 1,048,576 characters, or a mapped one more than 10,000.',
    action: 'Shorten the field and import the row again.',
  },
  wrong_number_of_fields: {
    family: 'user',
    status: 422,
    title: 'The row has not as many fields as the header',
    situation: 'A separator is missing, is too many, or is not quoted.',
    action: 'Correct the row and import it again.',
  },
  value_required: {
    family: 'user',
    status: 422,
    title: 'A required value is not given',
    situation: 'The mapping requires this field and the row has none.',
    action: 'Give the value and import the row again.',
  },
  date_invalid: {
    family: 'user',
    status: 422,
    title: 'This is no date',
    situation: 'The date is given but is not written as 2026-06-30.',
    action: 'Write it as year-month-day, or leave it out.',
  },
  percent_invalid: {
    family: 'user',
    status: 422,
    title: 'This is no percentage',
    situation: 'The likelihood is given but is no whole number from 0 to 100.',
    action: 'Write 0 to 100, or leave it out.',
  },
  owner_unknown: {
    family: 'user',
    status: 422,
    title: 'The owner is unknown',
    situation: 'There is no active person with this id or name.',
    action: "Write the person's id or full name, or let the mapping translate it.",
  },
  owner_ambiguous: {
    family: 'user',
    status: 422,
    title: 'Several people have this name',
    situation: 'The owner is given by a name that more than one active person has.',
    action: "Write the person's id, or let the mapping translate the name.",
  },
  owner_not_assignable: {
    family: 'user',
    status: 422,
    title: 'This person cannot be given leads',
    situation: 'The owner is no seller, or outside the unit of the one who imports.',
    action: 'Name an active seller of your unit.',
  },
  not_a_number: {
    family: 'user',
    status: 422,
    title: 'A value should be a number',
    situation: 'An amount, a year or a count of people has letters or too many digits.',
    action: 'Correct the value and import the row again.',
  },
});
