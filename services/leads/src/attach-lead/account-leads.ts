import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import { Outbox } from '@throughline/messaging/outbox';
import { learnedFact } from '../lead/lead-facts';
import { LeadDeadlines } from '../lead/lead.deadlines';
import type { Lead } from '../lead/lead.entity';
import { LeadRepository } from '../lead/lead.repository';
import { PoolRepository } from '../pool/pool.repository';

/** What an account, its deals and its contracts say of a lead that belongs to it. */
interface Standing {
  /** The stages that one of the open deals at least is at or past. */
  dealStages: string[];
  won: boolean;
  liveContract: boolean;
  openedAt: Date | null;
  signedAt: Date | null;
  contractEndAt: Date | null;
  keyAccount: boolean;
}

const fromDeals = /^(won|live-contract|open-deal(:.*)?)$/;

/** Leads of customers: while a deal is open, or a contract lives, their clocks may stand still. Kept with every fact of a deal or contract. */
@Injectable()
export class AccountLeads {
  constructor(
    private readonly leads: LeadRepository,
    private readonly pools: PoolRepository,
    private readonly deadlines: LeadDeadlines,
    private readonly outbox: Outbox,
  ) {}

  /** After a fact of one of its deals or contracts, in the same transaction. Index: lead_account. */
  async settle(tx: Tx, accountId: string): Promise<void> {
    await this.lock(tx, accountId);
    for (const lead of await this.openLeads(tx, accountId)) if (lead.accountId !== null) await this.learn(tx, lead, lead.accountId);
  }

  /** Its leads that are free or owned, and those of accounts merged with it: locked, in the order of their ids, as everywhere. */
  async openLeads(tx: Tx, accountId: string): Promise<Lead[]> {
    const rows = await tx.query<{ id: string }>(
      `SELECT id FROM lead WHERE account_id IN (SELECT merged_accounts(standing_account($1))) AND status IN ('available', 'owned') ORDER BY id`,
      [accountId],
    );
    const leads: Lead[] = [];
    for (const { id } of rows) leads.push(await this.leads.lock(tx, id));
    return leads;
  }

  /** Who attaches a lead and who tells of a deal must see each other. To be taken before the lock of a lead. */
  async lock(tx: Tx, accountId: string): Promise<void> {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('leads of ' || standing_account($1::uuid)::text, 0))`, [accountId]);
  }

  /** For who changes the account itself and then calls `settle`: leads are locked before their account. */
  async hold(tx: Tx, accountId: string): Promise<void> {
    await this.lock(tx, accountId);
    await this.openLeads(tx, accountId);
  }

  /** A locked lead belongs to this account, or to none any more. Writes nothing where that changes nothing. */
  async learn(tx: Tx, lead: Lead, accountId: string | null): Promise<void> {
    if (lead.status !== 'owned' && lead.status !== 'available') return;
    const standing = accountId === null ? undefined : await this.standing(tx, accountId);
    const exemptions = [...lead.exemptions.filter((one) => !fromDeals.test(one)), ...(standing ? exemptionsOf(standing) : [])].sort();
    const reached = [...new Set([...lead.reached, ...(standing ? reachedSince(lead.claimedAt, standing) : [])])].sort();
    const contractEndAt = standing?.contractEndAt ?? null;
    const keyAccount = standing?.keyAccount ?? false;
    const asBefore = lead.accountId === accountId && lead.keyAccount === keyAccount && lead.contractEndAt?.getTime() === contractEndAt?.getTime();
    if (asBefore && same(exemptions, lead.exemptions) && same(reached, lead.reached)) return;
    const rules = await this.pools.rules(tx, await this.pools.find(tx, lead.poolId), lead.policyVersion);
    lead.learn({ accountId, exemptions, reached, contractEndAt, keyAccount }, rules);
    await Promise.all([
      this.leads.save(tx, [lead]),
      lead.status === 'owned' ? this.deadlines.set(tx, lead.poolId, [lead], () => rules) : undefined,
      this.outbox.append(tx, learnedFact(lead)),
    ]);
  }

  /** Of the account with all that was merged into it, or that it was merged into. */
  private async standing(tx: Tx, accountId: string): Promise<Standing> {
    const [row] = await tx.query<Standing>(
      `WITH one AS MATERIALIZED (SELECT merged_accounts(standing_account($1)) AS id)
       SELECT coalesce((SELECT array_agg(DISTINCT far.stage) FROM account_deal, unnest(passed) AS far(stage) WHERE account_id IN (SELECT id FROM one) AND status = 'open'), '{}') AS "dealStages",
         EXISTS (SELECT FROM account_deal WHERE account_id IN (SELECT id FROM one) AND status = 'won') AS won,
         EXISTS (SELECT FROM account_contract WHERE account_id IN (SELECT id FROM one) AND status = 'active') AS "liveContract",
         (SELECT max(opened_at) FROM account_deal WHERE account_id IN (SELECT id FROM one)) AS "openedAt",
         (SELECT max(signed_at) FROM account_contract WHERE account_id IN (SELECT id FROM one)) AS "signedAt",
         (SELECT CASE WHEN NOT bool_or(status = 'active' AND ends_at IS NULL) THEN max(coalesce(ended_at, ends_at)) END
            FROM account_contract WHERE account_id IN (SELECT id FROM one) AND status IN ('active', 'ended', 'terminated')) AS "contractEndAt",
         coalesce((SELECT key_account FROM account WHERE id = standing_account($1)), false) AS "keyAccount"`,
      [accountId],
    );
    return row!;
  }
}

function exemptionsOf({ dealStages, won, liveContract }: Standing): string[] {
  return [...(dealStages.length > 0 ? ['open-deal'] : []), ...dealStages.map((stage) => `open-deal:${stage}`), ...(won ? ['won'] : []), ...(liveContract ? ['live-contract'] : [])];
}

/** What came before this ownership is not its merit. */
function reachedSince(claimedAt: Date | null, { openedAt, signedAt }: Standing): string[] {
  if (!claimedAt) return [];
  return [...(openedAt && openedAt >= claimedAt ? ['opportunity'] : []), ...(signedAt && signedAt >= claimedAt ? ['contract'] : [])];
}

const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((one) => b.includes(one));
