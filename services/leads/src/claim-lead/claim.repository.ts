import { Inject, Injectable } from '@nestjs/common';
import { preparedQuery } from '@throughline/persistence/open-transaction';
import type { Tx } from '@throughline/persistence/transaction';
import type { QuotaWindows } from '@throughline/policy/claim-rules';
import type { LeadPolicy } from '@throughline/policy/lead-policy';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { Lead } from '../lead/lead.entity';
import { leadErrors } from '../lead/lead.errors';
import { afterSaveOne, savedOne, saveOneSql } from '../lead/lead-changes';
import { leadColumns } from '../lead/lead.repository';
import type { UsedClaims } from '../quota/claim-quota.repository';

export interface BegunClaim {
  lead: Lead;
  /** Before this claim. */
  used: UsedClaims;
  /** Leads that the claimer owns and the policy counts: of the pool, and of all. */
  owned: number;
  ownedOverall: number;
  /** When he last lost this lead; null when he never had it. */
  ownedUntil: Date | null;
  /** When a colleague of his unit last lost it. */
  teamOwnedUntil: Date | null;
}
export interface BeginClaim {
  leadId: string;
  poolId: string;
  claimer: { personId: string; unitPath: string };
  windows: QuotaWindows;
  cap: LeadPolicy['claim']['cap'];
}
interface BegunRow extends Lead {
  usedToday: number;
  usedThisWeek: number;
  owned: number;
  ownedOverall: number;
  ownedUntil: Date | null;
  teamOwnedUntil: Date | null;
}

const after = (nth: number): string => `$${afterSaveOne + nth}`;
/** A lead that was not locked is not saved, and no ownership is of no lead. */
const writeSql = `saved AS (${saveOneSql}), new_ownership AS (
    INSERT INTO ownership (id, lead_id, pool_id, owner_id, acquired, policy_version, started_at, unit_path)
    SELECT ${after(0)}::uuid, (SELECT id FROM saved), ${after(1)}::uuid, ${after(2)}::uuid, 'claimed', ${after(3)}::int, ${after(4)}::timestamptz, ${after(5)}::text FROM moment
  )`;

/** The two statements of a claim. Claims come in rushes, so each is one round trip, prepared once for each connection. */
@Injectable()
export class ClaimRepository {
  private readonly beginSql: string;

  constructor(@Inject(DataSource) dataSource: DataSource) {
    this.beginSql = `
      SELECT used_today AS "usedToday", used_this_week AS "usedThisWeek", owned, owned_overall AS "ownedOverall", owned_until AS "ownedUntil",
        team_owned_until AS "teamOwnedUntil", ${leadColumns(dataSource, '(begun.locked)')}
      FROM begin_claim($1, $2, $3, $4, $5, $6, $7, $8) AS begun`;
  }

  /** Counts the claim under the lock of the claimer's quota, then locks the lead. @throws lead.not_found */
  async begin(tx: Tx, { leadId, poolId, claimer, windows, cap }: BeginClaim): Promise<BegunClaim> {
    const { personId, unitPath } = claimer;
    const params = [personId, poolId, windows.dayFrom, windows.weekFrom, leadId, unitPath, cap.notCounted, cap.overall !== undefined];
    const [row] = await preparedQuery<BegunRow>(tx, 'claim-begin', this.beginSql, params);
    if (!row?.id) throw leadErrors.not_found();
    const { usedToday, usedThisWeek, owned, ownedOverall, ownedUntil, teamOwnedUntil, ...lead } = row;
    return { lead: Object.assign(new Lead(), lead), used: { today: usedToday, thisWeek: usedThisWeek }, owned, ownedOverall, ownedUntil, teamOwnedUntil };
  }

  /** The claimed lead, which `begin` has locked, and its period of ownership. */
  async write(tx: Tx, lead: Lead): Promise<void> {
    const params = [...savedOne(lead), uuidv7(), lead.poolId, lead.ownerId, lead.policyVersion, lead.claimedAt, lead.orgPath];
    await tx.write({ name: 'claim-write', into: 'lead', sql: writeSql, params });
  }
}
