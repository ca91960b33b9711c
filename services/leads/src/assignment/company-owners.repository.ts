import { Injectable } from '@nestjs/common';
import type { Tx } from '@throughline/persistence/transaction';
import type { Lead } from '../lead/lead.entity';
import { companyKey } from '../lead/normalise';

/** Who has the company of a lead already: its account first, then the latest other lead of the same domain. */
@Injectable()
export class CompanyOwnersRepository {
  /** Owner by lead id, for those leads whose company somebody has. */
  async of(tx: Tx, leads: readonly Lead[]): Promise<Map<string, string>> {
    const asked = leads.map(({ id, creditCode, domain, companyName }) => ({ id, credit_code: creditCode, domain, name_key: companyKey(companyName) }));
    const rows = await tx.query<{ leadId: string; ownerId: string | null }>(ownersSql, [JSON.stringify(asked)]);
    return new Map(rows.flatMap(({ leadId, ownerId }) => (ownerId === null ? [] : [[leadId, ownerId] as const])));
  }
}

// Each of the three ways to find an account has an index of its own; an OR of them has none.
const ownersSql = `
  SELECT asked.id AS "leadId", coalesce(
    (SELECT owner_id FROM account WHERE id = standing_account((SELECT id FROM account WHERE credit_code = asked.credit_code))),
    (SELECT owner_id FROM account WHERE id = standing_account((
      SELECT id FROM account WHERE name_key = asked.name_key AND domain IS NOT NULL AND (asked.domain IS NULL OR domain = asked.domain) ORDER BY created_at DESC LIMIT 1))),
    (SELECT owner_id FROM lead WHERE domain = asked.domain AND owner_id IS NOT NULL AND lead.id <> asked.id ORDER BY claimed_at DESC NULLS LAST LIMIT 1)
  ) AS "ownerId"
  FROM json_to_recordset($1) AS asked(id uuid, credit_code text, domain text, name_key text)`;
