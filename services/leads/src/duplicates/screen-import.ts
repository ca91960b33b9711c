import { Injectable } from '@nestjs/common';
import { Outbox } from '@throughline/messaging/outbox';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { blocksOf } from './blocks';
import { flaggedFact } from './duplicate-facts';
import type { FoundPair, NearRecord } from './duplicate.repository';
import { DuplicateRepository } from './duplicate.repository';
import { judge } from './match-score';
import { ScreeningRepository } from './screening.repository';

/** Rows looked at in one transaction. */
const BATCH = 1_000;

/**
 * Looks for companies among the leads of an import that were here before under another spelling, or stand in the file twice. They stay created, and
 * are listed for somebody to look at. It goes on where it stopped; looking twice lists nothing twice.
 */
@Injectable()
export class ScreenImport {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly duplicates: DuplicateRepository,
    private readonly screening: ScreeningRepository,
    private readonly outbox: Outbox,
  ) {}

  async execute(importId: string, by: string): Promise<void> {
    for (let more = true; more; ) more = await this.batch(importId, by);
  }

  private async batch(importId: string, by: string): Promise<boolean> {
    const asked = await this.transaction.run(async (tx) => {
      const rows = await this.screening.next(tx, importId, BATCH);
      const leads = await this.duplicates.records(tx, rows.leadIds.map((id) => ({ kind: 'lead' as const, id })));
      const blocked = leads.map((lead) => ({ lead, blocks: blocksOf(lead.facts) }));
      await this.duplicates.keep(tx, blocked.map(({ lead, blocks }) => ({ id: lead.id, kind: 'lead', blocks: blocks.kept })));
      return { ...rows, blocked: blocked.filter(({ blocks }) => blocks.asked.length > 0) };
    });
    if (asked.to === null) return false;
    // Who comes in from now on sees these blocks; who came in before and did not is committed after this, and is seen below.
    if (asked.blocked.length > 0) await this.transaction.run((tx) => this.duplicates.awaitEntries(tx));
    await this.transaction.run(async (tx) => {
      const near = await this.duplicates.near(tx, asked.blocked.map(({ lead, blocks }) => ({ id: lead.id, kind: 'lead', blocks: blocks.asked })));
      const records = new Map((await this.duplicates.records(tx, near)).map((record) => [record.id, record]));
      const beside = new Map<string, NearRecord[]>();
      const batch = new Set(asked.blocked.map(({ lead }) => lead.id));
      // Of two in one batch the later is held against the earlier.
      for (const { leadId, id } of near) if (records.has(id) && (!batch.has(id) || id < leadId)) beside.set(leadId, [...(beside.get(leadId) ?? []), records.get(id)!]);
      const pairs = asked.blocked.flatMap(({ lead }): FoundPair[] =>
        judge(lead.facts, beside.get(lead.id) ?? []).map(({ candidate, score, because }) => ({ leadId: lead.id, otherKind: candidate.kind, otherId: candidate.id, score, because })),
      );
      const listed = await this.duplicates.list(tx, pairs, { importId, by, reason: null });
      if (listed.length > 0) await this.outbox.append(tx, listed.map(flaggedFact));
      await this.screening.screened(tx, importId, asked.to!, listed.length);
    });
    return true;
  }
}
