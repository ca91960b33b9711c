import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { LeadScoring } from '../intake/lead-scoring';
import { ScoreRepository } from '../intake/score.repository';
import { LeadRepository } from '../lead/lead.repository';
import type { RescoredLeads, RescoreLeads } from './rescore-leads.dto';

/** Leads of one transaction. */
const BATCH = 500;

/**
 * Scores the leads that are still open by the rules of now, after these have changed, or because days have gone by. In batches that each commit, so it may
 * be ended at any point and begun again anywhere: a lead whose score stays is not touched.
 */
@Injectable()
export class RescoreLeadsCommand {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
    private readonly scores: ScoreRepository,
    private readonly scoring: LeadScoring,
  ) {}

  /** @throws access.denied */
  async execute({ after, limit }: RescoreLeads, by: Principal): Promise<RescoredLeads> {
    access.require(by, 'rescore', 'lead');
    const done = { lookedAt: 0, changed: 0 };
    let from = after;
    while (done.lookedAt < limit) {
      const size = Math.min(BATCH, limit - done.lookedAt);
      const ids = await this.transaction.read((tx) => this.scores.openLeads(tx, from, size));
      done.lookedAt += ids.length;
      done.changed += await this.batch(ids);
      if (ids.length < size) return done;
      from = ids[ids.length - 1];
    }
    return { ...done, ...(from !== undefined && { next: from }) };
  }

  /** Those that somebody else holds this moment are waited for one by one, so that two batches never wait for each other. */
  private async batch(ids: readonly string[]): Promise<number> {
    const free = await this.transaction.run(async (tx) => {
      const leads = await this.leads.lockFree(tx, ids);
      return { ids: new Set(leads.map(({ id }) => id)), changed: await this.scoring.rescore(tx, leads) };
    });
    let changed = free.changed;
    for (const id of ids) {
      if (!free.ids.has(id)) changed += await this.transaction.run(async (tx) => this.scoring.rescore(tx, [await this.leads.lock(tx, id)]));
    }
    return changed;
  }
}
