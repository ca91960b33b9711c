import { CsvReader } from '@throughline/http/csv-reader';
import { syncErrors } from './sync.errors';

/** Data rows of one file. */
const MOST_ROWS = 5_000;
const LONGEST_FIELD = 1_000;

export interface CsvRow<C extends string> {
  /** As a spreadsheet numbers it: the header is 1, blank rows are not counted. */
  row: number;
  /** Trimmed; undefined: empty, or the file does not have the column. */
  cells: Partial<Record<C, string>>;
}

/**
 * Rows of a CSV file whose header names its columns, in any order; a semicolon or a tab separates as well as a comma.
 * @throws directory_sync.unreadable
 */
export function csvRows<C extends string>(text: string, columns: readonly C[], required: readonly C[]): CsvRow<C>[] {
  const plain = text.replace(/^\uFEFF/, '');
  const line = plain.split(/\r\n|\n|\r/, 1)[0] ?? '';
  const separator = [',', ';', '\t'].find((one) => line.includes(one)) ?? ',';
  const reader = new CsvReader(separator, LONGEST_FIELD);
  const rows = [...reader.push(plain)];
  if (reader.openQuote !== undefined) throw syncErrors.unreadable({ detail: `A quote is opened in line ${reader.openQuote} and never closed.` });
  const [head, ...data] = [...rows, ...reader.end()];
  const names = (head ?? []).map((name) => name.trim().toLowerCase());
  const unknown = names.find((name) => !columns.includes(name as C));
  if (unknown !== undefined) throw syncErrors.unreadable({ detail: `There is no column "${unknown}". Columns are ${columns.join(', ')}.` });
  const missing = required.filter((name) => !names.includes(name));
  if (missing.length > 0) throw syncErrors.unreadable({ detail: `The column ${missing.join(', ')} is missing.` });
  if (new Set(names).size < names.length) throw syncErrors.unreadable({ detail: 'A column is there twice.' });
  if (data.length > MOST_ROWS) throw syncErrors.unreadable({ detail: `A file has at most ${MOST_ROWS} rows.` });
  return data.map((cells, at) => ({
    row: at + 2,
    cells: Object.fromEntries(names.map((name, n) => [name, cells[n]?.trim() || undefined]).filter(([, cell]) => cell !== undefined)) as CsvRow<C>['cells'],
  }));
}
