import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '@throughline/access/principal';
import type { Tx } from '@throughline/persistence/transaction';
import { DataSource } from 'typeorm';
import type { FactRow } from '../lead/lead-moments';
import { factColumns } from '../lead/lead-moments';
import { Lead } from '../lead/lead.entity';
import { previewScope } from '../read-scope';

export type OwnedRow = FactRow & { id: string; ownerId: string; policyVersion: number };

/** Rows that are fetched in one go: while they are judged, the next come in. */
const CHUNK = 2_000;

/** The statement that a preview reads all owned leads of a policy with. */
export function ownedLeadsSql(dataSource: DataSource, condition = 'true'): string {
  const wanted = new Set<string>(['id', 'ownerId', 'policyVersion', ...factColumns]);
  const columns = dataSource.getMetadata(Lead).columns.filter(({ propertyName }) => wanted.has(propertyName));
  return `SELECT ${columns.map(({ databaseName, propertyName }) => `${databaseName} AS "${propertyName}"`).join(', ')}
    FROM lead WHERE pool_id IN (SELECT id FROM pool WHERE policy_kind = 'lead' AND policy_id = $1) AND status = 'owned' AND ${condition}`;
}

@Injectable()
export class OwnedLeadsRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** All owned leads under a policy within the reader's scope, as they are at one moment, in chunks. Index: lead_owned. */
  async *read(tx: Tx, policyId: string, by: Principal): AsyncGenerator<OwnedRow[]> {
    const scope = previewScope(by, { owner: 'owner_id', path: 'org_path' }, 'lead', 2);
    await tx.query(`DECLARE owned_leads NO SCROLL CURSOR FOR ${ownedLeadsSql(this.dataSource, scope.sql)}`, [policyId, ...scope.params]);
    const fetch = () => tx.query<OwnedRow>(`FETCH ${CHUNK} FROM owned_leads`);
    for (let coming = fetch(); ; ) {
      const rows = await coming;
      if (rows.length === 0) break;
      coming = fetch();
      yield rows;
    }
    await tx.query('CLOSE owned_leads');
  }
}
