import { open } from 'node:fs/promises';
import { encodingOf } from './file-encoding';
import type { FileHabits } from './file-habits';
import { importErrors } from './import.errors';
import { csvRows, sheetRows } from './read-rows';

/** A file that has arrived whole, on disk. */
export interface ImportFile {
  path: string;
  /** As the sender calls it. */
  name: string;
  /** Hex. */
  sha256: string;
}

export interface OpenedFile {
  format: 'csv' | 'xlsx';
  encoding: string | null;
  header: string[];
  /** Rows below the header, in blocks of any size. */
  rows: AsyncGenerator<string[][]>;
}

/** Bytes of a workbook, which is held in memory; a CSV file never is. */
const MAX_WORKBOOK = 64 * 1024 * 1024;

/**
 * Finds out format and encoding and reads the header, before anything is written.
 * @param most rows below the header that the file may have
 * @throws import.encoding, import.unreadable, import.empty, import.too_large; import.too_many_rows while its rows are read
 */
export async function openFile({ path }: ImportFile, habits: Pick<FileHabits, 'format' | 'encoding' | 'delimiter' | 'sheet'>, most: { csv: number; xlsx: number }): Promise<OpenedFile> {
  const { bytes, isZip } = await looked(path);
  const format = habits.format === 'auto' ? (isZip ? 'xlsx' : 'csv') : habits.format;
  if (format === 'xlsx' && bytes > MAX_WORKBOOK) throw importErrors.too_large();
  const encoding = format === 'csv' ? await encodingOf(path, habits.encoding) : null;
  const all = encoding === null ? sheetRows(path, habits.sheet) : csvRows(path, encoding, habits.delimiter);
  const [header, ...first] = await firstBlock(all);
  if (!header) throw importErrors.empty();
  return { format, encoding, header, rows: limited(followed(first, all), most[format]) };
}

async function firstBlock(blocks: AsyncGenerator<string[][]>): Promise<string[][]> {
  for (;;) {
    const { value, done } = await blocks.next();
    if (done) return [];
    if (value.length > 0) return value;
  }
}

/** A workbook is a zip file and begins like one. */
async function looked(path: string): Promise<{ bytes: number; isZip: boolean }> {
  const file = await open(path);
  try {
    const { size: bytes } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return { bytes, isZip: bytesRead === 4 && buffer.readUInt32BE(0) === 0x504b0304 };
  } finally {
    await file.close();
  }
}

async function* followed(first: string[][], rest: AsyncGenerator<string[][]>): AsyncGenerator<string[][]> {
  yield first;
  yield* rest;
}

async function* limited(blocks: AsyncGenerator<string[][]>, most: number): AsyncGenerator<string[][]> {
  let count = 0;
  for await (const block of blocks) {
    count += block.length;
    if (count > most) throw importErrors.too_many_rows({ data: { limit: most } });
    yield block;
  }
}
