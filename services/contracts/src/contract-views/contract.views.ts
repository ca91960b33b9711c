import { Injectable } from '@nestjs/common';
import { access } from '@throughline/access/access';
import type { Principal } from '@throughline/access/principal';
import { pageOf, parseCursor } from '@throughline/http/page';
import type { Page } from '@throughline/http/page';
import { Money } from '@throughline/money/money';
import { somewhere } from '@throughline/persistence/somewhere';
import type { Tx } from '@throughline/persistence/transaction';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import { contractErrors } from '../contract/contract.errors';
import { ReviewClocks } from '../contract/review-clocks';
import { contractScope } from '../read-scope';
import type { ContractDetail, ContractDocument, ContractLine, ContractListQuery } from './contract-views.dto';

const list = 'contracts';
const cursorKeys = z.tuple([z.iso.datetime(), z.uuid()]);

const lineColumns = `c.id, c.number, c.deal_id AS "dealId", c.account_id AS "accountId", c.account_name AS "accountName", c.owner_id AS "ownerId", c.product, c.status,
  jsonb_build_object('amount', v.amount::text, 'currency', v.currency) AS amount, c.current_version AS "currentVersion",
  c.drafted_at AS "draftedAt", c.signed_at AS "signedAt", c.activated_at AS "activatedAt", c.version`;
const tables = 'contract c JOIN contract_version v ON v.contract_id = c.id AND v.no = c.current_version';

const detailColumns = `c.cycle, c.reason, v.terms, v.starts_on::text AS "startsOn", v.ends_on::text AS "endsOn", c.ended_at AS "endedAt", v.document_hash AS "documentHash",
  v.review_requested_by AS "reviewRequestedBy", v.review_requested_at AS "reviewRequestedAt",
  (SELECT jsonb_agg(jsonb_build_object('no', w.no, 'amount', jsonb_build_object('amount', w.amount::text, 'currency', w.currency),
     'changed', w.changed, 'documentHash', w.document_hash, 'createdBy', w.created_by, 'createdAt', w.created_at,
     'legs', (SELECT coalesce(jsonb_agg(jsonb_build_object('leg', d.leg, 'outcome', d.outcome, 'by', d.decided_by, 'comment', d.comment, 'at', d.decided_at)
        ORDER BY d.decided_at, d.leg), '[]') FROM contract_leg_decision d WHERE d.contract_id = c.id AND d.version = w.no)) ORDER BY w.no)
     FROM contract_version w WHERE w.contract_id = c.id) AS versions,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('side', s.side, 'signatory', s.signatory, 'versionNo', s.version_no, 'documentHash', s.document_hash,
     'signedAt', s.signed_at) ORDER BY s.signed_at, s.side), '[]') FROM contract_signature s WHERE s.contract_id = c.id) AS signatures,
  (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'kind', a.kind, 'minutes', a.minutes, 'note', a.note, 'by', a.person_id, 'at', a.occurred_at)
     ORDER BY a.occurred_at DESC, a.id DESC), '[]')
     FROM (SELECT * FROM contract_activity WHERE contract_id = c.id ORDER BY occurred_at DESC, id DESC LIMIT 50) a) AS activities`;

/** Reads of contracts, each inside what the caller may see. */
@Injectable()
export class ContractViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly clocks: ReviewClocks,
  ) {}

  /** Newest first. */
  async list(query: ContractListQuery, by: Principal): Promise<Page<ContractLine>> {
    access.require(by, 'read', 'contract');
    const after = parseCursor(list, query.cursor, cursorKeys);
    const scope = contractScope(by, 'c', 8);
    const rows = await this.transaction.read((tx) =>
      tx.query<Row>(
        `SELECT ${lineColumns} FROM ${tables}
         WHERE ($1::text IS NULL OR c.status = $1) AND ($2::uuid IS NULL OR c.deal_id = $2) AND ($3::uuid IS NULL OR c.owner_id = $3)
           AND ($4::timestamptz IS NULL OR (c.drafted_at, c.id) < ($4, $5::uuid))
           AND ($7::text IS NULL OR c.account_name ILIKE $7 OR c.number ILIKE $7 OR c.product ILIKE $7) AND ${scope.sql}
         ORDER BY c.drafted_at DESC, c.id DESC LIMIT $6`,
        [query.status ?? null, query.dealId ?? null, query.owner ?? null, after?.[0] ?? null, after?.[1] ?? null, query.limit + 1, somewhere(query.text), ...scope.params],
      ),
    );
    return pageOf(list, rows, query.limit, (last) => [last.draftedAt.toISOString(), last.id], line);
  }

  /** @throws contract.not_found */
  async one(id: string, by: Principal): Promise<ContractDetail> {
    access.require(by, 'read', 'contract');
    const scope = contractScope(by, 'c', 2);
    return this.transaction.read(async (tx) => {
      const [row] = await tx.query<DetailRow>(`SELECT ${lineColumns}, ${detailColumns} FROM ${tables} WHERE c.id = $1 AND ${scope.sql}`, [id, ...scope.params]);
      if (!row) throw contractErrors.not_found();
      return { ...detail(row), review: await this.review(tx, row) };
    });
  }

  private async review(tx: Tx, { id, currentVersion, status, reviewRequestedBy: requestedBy, reviewRequestedAt: requestedAt }: DetailRow): Promise<ContractDetail['review']> {
    if (requestedBy === null || requestedAt === null) return null;
    const clocks = await this.clocks.of(tx, id, currentVersion);
    const legs = clocks.map(({ remindAt, dueAt, decision, ...leg }) => ({
      ...leg,
      remindAt: remindAt?.toISOString() ?? null,
      dueAt: dueAt?.toISOString() ?? null,
      late: status === 'in-review' && dueAt !== null && dueAt <= tx.now,
      decision: decision && { version: decision.version, by: decision.decidedBy, comment: decision.comment, at: decision.decidedAt.toISOString() },
    }));
    return { version: currentVersion, requestedBy, requestedAt: requestedAt.toISOString(), legs };
  }

  /** The text of one version. @throws contract.version_not_found */
  async document(contractId: string, no: number, by: Principal): Promise<ContractDocument> {
    access.require(by, 'read', 'contract');
    const scope = contractScope(by, 'c', 3);
    return this.transaction.read(async (tx) => {
      const [row] = await tx.query<ContractDocument>(
        `SELECT w.contract_id AS "contractId", w.no, w.document, w.document_hash AS "documentHash", w.clauses
         FROM contract_version w JOIN contract c ON c.id = w.contract_id WHERE c.id = $1 AND w.no = $2 AND ${scope.sql}`,
        [contractId, no, ...scope.params],
      );
      if (!row) throw contractErrors.version_not_found();
      return row;
    });
  }
}

type Dates = 'draftedAt' | 'signedAt' | 'activatedAt';
type Row = Omit<ContractLine, Dates> & { draftedAt: Date; signedAt: Date | null; activatedAt: Date | null };
type DetailRow = Row & Omit<ContractDetail, keyof ContractLine | 'endedAt' | 'review'> & { endedAt: Date | null; reviewRequestedBy: string | null; reviewRequestedAt: Date | null };

function line({ draftedAt, signedAt, activatedAt, ...rest }: Row): ContractLine {
  return { ...rest, amount: Money.from(rest.amount).toJSON(), draftedAt: draftedAt.toISOString(), signedAt: signedAt?.toISOString() ?? null, activatedAt: activatedAt?.toISOString() ?? null };
}

function detail({ reviewRequestedBy: _by, reviewRequestedAt: _at, ...row }: DetailRow): Omit<ContractDetail, 'review'> {
  return {
    ...row,
    ...line(row),
    endedAt: row.endedAt?.toISOString() ?? null,
    activities: row.activities.map((one) => ({ ...one, at: utc(one.at) })),
    versions: row.versions.map((one) => ({ ...one, amount: Money.from(one.amount).toJSON(), createdAt: utc(one.createdAt), legs: one.legs.map((leg) => ({ ...leg, at: utc(leg.at) })) })),
    signatures: row.signatures.map((one) => ({ ...one, signedAt: utc(one.signedAt) })),
  };
}

/** PostgreSQL writes instants into JSON with the zone of the session. */
const utc = (at: string): string => new Date(at).toISOString();
