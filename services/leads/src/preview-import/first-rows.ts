import type { ImportFile } from '../import-file/open-file';
import { openFile } from '../import-file/open-file';
import type { ImportPreview, PreviewHabits } from './preview-import.dto';

const ROWS = 5;
/** Characters of a cell. */
const CELL = 200;
/** It is looked into, not taken in. */
const ANY = { csv: Infinity, xlsx: Infinity };

/**
 * Header and first rows, as the import would read them.
 * @throws import.encoding, import.unreadable, import.empty, import.too_large
 */
export async function firstRows(file: ImportFile, habits: PreviewHabits): Promise<ImportPreview> {
  const { format, encoding, header, rows } = await openFile(file, habits, ANY);
  const first: string[][] = [];
  for await (const block of rows) {
    first.push(...block.slice(0, ROWS - first.length));
    if (first.length === ROWS) break;
  }
  return { format, encoding, header, rows: first.map((cells) => cells.map((cell) => cell.slice(0, CELL))) };
}
