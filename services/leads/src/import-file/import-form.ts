import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { MultipartFile } from '@fastify/multipart';
import { requestErrors } from '@throughline/errors/common-errors';
import { currentContext, withContext } from '@throughline/observability/context';
import type { FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { importErrors } from './import.errors';
import type { ImportFile } from './open-file';

const MAX_FIELD_BYTES = 1024 * 1024;

export interface ImportForm<M> {
  file: ImportFile;
  mapping: M;
  dryRun: boolean;
  /** Every part that is no file. */
  fields: ReadonlyMap<string, string>;
}

/**
 * Takes in the form of an import: the file is streamed to disk, in any order of parts and without being held in memory, and lies there for as long as
 * it is used. An import that is run again is harmless by itself, so an idempotency key is not looked at.
 * @param maxBytes of the file
 * @throws import.file_missing, import.mapping_invalid, import.too_large, request.invalid, request.unsupported_media_type
 */
export async function withImportForm<M, R>(request: FastifyRequest, mappings: z.ZodType<M>, maxBytes: number, use: (form: ImportForm<M>) => Promise<R>): Promise<R> {
  if (!request.isMultipart()) throw requestErrors.unsupported_media_type({ detail: 'Send the file as multipart/form-data.' });
  const folder = await mkdtemp(join(tmpdir(), 'throughline-import-'));
  try {
    const { file, fields } = await received(request, join(folder, 'file'), maxBytes);
    const form = { file, mapping: mappingOf(mappings, fields.get('mapping')), dryRun: isDryRun(fields.get('dryRun')), fields };
    const { idempotency: _unused, ...context } = currentContext();
    return await withContext(context, () => use(form));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function received(request: FastifyRequest, path: string, fileSize: number): Promise<{ file: ImportFile; fields: Map<string, string> }> {
  const fields = new Map<string, string>();
  let file: ImportFile | undefined;
  try {
    for await (const part of request.parts({ limits: { fileSize, files: 1, fields: 10, fieldSize: MAX_FIELD_BYTES } })) {
      if (part.type === 'file' && part.fieldname === 'file' && !file) file = await keep(part, path);
      else if (part.type === 'field') fields.set(part.fieldname, String(part.value));
      else throw importErrors.file_missing();
    }
  } catch (error) {
    throw asProblem(error);
  }
  if (!file) throw importErrors.file_missing();
  return { file, fields };
}

async function keep(part: MultipartFile, path: string): Promise<ImportFile> {
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

function mappingOf<M>(mappings: z.ZodType<M>, text: string | undefined): M {
  let json: unknown;
  try {
    json = JSON.parse(text ?? '');
  } catch (error) {
    throw importErrors.mapping_invalid({ field: 'mapping', detail: text === undefined ? 'The part "mapping" is missing.' : 'The mapping is no JSON.', cause: error });
  }
  const parsed = mappings.safeParse(json);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.slice(0, 20).map((issue) => ({ field: ['mapping', ...issue.path].join('.'), code: issue.code, message: issue.message }));
  throw importErrors.mapping_invalid({ ...(errors[0] && { field: errors[0].field }), errors });
}

function isDryRun(given = 'false'): boolean {
  if (given !== 'true' && given !== 'false') throw requestErrors.invalid({ field: 'dryRun', detail: 'dryRun must be true or false.' });
  return given === 'true';
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
