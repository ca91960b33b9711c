import { currentContext } from '@throughline/observability/context';
import { v7 as uuidv7 } from 'uuid';

/** The caller's Idempotency-Key; without one every request is a new word of his. */
export function callerKey(): string {
  return currentContext().idempotency?.key ?? uuidv7();
}
