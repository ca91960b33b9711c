import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { PolicyDocument } from '@throughline/policy/policy-kinds';
import type { PreviewPolicy, PreviewSummary } from './preview-policy.dto';
import type { PreviewRecord } from './preview-tally';

/** Rows of one insert. */
const CHUNK = 5_000;
const keptDays = 7;

/** Previews, kept for a week so that their records can be paged through and compared with what came. */
@Injectable()
export class PreviewRepository {
  async insert(tx: Tx, summary: PreviewSummary, madeBy: string, request: PreviewPolicy, document: PolicyDocument | null, records: readonly PreviewRecord[]): Promise<void> {
    await tx.query(
      'DELETE FROM policy_preview WHERE id IN (SELECT id FROM policy_preview WHERE made_at < $1 ORDER BY made_at LIMIT 20)',
      [new Date(tx.now.getTime() - keptDays * 86_400_000)],
    );
    const { document: _given, ...asked } = request;
    await tx.query('INSERT INTO policy_preview (id, made_by, made_at, request, document, summary) VALUES ($1, $2, $3, $4, $5, $6)', [
      summary.previewId, madeBy, tx.now, JSON.stringify(asked), document && JSON.stringify(document), JSON.stringify(summary),
    ]);
    for (let from = 0; from < records.length; from += CHUNK) {
      const some = records.slice(from, from + CHUNK);
      await tx.query(
        `INSERT INTO policy_preview_record (preview_id, no, change, lead_id, owner_id, ends)
         SELECT $1, $2 + no - 1, change, lead_id, owner_id, ends
         FROM unnest($3::text[], $4::uuid[], $5::uuid[], $6::jsonb[]) WITH ORDINALITY AS r(change, lead_id, owner_id, ends, no)`,
        [
          summary.previewId, from + 1,
          some.map(({ change }) => change), some.map(({ leadId }) => leadId), some.map(({ ownerId }) => ownerId),
          some.map(({ before, after }) => JSON.stringify({ before, after })),
        ],
      );
    }
  }
}
