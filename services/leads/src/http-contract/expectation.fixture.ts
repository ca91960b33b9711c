import type { Kind } from '@throughline/access/grants';
import type { Principal } from '@throughline/access/principal';
import type { RouteBed } from './route-bed.fixture';

/** A request that succeeds, on records of its own. */
export interface Call {
  /** Undefined: nobody has signed in. */
  by?: Principal;
  /** Of the path, by name. */
  params?: Record<string, string>;
  query?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** What a route promises. Everything that its OpenAPI document says is checked by that; here stands what it cannot say. */
export interface Expectation {
  /** The right one needs; absent: everybody may ask, signed in or not. */
  right?: readonly [Kind, string];
  call: (bed: RouteBed) => Promise<Call> | Call;
  status: number;
  /** Code of the answer where the record of the path is not there; absent where the path names none. */
  unknown?: string;
  /** Code for somebody with the right whom the record is not within reach of; absent where records have no reach. */
  outside?: string;
  /** Of a route that changes something: whether a repetition under the same Idempotency-Key is answered from the first one. `no`: it is harmless by itself. */
  repetition?: 'answered' | 'no';
  ifMatch?: 'required' | 'optional';
  /** `version`: that of the record; `content`: of all that is answered. */
  etag?: 'version' | 'content';
  /** Parameters that are no UUIDs: wrong values of each. */
  wrong?: Record<string, string[]>;
  /** Where the body is no JSON. */
  multipart?: true;
}

export type Expectations = Record<string, Expectation>;
