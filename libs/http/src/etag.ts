import { concurrencyErrors, requestErrors } from '@throughline/errors/common-errors';

/** The ETag of a version: `"7"`. */
export const etagOf = (version: number): string => `"${version}"`;

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
