import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { Page } from '@throughline/http/page';
import { pageOf, parseCursor } from '@throughline/http/page';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import { policyPreviewErrors } from '../policy/policy.errors';
import type { PreviewSummary } from '../preview-policy/preview-policy.dto';
import type { PreviewRecordsQuery, PreviewRecordView } from './policy-preview-views.dto';

/** Previews as they were made; only for those who made them, as they show what these may see. */
@Injectable()
export class PolicyPreviewViews {
  constructor(private readonly transaction: TransactionRunner) {}

  /** @throws policy_preview.not_found */
  async detail(previewId: string, by: Principal): Promise<PreviewSummary> {
    return this.transaction.read((tx) => this.find(tx, previewId, by));
  }

  /** What changes first, then by owner and moment. Index: the primary key. @throws policy_preview.not_found */
  async records(previewId: string, { change, owner, limit, cursor }: PreviewRecordsQuery, by: Principal): Promise<Page<PreviewRecordView>> {
    const after = parseCursor('preview-records', cursor, z.tuple([z.int()]))?.[0] ?? 0;
    return this.transaction.read(async (tx) => {
      await this.find(tx, previewId, by);
      const rows = await tx.query<Omit<PreviewRecordView, 'before' | 'after'> & { ends: Pick<PreviewRecordView, 'before' | 'after'> }>(
        `SELECT r.no, e.change, r.lead_id AS "leadId", l.display_name AS "displayName", r.owner_id AS "ownerId", p.name AS "ownerName", e.ends
         FROM policy_preview_record AS r JOIN policy_preview_end AS e ON e.preview_id = r.preview_id AND e.no = r.end_no
         LEFT JOIN lead AS l ON l.id = r.lead_id LEFT JOIN known_person AS p ON p.id = r.owner_id
         WHERE r.preview_id = $1 AND r.no > $2 AND ($3::text IS NULL OR e.change = $3) AND ($4::uuid IS NULL OR r.owner_id = $4) ORDER BY r.no LIMIT $5`,
        [previewId, after, change ?? null, owner ?? null, limit + 1],
      );
      return pageOf('preview-records', rows, limit, ({ no }) => [no], ({ ends, ...record }) => ({ ...record, ...ends }));
    });
  }

  private async find(tx: Tx, previewId: string, by: Principal): Promise<PreviewSummary> {
    const [row] = await tx.query<{ summary: PreviewSummary }>('SELECT summary FROM policy_preview WHERE id = $1 AND made_by = $2', [previewId, by.personId]);
    if (!row) throw policyPreviewErrors.not_found();
    return row.summary;
  }
}
