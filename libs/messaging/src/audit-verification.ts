import type { Tx } from '@throughline/persistence/transaction';

import { originOf, rowHash, sealHash } from './audit-chain';

/** What is wrong with the trail, and where first. */
export interface AuditFault {
  kind:
    | 'row-changed'
    | 'row-missing'
    | 'row-inserted'
    /** A seal's own hash or the one before it does not fit. */
    | 'seal-changed'
    | 'seal-missing'
    /** A seal that was seen before is not in the chain any more: the trail was cut off or written anew. */
    | 'head-lost';
  /** Number of the row in `audit`. */
  seq?: string;
  /** Number of the seal. */
  seal?: string;
}

/** The last seal, to be kept outside of the database: whoever writes the whole chain anew does not know this one. */
export interface AuditHead {
  seal: string;
  /** SHA-256, hex. */
  hash: string;
}

export interface AuditReport {
  rows: number;
  seals: number;
  head: AuditHead | null;
  /** Rows that are not sealed yet: those of the last seconds where the service runs. */
  unsealed: number;
  faults: AuditFault[];
}

interface SealRow {
  no: string;
  seqs: string[];
  row_hashes: Buffer;
  previous_hash: Buffer;
  hash: Buffer;
}

const page = 100;
/** A trail that was written anew has as many faults as rows: so many are told. */
const mostFaults = 100;

/**
 * Computes every hash of a service's trail again, row by row, from what is stored.
 * @param expected a head that was seen before; it must still be in the chain
 */
export async function verifyAudit(tx: Tx, service: string, expected?: AuditHead): Promise<AuditReport> {
  const faults: AuditFault[] = [];
  let rows = 0;
  let seals = 0;
  let upTo = '0';
  let previous = { no: 0n, hash: originOf(service) };
  let seen = expected === undefined;
  for (;;) {
    const chain = await tx.query<SealRow>(`SELECT no, seqs, row_hashes, previous_hash, hash FROM audit_seal WHERE no > $1 ORDER BY no LIMIT ${page}`, [previous.no.toString()]);
    if (chain.length === 0) break;
    for (const seal of chain) {
      faults.push(...faultsOfSeal(seal, previous));
      const found = await faultsOfRows(tx, seal, upTo);
      faults.push(...found.faults);
      rows += found.rows;
      seals += 1;
      upTo = seal.seqs.at(-1)!;
      previous = { no: BigInt(seal.no), hash: seal.hash };
      seen ||= expected!.seal === seal.no && expected!.hash === seal.hash.toString('hex');
    }
    if (faults.length > mostFaults) break;
  }
  if (!seen && faults.length <= mostFaults) faults.push({ kind: 'head-lost', seal: expected!.seal });
  const [after] = await tx.query<{ count: number }>('SELECT count(*)::int AS count FROM audit WHERE seq > $1', [upTo]);
  const head = previous.no === 0n ? null : { seal: previous.no.toString(), hash: previous.hash.toString('hex') };
  return { rows, seals, head, unsealed: after!.count, faults: faults.slice(0, mostFaults) };
}

function faultsOfSeal(seal: SealRow, previous: { no: bigint; hash: Buffer }): AuditFault[] {
  const no = BigInt(seal.no);
  const faults: AuditFault[] = [];
  if (no !== previous.no + 1n) faults.push({ kind: 'seal-missing', seal: (previous.no + 1n).toString() });
  else if (!seal.previous_hash.equals(previous.hash)) faults.push({ kind: 'seal-changed', seal: seal.no });
  const own = sealHash({ no, seqs: seal.seqs.map(BigInt), rowHashes: seal.row_hashes, previousHash: seal.previous_hash });
  if (!own.equals(seal.hash) && faults.length === 0) faults.push({ kind: 'seal-changed', seal: seal.no });
  return faults;
}

/** The rows that are there beside those that were sealed. */
async function faultsOfRows(tx: Tx, seal: SealRow, after: string): Promise<{ rows: number; faults: AuditFault[] }> {
  const rows = await tx.query<{ seq: string; hash: Buffer }>(`SELECT seq, ${rowHash} AS hash FROM audit WHERE seq > $1 AND seq <= $2 ORDER BY seq`, [after, seal.seqs.at(-1)]);
  const there = new Map(rows.map(({ seq, hash }) => [seq, hash]));
  const faults: AuditFault[] = [];
  for (const [at, seq] of seal.seqs.entries()) {
    const hash = there.get(seq);
    if (!hash) faults.push({ kind: 'row-missing', seq, seal: seal.no });
    else if (!hash.equals(seal.row_hashes.subarray(32 * at, 32 * at + 32))) faults.push({ kind: 'row-changed', seq, seal: seal.no });
    there.delete(seq);
  }
  for (const seq of there.keys()) faults.push({ kind: 'row-inserted', seq, seal: seal.no });
  return { rows: rows.length, faults };
}
