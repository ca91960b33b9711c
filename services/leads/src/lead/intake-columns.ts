import { textColumn } from '@throughline/persistence/columns';
import type { LeadDetails } from './lead-details';

/** Columns of a new lead that hold its origin, place, class and score, and the members of `LeadDetails` that they are made of. */
const columns = [
  ['channel', 'channel', 'text'],
  ['referrer', 'referrer', 'text'],
  ['form_id', 'formId', 'uuid'],
  ['country_code', 'countryCode', 'text'],
  ['region', 'region', 'text'],
  ['business_type', 'businessType', 'text'],
  ['tags', 'tags', 'text[]'],
  ['score', 'score', 'int'],
  ['grade', 'grade', 'text'],
  ['score_rules', 'scoreRules', 'text[]'],
  ['score_version', 'scoreVersion', 'int'],
  ['expected_close_on', 'expectedCloseOn', 'date'],
  ['likelihood', 'likelihood', 'int'],
] as const;

/** For the statement that inserts leads from JSON. */
export const intakeColumns = {
  names: columns.map(([name]) => name).join(', '),
  values: columns.map(([, member]) => `"${member}"`).join(', '),
  /** The same where lists are still literals. */
  valuesOfColumns: columns.map(([, member, type]) => (type === 'text[]' ? `"${member}"::text[]` : `"${member}"`)).join(', '),
  record: columns.map(([, member, type]) => `"${member}" ${type}`).join(', '),
  /** For the one that inserts them from columns. A list within a column comes as its literal. */
  members: columns.map(([, member]) => member),
  types: columns.map(([, , type]) => (type === 'text[]' ? type : `${type}[]`)),
  ofMany: (all: readonly LeadDetails[]): string[] =>
    columns.map(([, member]) => textColumn(all.map((details) => (Array.isArray(details[member]) ? textColumn(details[member]) : (details[member] as string | number | null))))),
  /** Those of one lead as JSON. */
  of: (details: LeadDetails): string => JSON.stringify(Object.fromEntries(columns.map(([, member]) => [member, details[member]]))),
};
