import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { Page } from '@throughline/http/page';
import { pageOf, parseCursor } from '@throughline/http/page';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import type { PolicyKind } from '@throughline/policy/policy-kinds';
import { z } from 'zod';
import { PolicyRepository } from '../policy/policy.repository';
import { previewScope } from '../read-scope';
import type { TrialLineView, TrialQuery } from './policy-trial-views.dto';

type Ends = { before: TrialLineView['inFact']; after: TrialLineView['underDraft'] };
type Row = Omit<TrialLineView, 'inFact' | 'underDraft' | 'loggedAt'> & { ends: Ends; loggedAt: Date };

/** The log of a draft on trial, within what the reader may see. */
@Injectable()
export class PolicyTrialViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly policies: PolicyRepository,
  ) {}

  /** In the order of the log. Index: the primary key. @throws policy.not_found */
  async lines({ kind, id, version }: { kind: PolicyKind; id: string; version: number }, { limit, cursor }: TrialQuery, by: Principal): Promise<Page<TrialLineView>> {
    const after = parseCursor('policy-trial', cursor, z.tuple([z.int()]))?.[0] ?? 0;
    const scope = previewScope(by, { owner: 't.owner_id', path: 'o.unit_path' }, 'l', 6);
    return this.transaction.read(async (tx) => {
      await this.policies.get(tx, kind, id, version);
      const rows = await tx.query<Row>(
        `SELECT t.no::int AS no, t.change, t.lead_id AS "leadId", l.display_name AS "displayName", t.owner_id AS "ownerId", p.name AS "ownerName", t.ends, t.logged_at AS "loggedAt"
         FROM policy_trial AS t JOIN ownership AS o ON o.id = t.ownership_id LEFT JOIN lead AS l ON l.id = t.lead_id LEFT JOIN known_person AS p ON p.id = t.owner_id
         WHERE t.kind = $1 AND t.policy_id = $2 AND t.version = $3 AND t.no > $4 AND ${scope.sql} ORDER BY t.no LIMIT $5`,
        [kind, id, version, after, limit + 1, ...scope.params],
      );
      return pageOf('policy-trial', rows, limit, ({ no }) => [no], ({ ends, loggedAt, ...line }) => ({
        ...line, inFact: ends.before, underDraft: ends.after, loggedAt: loggedAt.toISOString(),
      }));
    });
  }
}
