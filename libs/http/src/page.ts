import { createHmac } from 'node:crypto';

import { z } from 'zod';

import { requestErrors } from '@throughline/errors/common-errors';

/** One page of a list. `next` is the cursor of the following page; absent on the last. */
export interface Page<T> {
  items: T[];
  next?: string;
}

/** What a keyset cursor holds: the sort keys of the last row of the page. */
export type CursorKey = string | number | boolean | null;

/** Query fields of every list; spread into its `z.strictObject({ ...pageQuery, status: … })`. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(1000).optional(),
};

/** Query field of lists in which some letters of a name, in capitals or not, can be looked for. */
export const searchedText = z.string().trim().min(1).max(100).optional();

/** Schema of a page of items, for the answer's DTO. */
export const pageSchema = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().optional() });

let secret = 'throughline';

/** Sets what cursors are signed with, the same for all replicas of a service. */
export function signCursorsWith(value: string): void {
  secret = value;
}

/** An opaque cursor for one list (`leads`): it is refused by any other list and when it was changed. */
export function cursorOf(list: string, keys: readonly CursorKey[]): string {
  const body = Buffer.from(JSON.stringify(keys)).toString('base64url');
  return `${body}.${seal(list, body)}`;
}

/**
 * The keys of a cursor, checked by their schema (`z.tuple([z.iso.datetime(), z.uuid()])`); undefined when there is no cursor.
 * @throws request.invalid when it was not made by this list
 */
export function parseCursor<T>(list: string, cursor: string | undefined, keys: z.ZodType<T>): T | undefined {
  if (cursor === undefined) return undefined;
  const [body = '', signature = ''] = cursor.split('.');
  const parsed = signature === seal(list, body) ? keys.safeParse(JSON.parse(Buffer.from(body, 'base64url').toString())) : undefined;
  if (!parsed?.success) {
    throw requestErrors.invalid({
      field: 'cursor',
      detail: 'The cursor was not made by this list. Leave it out to start from the first page.',
      errors: [{ field: 'cursor', code: 'invalid_cursor', message: 'was not made by this list' }],
    });
  }
  return parsed.data;
}

/** Makes a page of `limit + 1` rows read: the extra row only tells that there is a next page. */
export function pageOf<R, T>(list: string, rows: R[], limit: number, keys: (last: R) => CursorKey[], item: (row: R) => T): Page<T> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(item), ...(rows.length > limit && last !== undefined && { next: cursorOf(list, keys(last)) }) };
}

function seal(list: string, body: string): string {
  return createHmac('sha256', secret).update(`${list}\n${body}`).digest('base64url').slice(0, 22);
}
