import type { Tx } from '@throughline/persistence/transaction';
import type { PolicyApplication } from '../policy/policy-application.repository';
import type { PolicyLine } from '../policy/policy.repository';

/** Records looked at in one transaction. */
export const BATCH = 500;

/**
 * What a version in force means for records that were there before: ownerships take new ends, leads new scores or classes, accounts new grades. One
 * batch at a time, each one transaction under the locks of policy and application, so that whoever is killed is gone on from behind his last batch.
 */
export interface PolicyFollower {
  /** The only policy of its kind that these records are judged by; absent where each has records of its own. */
  readonly policyId?: string;
  /** How many records there are to be looked at. */
  total(tx: Tx, application: PolicyApplication): Promise<number>;
  /** Looks at the next ones and writes the progress into the application. @returns false when there are none */
  batch(tx: Tx, line: PolicyLine, application: PolicyApplication): Promise<boolean>;
  /**
   * Whether new records may go on being judged by what their process remembers of the former rules, for up to two seconds: then there is a last look
   * after these.
   */
  readonly lags: boolean;
}

/** Notes a batch of records, of which some have changed. */
export function noteBatch(application: PolicyApplication, ids: readonly string[], changed: number): void {
  application.lookedAt += ids.length;
  application.rewritten += changed;
  application.kept += ids.length - changed;
  application.batches += 1;
  application.behindRecord = ids.at(-1)!;
}

/** Follows where all records are judged by the one policy of their kind: they are looked at in the order of their ids. */
export abstract class FollowerOfAll<R extends { readonly id: string }> implements PolicyFollower {
  abstract readonly policyId: string;
  abstract readonly lags: boolean;

  abstract total(tx: Tx): Promise<number>;
  /** The next ones behind an id, locked. */
  protected abstract lock(tx: Tx, behind: string | null, limit: number): Promise<R[]>;
  /** Judges locked records anew. @returns how many have changed */
  protected abstract judge(tx: Tx, records: R[], application: PolicyApplication): Promise<number>;

  async batch(tx: Tx, _line: PolicyLine, application: PolicyApplication): Promise<boolean> {
    const records = await this.lock(tx, application.behindRecord, BATCH);
    if (records.length === 0) return false;
    noteBatch(application, records.map(({ id }) => id), await this.judge(tx, records, application));
    return true;
  }
}
