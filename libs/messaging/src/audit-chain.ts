import { createHash } from 'node:crypto';

/**
 * SHA-256 of a row of `audit` as it is stored: every column, in this order, as one JSON array, instants in microseconds since 1970. `jsonb` has one
 * text for one value, so the same row gives the same hash for ever.
 */
export const rowHash = `sha256(convert_to(json_build_array(
  seq, event_id, aggregate_type, aggregate_id, sequence, type, (extract(epoch FROM at) * 1000000)::bigint, (extract(epoch FROM recorded_at) * 1000000)::bigint,
  actor_type, actor_id, correlation_id, causation_id, data)::text, 'UTF8'))`;

/** A stretch of the trail, in order of `seq`. */
export interface SealedStretch {
  no: bigint;
  seqs: readonly bigint[];
  /** 32 bytes for each row. */
  rowHashes: Buffer;
  previousHash: Buffer;
}

/** What the first seal of a service follows, so that the chain of one service cannot pass for that of another. */
export function originOf(service: string): Buffer {
  return createHash('sha256').update(`throughline audit of ${service}`).digest();
}

/** SHA-256 over the seal before, the number, the rows' numbers and their hashes. */
export function sealHash({ no, seqs, rowHashes, previousHash }: SealedStretch): Buffer {
  return createHash('sha256').update(previousHash).update(`${no}:${seqs.join(',')}:`).update(rowHashes).digest();
}
