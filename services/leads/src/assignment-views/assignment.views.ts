import { Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { Page } from '@throughline/http/page';
import { pageOf, parseCursor } from '@throughline/http/page';
import { TransactionRunner } from '@throughline/persistence/transaction-runner';
import { z } from 'zod';
import { requireLead } from '../lead/lead-access';
import { LeadRepository } from '../lead/lead.repository';
import type { DecisionsQuery, DecisionView } from './assignment-views.dto';

const list = 'assignment-decisions';
type Row = Omit<DecisionView, 'decidedAt' | 'policy'> & { decidedAt: Date; policyId: string | null; policyVersion: number | null };

/** Why a lead went to whom, for those who may assign it. */
@Injectable()
export class AssignmentViews {
  constructor(
    private readonly transaction: TransactionRunner,
    private readonly leads: LeadRepository,
  ) {}

  /** The latest first. @throws lead.not_found, access.denied */
  async ofLead(leadId: string, { limit, cursor }: DecisionsQuery, by: Principal): Promise<Page<DecisionView>> {
    const before = parseCursor(list, cursor, z.tuple([z.uuid()]))?.[0];
    return this.transaction.read(async (tx) => {
      requireLead(by, 'assign', await this.leads.find(tx, leadId));
      const rows = await tx.query<Row>(
        `SELECT d.id AS "decisionId", d.assignment_id AS "assignmentId", d.decided_at AS "decidedAt", a.decided_by AS "decidedBy", a.policy_id AS "policyId",
           a.policy_version AS "policyVersion", d.rule, d.strategy, d.chosen, d.because, d.candidates, d.considered
         FROM assignment_decision AS d JOIN assignment AS a ON a.id = d.assignment_id
         WHERE d.lead_id = $1 AND ($2::uuid IS NULL OR d.id < $2) ORDER BY d.id DESC LIMIT $3`,
        [leadId, before ?? null, limit + 1],
      );
      return pageOf(list, rows, limit, ({ decisionId }) => [decisionId], viewOf);
    });
  }
}

function viewOf({ policyId, policyVersion, decidedAt, ...row }: Row): DecisionView {
  return { ...row, decidedAt: decidedAt.toISOString(), policy: policyId === null ? null : { id: policyId, version: policyVersion! } };
}
