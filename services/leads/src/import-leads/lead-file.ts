import { open } from 'node:fs/promises';
import { encodingOf } from './file-encoding';
import { importErrors } from './import.errors';
import type { ImportMapping } from './import-mapping';
import { RowMapper } from './map-row';
import { csvRows, MAX_ROWS, sheetRows } from './read-rows';

/** A file that has arrived whole, on disk. */
export interface LeadFile {
  path: string;
  /** As the sender calls it. */
  name: string;
  /** Hex. */
  sha256: string;
}

export interface OpenedFile {
  format: 'csv' | 'xlsx';
  encoding: string | null;
  mapper: RowMapper;
  /** Rows below the header, in blocks of any size. */
  rows: AsyncGenerator<string[][]>;
}

/**
 * Finds out format and encoding, reads the header and checks the mapping against it, before anything is written.
 * @throws import.encoding, import.unreadable, import.empty, import.column_missing; import.too_many_rows while its rows are read
 */
export async function openLeadFile(file: LeadFile, mapping: ImportMapping): Promise<OpenedFile> {
  const format = mapping.format === 'auto' ? await formatOf(file.path) : mapping.format;
  const encoding = format === 'csv' ? await encodingOf(file.path, mapping.encoding) : null;
  const all = encoding === null ? sheetRows(file.path, mapping.sheet) : csvRows(file.path, encoding, mapping.delimiter);
  const [header, ...first] = await firstBlock(all);
  if (!header) throw importErrors.empty();
  return { format, encoding, mapper: new RowMapper(mapping, header), rows: limited(first, all, MAX_ROWS[format]) };
}

async function firstBlock(blocks: AsyncGenerator<string[][]>): Promise<string[][]> {
  for (;;) {
    const { value, done } = await blocks.next();
    if (done) return [];
    if (value.length > 0) return value;
  }
}

/** A workbook is a zip file and begins like one. */
async function formatOf(path: string): Promise<'csv' | 'xlsx'> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.readUInt32BE(0) === 0x504b0304 ? 'xlsx' : 'csv';
  } finally {
    await file.close();
  }
}

async function* limited(first: string[][], rest: AsyncGenerator<string[][]>, most: number): AsyncGenerator<string[][]> {
  let count = first.length;
  yield first;
  for await (const block of rest) {
    count += block.length;
    if (count > most) throw importErrors.too_many_rows({ data: { limit: most } });
    yield block;
  }
}
