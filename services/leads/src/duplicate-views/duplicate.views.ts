import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { Page } from '@throughline/http/page';
import { pageOf, parseCursor } from '@throughline/http/page';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import { masked } from '../lead/normalise';
import { accountScope, duplicateScope, leadScope } from '../read-scope';
import type { DuplicateLine, DuplicatesQuery } from './duplicate-views.dto';

type Kind = 'lead' | 'account';
type Row = Omit<DuplicateLine, 'leadId' | 'accountId' | 'other' | 'foundAt'> & {
  recordKind: Kind;
  recordId: string;
  otherKind: Kind;
  otherId: string;
  otherName: string;
  otherOwned: boolean;
  seen: boolean;
  foundAt: Date;
};

/** Pairs to look at, of records that the caller may see. */
@Injectable()
export class DuplicateViews {
  constructor(private readonly transaction: TransactionRunner) {}

  /** Oldest first. Index: possible_duplicate_open for open ones, else the primary key. */
  async list(query: DuplicatesQuery, by: Principal): Promise<Page<DuplicateLine>> {
    const after = parseCursor('duplicates', query.cursor, z.tuple([z.uuid()]))?.[0] ?? null;
    const scope = duplicateScope(by, 'l', 'c', 5);
    const lead = leadScope(by, 'o', 5 + scope.params.length);
    // The other of a pair is often beyond reach: its name comes masked.
    const rows = await this.transaction.readBeyondReach((tx) => {
      const account = accountScope(by, tx.now, 5 + scope.params.length + lead.params.length);
      return tx.query<Row>(
        `SELECT p.id AS "duplicateId", p.status, p.record_kind AS "recordKind", p.record_id AS "recordId", coalesce(l.display_name, c.name) AS name,
           p.other_kind AS "otherKind", coalesce(o.id, a.id, p.other_id) AS "otherId", coalesce(o.display_name, a.name, '') AS "otherName",
           coalesce(o.owner_id, a.owner_id) IS NOT NULL AS "otherOwned",
           coalesce(CASE WHEN o.id IS NOT NULL THEN ${lead.sql} ELSE ${account.sql} END, false) AS seen, p.score::float, p.because, p.import_id AS "importId", p.reason,
           p.found_at AS "foundAt"
         FROM possible_duplicate AS p
         LEFT JOIN lead AS l ON p.record_kind = 'lead' AND l.id = p.record_id
         LEFT JOIN account AS c ON p.record_kind = 'account' AND c.id = p.record_id
         LEFT JOIN lead AS o ON p.other_kind = 'lead' AND o.id = standing_lead(p.other_id)
         LEFT JOIN account AS a ON p.other_kind = 'account' AND a.id = standing_account(p.other_id)
         WHERE p.status = $1 AND ($2::uuid IS NULL OR p.id > $2) AND ($3::uuid IS NULL OR p.import_id = $3) AND coalesce(l.id, c.id) IS NOT NULL AND ${scope.sql}
         ORDER BY p.id LIMIT $4`,
        [query.status, after, query.importId ?? null, query.limit + 1, ...scope.params, ...lead.params, ...account.params],
      );
    });
    return pageOf('duplicates', rows, query.limit, ({ duplicateId }) => [duplicateId], lineOf);
  }
}

function lineOf({ recordKind, recordId, otherKind: kind, otherId: id, otherName, otherOwned: owned, seen, foundAt, ...line }: Row): DuplicateLine {
  const record = { leadId: recordKind === 'lead' ? recordId : null, accountId: recordKind === 'account' ? recordId : null };
  return { ...line, ...record, other: { kind, id, name: seen ? otherName : masked(otherName), owned }, foundAt: foundAt.toISOString() };
}
