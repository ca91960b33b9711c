import { Inject, Injectable } from '@nestjs/common';
import { concurrencyErrors } from '@throughline/errors/common-errors';
import { preparedQuery } from '@throughline/persistence/open-transaction';
import type { Tx } from '@throughline/persistence/transaction';
import type { QuotaWindows } from '@throughline/policy/claim-rules';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Lead } from '../lead/lead.entity';
import { leadErrors } from '../lead/lead.errors';
import { leadColumns, savedAs, saveOneSql } from '../lead/lead.repository';
import type { UsedClaims } from '../quota/claim-quota.repository';

export interface BegunClaim {
  lead: Lead;
  /** Before this claim. */
  used: UsedClaims;
  /** Leads of the pool that the claimer owns. */
  owned: number;
  /** When he last lost this lead; null when he never had it. */
  ownedUntil: Date | null;
}
interface BegunRow extends Lead {
  usedToday: number;
  usedThisWeek: number;
  owned: number;
  ownedUntil: Date | null;
}

const writeSql = `
  WITH saved AS (${saveOneSql})
  INSERT INTO ownership (id, lead_id, pool_id, owner_id, acquired, policy_version, started_at)
  SELECT $3, saved.id, $4, $5, 'claimed', $6, $7 FROM saved RETURNING lead_id`;

/** The two statements of a claim. Claims come in rushes, so each is one round trip, prepared once for each connection. */
@Injectable()
export class ClaimRepository {
  private readonly beginSql: string;

  constructor(@Inject(DataSource) dataSource: DataSource) {
    this.beginSql = `
      SELECT used_today AS "usedToday", used_this_week AS "usedThisWeek", owned, owned_until AS "ownedUntil", ${leadColumns(dataSource, '(begun.locked)')}
      FROM begin_claim($1, $2, $3, $4, $5) AS begun`;
  }

  /** Counts the claim under the lock of the claimer's quota, then locks the lead. @throws lead.not_found */
  async begin(tx: Tx, { leadId, poolId, personId, windows }: { leadId: string; poolId: string; personId: string; windows: QuotaWindows }): Promise<BegunClaim> {
    const params = [personId, poolId, windows.dayFrom, windows.weekFrom, leadId];
    const [row] = await preparedQuery<BegunRow>(tx, 'claim-begin', this.beginSql, params);
    if (!row?.id) throw leadErrors.not_found();
    const { usedToday, usedThisWeek, owned, ownedUntil, ...lead } = row;
    return { lead: Object.assign(new Lead(), lead), used: { today: usedToday, thisWeek: usedThisWeek }, owned, ownedUntil };
  }

  /** The claimed lead and its period of ownership. @throws concurrency.version_mismatch when the lead was not locked */
  async write(tx: Tx, lead: Lead): Promise<void> {
    const params = [savedAs(lead), lead.id, uuidv7(), lead.poolId, lead.ownerId, lead.policyVersion, lead.claimedAt];
    const rows = await preparedQuery(tx, 'claim-write', writeSql, params);
    if (rows.length !== 1) throw concurrencyErrors.version_mismatch();
  }
}
