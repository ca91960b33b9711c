import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { PolicyDocument } from '@throughline/policy/policy-kinds';
import type { PreviewPolicy, PreviewSummary } from './preview-policy.dto';
import type { PreviewTally } from './preview-tally';

/** Rows of one insert. */
const CHUNK = 5_000;
const keptDays = 7;

/** Previews, kept for a week so that their records can be paged through and compared with what came. */
@Injectable()
export class PreviewRepository {
  async insert(tx: Tx, summary: PreviewSummary, madeBy: string, request: PreviewPolicy, document: PolicyDocument | null, tally: PreviewTally): Promise<void> {
    await tx.query(
      `WITH old AS (SELECT id FROM policy_preview WHERE made_at < $1 ORDER BY made_at LIMIT 20 FOR UPDATE SKIP LOCKED),
         records AS (DELETE FROM policy_preview_record WHERE preview_id IN (SELECT id FROM old))
       DELETE FROM policy_preview WHERE id IN (SELECT id FROM old)`,
      [new Date(tx.now.getTime() - keptDays * 86_400_000)],
    );
    const { document: _given, ...asked } = request;
    await tx.query('INSERT INTO policy_preview (id, made_by, made_at, request, document, summary) VALUES ($1, $2, $3, $4, $5, $6)', [
      summary.previewId, madeBy, tx.now, JSON.stringify(asked), document && JSON.stringify(document), JSON.stringify(summary),
    ]);
    const { previewId } = summary;
    for (const some of chunks([...tally.ends.values()])) {
      await tx.query(
        'INSERT INTO policy_preview_end (preview_id, no, change, ends) SELECT $1, no, change, ends FROM json_to_recordset($2::json) AS r(no int, change text, ends jsonb)',
        [previewId, JSON.stringify(some.map(({ no, change, outcome }) => ({ no, change, ends: { before: outcome.before, after: outcome.after } })))],
      );
    }
    let last = 0;
    for (const some of chunks(tally.sorted())) {
      await tx.query(
        `INSERT INTO policy_preview_record (preview_id, no, end_no, lead_id, owner_id)
         SELECT $1, $2 + no, end_no, lead_id, owner_id FROM unnest($3::int[], $4::uuid[], $5::uuid[]) WITH ORDINALITY AS r(end_no, lead_id, owner_id, no)`,
        [previewId, last, some.map(({ end }) => end.no), some.map(({ leadId }) => leadId), some.map(({ ownerId }) => ownerId)],
      );
      last += some.length;
    }
  }
}

function* chunks<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let from = 0; from < list.length; from += CHUNK) yield list.slice(from, from + CHUNK);
}
