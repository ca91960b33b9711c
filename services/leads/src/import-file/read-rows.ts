import { CsvReader } from '@throughline/http/csv-reader';
import { importErrors } from './import.errors';
import type { FileEncoding } from './file-encoding';
import { textOf } from './file-encoding';
import { MAX_FIELD } from './header';

/**
 * Rows of a CSV file in blocks, the header first; cells as text, formulas included, exactly as written.
 * @throws import.unreadable for a quote that is never closed
 */
export async function* csvRows(path: string, encoding: FileEncoding, delimiter: string): AsyncGenerator<string[][]> {
  const reader = new CsvReader(delimiter, MAX_FIELD);
  for await (const text of textOf(path, encoding)) yield reader.push(text as string);
  if (reader.openQuote !== undefined) {
    const line = reader.openQuote;
    throw importErrors.unreadable({ detail: `A quote is opened in line ${line} and never closed.`, data: { line } });
  }
  yield reader.end();
}

/**
 * Rows of one sheet as one block, the header first. Of a formula its last result counts. Dates become `YYYY-MM-DD`.
 * @throws import.unreadable when it is no workbook or has no such sheet
 */
export async function* sheetRows(path: string, sheet?: string): AsyncGenerator<string[][]> {
  // Loaded when needed: few imports are workbooks.
  const { readSheet } = await import('read-excel-file/node');
  let rows: unknown[][];
  try {
    rows = (await (sheet === undefined ? readSheet(path) : readSheet(path, sheet))) as unknown[][];
  } catch (error) {
    throw importErrors.unreadable({ detail: 'The file is no readable workbook, or has no such sheet.', cause: error });
  }
  const width = rows[0]?.length ?? 0;
  const filled = (row: unknown[]) => [...row, ...Array<null>(Math.max(0, width - row.length)).fill(null)].map(asText);
  yield rows.map(filled).filter((cells) => cells.some((cell) => cell !== ''));
}

function asText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$/, '');
  return typeof cell === 'string' ? cell : String(cell as number | boolean);
}
