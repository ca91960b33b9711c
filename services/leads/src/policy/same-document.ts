import { isDeepStrictEqual } from 'node:util';

/** Whether two documents say the same, header included; the order of keys says nothing. */
export function sameDocument(one: object, other: object): boolean {
  return isDeepStrictEqual(JSON.parse(JSON.stringify(one)), JSON.parse(JSON.stringify(other)));
}
