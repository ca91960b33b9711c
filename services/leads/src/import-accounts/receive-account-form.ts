import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requestErrors } from '@throughline/errors/common-errors';
import type { FastifyRequest } from 'fastify';
import { encodingOf } from '../import-leads/file-encoding';
import { importErrors } from '../import-leads/import.errors';
import { csvRows, sheetRows } from '../import-leads/read-rows';
import type { AccountMapping } from './account-mapping';
import { accountMappingSchema } from './account-mapping';

/** Bytes. A customer base is small beside its leads. */
const MAX_FILE = 16 * 1024 * 1024;
export const MAX_ACCOUNTS = 20_000;

export interface AccountFile {
  name: string;
  /** Hex. */
  sha256: string;
  header: string[];
  rows: string[][];
}

/**
 * The form's file, read whole, and its mapping.
 * @throws import.file_missing, import.mapping_invalid, import.too_large, import.encoding, import.unreadable, import.empty, import.too_many_rows,
 * request.invalid, request.unsupported_media_type
 */
export async function receiveAccountForm(request: FastifyRequest): Promise<{ file: AccountFile; mapping: AccountMapping; dryRun: boolean }> {
  if (!request.isMultipart()) throw requestErrors.unsupported_media_type({ detail: 'Send the file as multipart/form-data.' });
  const fields = new Map<string, string>();
  let received: { name: string; bytes: Buffer } | undefined;
  try {
    for await (const part of request.parts({ limits: { fileSize: MAX_FILE, files: 1, fields: 10 } })) {
      if (part.type === 'field') fields.set(part.fieldname, String(part.value));
      else received = { name: part.filename.slice(0, 300) || 'file', bytes: await part.toBuffer() };
    }
  } catch (error) {
    if ((error as { code?: string }).code === 'FST_REQ_FILE_TOO_LARGE') throw importErrors.too_large({ cause: error });
    throw requestErrors.invalid({ detail: 'The form could not be read to its end.', cause: error });
  }
  if (!received) throw importErrors.file_missing();
  const mapping = mappingOf(fields.get('mapping'));
  const dryRun = fields.get('dryRun') ?? 'false';
  if (dryRun !== 'true' && dryRun !== 'false') throw requestErrors.invalid({ field: 'dryRun', detail: 'dryRun must be true or false.' });
  return { file: await readFile(received, mapping), mapping, dryRun: dryRun === 'true' };
}

function mappingOf(text: string | undefined): AccountMapping {
  let json: unknown;
  try {
    json = JSON.parse(text ?? '');
  } catch (error) {
    throw importErrors.mapping_invalid({ field: 'mapping', cause: error });
  }
  const parsed = accountMappingSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.slice(0, 20).map((issue) => ({ field: ['mapping', ...issue.path].join('.'), code: issue.code, message: issue.message }));
  throw importErrors.mapping_invalid({ ...(errors[0] && { field: errors[0].field }), errors });
}

/** Encoding and workbook readers work on files: it lies on disk for as long as it is read. */
async function readFile({ name, bytes }: { name: string; bytes: Buffer }, mapping: AccountMapping): Promise<AccountFile> {
  const folder = await mkdtemp(join(tmpdir(), 'throughline-accounts-'));
  try {
    const path = join(folder, 'file');
    await writeFile(path, bytes);
    const isWorkbook = mapping.format === 'xlsx' || (mapping.format === 'auto' && bytes.length > 4 && bytes.readUInt32BE(0) === 0x504b0304);
    const blocks = isWorkbook ? sheetRows(path, mapping.sheet) : csvRows(path, await encodingOf(path, mapping.encoding), mapping.delimiter);
    const all: string[][] = [];
    for await (const block of blocks) {
      all.push(...block);
      if (all.length > MAX_ACCOUNTS + 1) throw importErrors.too_many_rows({ detail: `A file of accounts may have ${MAX_ACCOUNTS} rows.`, data: { limit: MAX_ACCOUNTS } });
    }
    const [header, ...rows] = all;
    if (!header || rows.length === 0) throw importErrors.empty();
    return { name, sha256: createHash('sha256').update(bytes).digest('hex'), header, rows };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
