import { parse } from 'csv-parse';
import { importErrors } from './import.errors';
import type { FileEncoding } from './file-encoding';
import { textOf } from './file-encoding';

/** Rows that one file may have. A workbook is held in memory, a CSV file never is. */
export const MAX_ROWS = { csv: 1_000_000, xlsx: 200_000 };
/** Characters of one CSV record: beyond it a quote was never closed. */
const MAX_RECORD = 32 * 1024 * 1024;

/**
 * Records of a CSV file, the header first; cells as text, formulas included, exactly as written.
 * @throws import.unreadable for a quote that is never closed or a record over 32 MB
 */
export async function* csvRows(path: string, encoding: FileEncoding, delimiter: string): AsyncGenerator<string[]> {
  const text = textOf(path, encoding);
  const parser = parse({ bom: true, delimiter, relax_column_count: true, skip_empty_lines: true, max_record_size: MAX_RECORD });
  text.on('error', (error) => parser.destroy(error));
  try {
    yield* text.pipe(parser) as AsyncIterable<string[]>;
  } catch (error) {
    const { code, lines } = error as { code?: string; lines?: number };
    if (!code?.startsWith('CSV_')) throw error;
    throw importErrors.unreadable({ detail: `The file cannot be read near line ${lines ?? '?'}.`, data: { line: lines ?? null, reason: code }, cause: error });
  } finally {
    text.destroy();
  }
}

/**
 * Rows of one sheet, the header first. Of a formula its last result counts. Dates become `YYYY-MM-DD`.
 * @throws import.unreadable when it is no workbook or has no such sheet
 */
export async function* sheetRows(path: string, sheet?: string): AsyncGenerator<string[]> {
  // Loaded when needed: few imports are workbooks.
  const { readSheet } = await import('read-excel-file/node');
  let rows: unknown[][];
  try {
    rows = (await (sheet === undefined ? readSheet(path) : readSheet(path, sheet))) as unknown[][];
  } catch (error) {
    throw importErrors.unreadable({ detail: 'The file is no readable workbook, or has no such sheet.', cause: error });
  }
  const width = rows[0]?.length ?? 0;
  for (const row of rows) {
    const cells = row.map(asText);
    if (cells.every((cell) => cell === '')) continue;
    while (cells.length < width) cells.push('');
    yield cells;
  }
}

function asText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$/, '');
  return typeof cell === 'string' ? cell : String(cell as number | boolean);
}
