import { createHash } from 'node:crypto';

import { concurrencyErrors, requestErrors } from '@throughline/errors/common-errors';

/** The ETag of a version: `"7"`. */
export const etagOf = (version: number): string => `"${version}"`;

/** The ETag of an answer as it is sent: equal where every field is, and never that of a version. */
export const etagOfContent = (answer: unknown): string => `"c-${createHash('sha256').update(JSON.stringify(answer) ?? '').digest('base64url').slice(0, 22)}"`;

/** Whether an `If-None-Match` header names this ETag: one, a list or `*`; a proxy that compresses may have made it weak (RFC 9110, 13.1.2). */
export function isKnown(header: string | undefined, etag: string): boolean {
  return header !== undefined && header.split(',').some((one) => ['*', etag, `W/${etag}`].includes(one.trim()));
}

/**
 * The version named by an `If-Match` header.
 * @throws concurrency.version_required when it is missing and not optional, request.invalid when it is not one strong ETag of ours
 */
export function expectedVersion(header: string | undefined, optional: boolean): number | undefined {
  if (header === undefined || header === '') {
    if (optional) return undefined;
    throw concurrencyErrors.version_required();
  }
  const version = /^"(\d{1,15})"$/.exec(header.trim())?.[1];
  if (version === undefined) {
    throw requestErrors.invalid({ field: 'If-Match', detail: 'If-Match must be the ETag of the record as you read it, such as "7".' });
  }
  return Number(version);
}
