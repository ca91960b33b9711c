import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import { requestErrors } from '@throughline/errors/common-errors';
import type { FastifyRequest } from 'fastify';
import { importErrors } from './import.errors';
import type { ImportLeads } from './import-leads.command';
import { importMappingSchema } from './import-mapping';

/** Bytes. */
export const MAX_FILE = 512 * 1024 * 1024;
const MAX_FIELD_BYTES = 1024 * 1024;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface ReceivedForm {
  command: ImportLeads;
  /** Removes the file; to be called whatever happens. */
  discard: () => Promise<void>;
}

/**
 * Streams the form's file to disk, in any order of parts: nothing of it is ever held in memory.
 * @throws import.file_missing, import.mapping_invalid, import.too_large, request.invalid, request.unsupported_media_type
 */
export async function receiveForm(request: FastifyRequest): Promise<ReceivedForm> {
  if (!request.isMultipart()) throw requestErrors.unsupported_media_type({ detail: 'Send the file as multipart/form-data.' });
  const folder = await mkdtemp(join(tmpdir(), 'throughline-import-'));
  const discard = () => rm(folder, { recursive: true, force: true });
  try {
    const fields = new Map<string, string>();
    let file: ImportLeads['file'] | undefined;
    for await (const part of request.parts({ limits: { fileSize: MAX_FILE, files: 1, fields: 10, fieldSize: MAX_FIELD_BYTES } })) {
      if (part.type === 'file' && part.fieldname === 'file' && !file) file = await keep(part, join(folder, 'file'));
      else if (part.type === 'field') fields.set(part.fieldname, String(part.value));
      else throw importErrors.file_missing();
    }
    if (!file) throw importErrors.file_missing();
    return { command: { file, mapping: mappingOf(fields.get('mapping')), ...optionsOf(fields) }, discard };
  } catch (error) {
    await discard();
    throw asProblem(error);
  }
}

async function keep(part: MultipartFile, path: string): Promise<ImportLeads['file']> {
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      done(null, chunk);
    },
  });
  await pipeline(part.file, hashing, createWriteStream(path));
  if (part.file.truncated) throw importErrors.too_large();
  return { path, name: part.filename.slice(0, 300) || 'file', sha256: hash.digest('hex') };
}

function mappingOf(text: string | undefined): ImportLeads['mapping'] {
  let json: unknown;
  try {
    json = JSON.parse(text ?? '');
  } catch (error) {
    throw importErrors.mapping_invalid({ field: 'mapping', detail: text === undefined ? 'The part "mapping" is missing.' : 'The mapping is no JSON.', cause: error });
  }
  const parsed = importMappingSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.slice(0, 20).map((issue) => ({ field: ['mapping', ...issue.path].join('.'), code: issue.code, message: issue.message }));
  throw importErrors.mapping_invalid({ ...(errors[0] && { field: errors[0].field }), errors });
}

function optionsOf(fields: Map<string, string>): { dryRun: boolean; poolId?: string } {
  const dryRun = fields.get('dryRun') ?? 'false';
  const poolId = fields.get('poolId');
  if (dryRun !== 'true' && dryRun !== 'false') throw requestErrors.invalid({ field: 'dryRun', detail: 'dryRun must be true or false.' });
  if (poolId !== undefined && !UUID.test(poolId)) throw requestErrors.invalid({ field: 'poolId', detail: 'poolId must be a UUID.' });
  return { dryRun: dryRun === 'true', ...(poolId !== undefined && { poolId }) };
}

/** What the multipart reader throws, in our words; a form that breaks off is the caller's fault, not ours. */
function asProblem(error: unknown): unknown {
  const code = (error as { code?: string }).code ?? '';
  if (code === 'FST_REQ_FILE_TOO_LARGE') return importErrors.too_large({ cause: error });
  if (code === 'FST_FILES_LIMIT') return importErrors.file_missing({ cause: error });
  if (code.startsWith('FST_') || code === 'ERR_STREAM_PREMATURE_CLOSE' || /Unexpected end of|Malformed|Part terminated|Boundary/i.test(String((error as Error).message))) {
    return requestErrors.invalid({ detail: 'The form could not be read to its end.', cause: error });
  }
  return error;
}
